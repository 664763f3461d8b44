import AmpWallet
import Foundation
import Testing

@testable import Presenters

@Suite struct WhyTests {
    @Test("Every reason of the core has a sentence of its own")
    func everyReason() throws {
        let codes = try Repository.codes(beginning: "guard.")
        #expect(codes.count > 40)
        for code in codes { #expect(Word.ofReason(code) != .reasonOther, "\(code)") }
        #expect(Set(codes.map(Word.ofReason)).count == codes.count)
    }

    @Test("A second sentence takes as many arguments as its reason gives")
    func details() throws {
        let (one, other) = (try Amount(1, "HKD"), try Amount(2, "HKD"))
        let now = Date(timeIntervalSince1970: 0)
        let reasons: [Reason] = [
            .accumulatedOverBudget(accumulated: one, budget: other), .agentBindingExpired(expiredAt: now),
            .agentMismatch(expected: "a", presented: "b"), .amountOverHold(amount: one, held: other),
            .budgetExceeded(requested: one, remaining: other), .currencyMismatch(expected: "HKD", presented: "USD"),
            .expiryPast(expiresAt: now), .expiryTooFar(expiresAt: now, latest: now), .fieldForbidden(field: "f"),
            .fieldMalformed(field: "f"), .fieldMissing(field: "f"), .fieldsContradict(field: "f", other: "g"),
            .frequencyExceeded(counted: 3, max: 3), .limitCountExceeded(limitId: "l", counted: 3, max: 3),
            .limitCurrency(limitId: "l", currency: "HKD", expected: "USD"),
            .limitExceeded(limitId: "l", requested: one, counted: one, max: other), .listTooLong(field: "f", max: 3),
            .mandateExpired(expiredAt: now), .mccNotListed(merchantMcc: "4511"), .merchantBlocked(merchantName: "m"),
            .merchantConfusable(merchantName: "m", listed: "n"), .merchantIdNotListed(merchantId: "m"),
            .merchantNotListed(merchantName: "m"), .rateUnusable(base: "HKD", quote: "USD", because: "rate.missing"),
            .regionNotListed(region: "HK"), .retriesExhausted(attempts: 3, maxRetries: 2),
            .textHostile(field: "f", codePoint: 8_238), .textTooLong(field: "f", max: 3), .tokenExpired(expiredAt: now),
            .transactionOverMax(amount: other, max: one), .transactionUnderMin(amount: one, min: other),
            .unitMismatch(expected: one, presented: other),
            .orderDiffers(difference: .total(bound: one, presented: other)),
            .l3OrderDiffers(difference: .goodsName(line: 1)),
            .orderDiffers(difference: .merchantMcc(bound: "1", presented: "2")),
        ]
        for reason in reasons {
            let detail = try #require(Why(reason).detail, "\(reason.code) has no second sentence")
            #expect(detail.word.arguments == detail.args.count, "\(reason.code)")
        }
        for reason in [Reason.frozen(agentId: "a"), .tokenUsed, .mandateUsed, .orderMissing] {
            #expect(Why(reason).detail == nil, "\(reason.code)")
        }
    }

    @Test("Every trouble says what happened, that the money is safe and what to do, in words of its own")
    func troubles() {
        for kind in TroubleKind.allCases {
            let words = kind.words
            #expect(Set([words.what, words.safe, words.todo]).count == 3)
            #expect([words.what, words.safe, words.todo].allSatisfy { $0.arguments == 0 })
        }
        #expect(Set(TroubleKind.allCases.map(\.words.what)).count == TroubleKind.allCases.count)
        #expect(TroubleKind(code: "store.busy", at: nil) == .databaseLocked)
        #expect(TroubleKind(code: "no.such_code", at: nil) == .other)
        #expect(TroubleKind(code: "network.unreachable", at: .at(address: "http://127.0.0.1:1")) == .offline)
        #expect(TroubleKind(code: "network.unreachable", at: .inApp) == .sandboxDown)
        #expect(TroubleKind(code: nil, at: nil) == .other)
    }
}

/// Files of the repository that tests compare with.
enum Repository {
    /// The stable codes of the core that begin so.
    static func codes(beginning prefix: String) throws -> [String] {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<5 { root.deleteLastPathComponent() }
        let glossary = try String(contentsOf: root.appendingPathComponent("bindings/errors.md"), encoding: .utf8)
        return glossary.components(separatedBy: "`").filter { $0.hasPrefix(prefix) }
    }
}
