import AmpWallet
import Foundation
import XCTest

/// Tokens, debits, what comes back, what is disputed.
final class PaymentTests: XCTestCase {
    func testATokenIsHeldThenPaidOnceHoweverOftenItIsAsked() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "1000")
        let token = try await Token.make(world, mandate, for: try Amount("180", "HKD"))
        let held = try await world.wallet.payments().preVerify(announcement: token.announcement)
        XCTAssertEqual(held.state, .held)
        let again = try await world.wallet.payments().preVerify(announcement: token.announcement)
        XCTAssertEqual(again.paymentId, held.paymentId)
        let paid = try await world.wallet.payments().pay(request: token.request)
        XCTAssertEqual(paid.state, .captured)
        let twice = await thrown { try await world.wallet.payments().pay(request: token.request) } as? WalletError
        guard case let .Refused(refusal) = twice else { return XCTFail("paid twice") }
        XCTAssertEqual(refusal.reasons, [.tokenUsed])
        let spent = try await world.newest().spent
        XCTAssertEqual(spent, token.order.totalAmount)
        try await world.end()
    }

    func testAPaymentIsCalledOffAndItsTokenPaysNothing() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "1000")
        for by in [VoidedBy.user, .merchant] {
            let token = try await Token.make(world, mandate, for: try Amount("180", "HKD"))
            let held = try await world.wallet.payments().preVerify(announcement: token.announcement)
            let off = try await world.wallet.payments().voidPayment(paymentId: held.paymentId, by: by)
            XCTAssertEqual(off.state, .released)
            let late = await thrown { try await world.wallet.payments().pay(request: token.request) } as? WalletError
            XCTAssertEqual(late?.code, "guard.token_released")
        }
        let available = try await world.newest().available
        XCTAssertEqual(available, try Amount("1000", "HKD"))
        let refused = try world.wallet.payments().refusals()
        XCTAssertEqual(refused.map(\.stage), [.s3, .s3])
        try await world.end()
    }

    func testWhatIsGivenBackIsRecordedOnceAndNeverMoreThanWasDebited() async throws {
        let world = try await World.bound()
        let paid = try await payOne(world)
        let part = RefundRequest(refundId: "r-1", paymentId: paid.paymentId, amount: try Amount("80", "HKD"))
        let first = try await world.wallet.payments().refund(request: part)
        let again = try await world.wallet.payments().refund(request: part)
        XCTAssertEqual(again, first)
        let rest = RefundRequest(refundId: "r-2", paymentId: paid.paymentId, amount: try Amount("100.01", "HKD"))
        let arrived = await thrown { try await world.wallet.payments().refund(request: rest) } as? WalletError
        XCTAssertEqual(arrived?.code, "payment.exceeds_capture")
        let refunds = try await world.wallet.payments().refunds(paymentId: paid.paymentId)
        XCTAssertEqual(refunds, [first])
        try await world.end()
    }

    func testAPaymentIsDisputedWithItsEvidence() async throws {
        let world = try await World.bound()
        let paid = try await payOne(world)
        let appeal = try await world.wallet.payments().appeal(paymentId: paid.paymentId, reason: "never flown")
        XCTAssertEqual(appeal.evidence.captured, try Amount("180", "HKD"))
        XCTAssertNotNil(appeal.evidence.l3)
        let open = try await world.wallet.payments().appeals()
        XCTAssertEqual(open, [appeal])
        let closed = try await world.wallet.payments().closeAppeal(appealId: appeal.appealId, outcome: "refunded")
        XCTAssertEqual(closed.outcome, "refunded")
        let twice =
            await thrown {
                try await world.wallet.payments().closeAppeal(appealId: appeal.appealId, outcome: "other")
            } as? WalletError
        XCTAssertEqual(twice, .Conflict(kind: "appeal", id: appeal.appealId))
        try await world.end()
    }

    func testLimitsAndTheStopOfEverythingBindAgents() async throws {
        let world = try await World.bound()
        let daily = Limit(
            limitId: "day", kind: .spending, window: .day, scope: Scope(dimension: .all, only: nil),
            max: .amount(try Amount("200", "HKD")))
        try await world.wallet.limits().set(limits: LimitSet(limits: [daily]))
        let set = try await world.wallet.limits().get()
        XCTAssertEqual(set.limits, [daily])
        let mandate = try await world.authorize(budget: "10000")
        let first = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        XCTAssertEqual(first, .paid)
        let second = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        guard case .refused(_, "guard.limit_exceeded") = second else { return XCTFail("\(second)") }
        let usage = try await world.wallet.limits().usage()
        XCTAssertEqual(usage.map(\.counted), [[try Amount("180", "HKD")]])

        let stopped = try await world.wallet.limits().freeze(agentId: "agent-travel-1")
        XCTAssertEqual(stopped.agents, ["agent-travel-1"])
        let frozen = try await world.wallet.limits().frozen()
        XCTAssertEqual(frozen, stopped)
        let refused = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        guard case .refused(_, "guard.frozen") = refused else { return XCTFail("\(refused)") }
        let free = try await world.wallet.limits().unfreeze(agentId: "agent-travel-1")
        XCTAssertEqual(free.agents, [])
        let third = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        guard case .refused(_, "guard.limit_exceeded") = third else { return XCTFail("\(third)") }
        try await world.end()
    }

    func testLimitsThatCannotBeAreRefused() async throws {
        let world = try await World.begin()
        let wrong = Limit(
            limitId: "", kind: .spending, window: .day, scope: Scope(dimension: .all, only: nil), max: .count(1))
        let arrived = await thrown { try await world.wallet.limits().set(limits: LimitSet(limits: [wrong])) }
        XCTAssertEqual(arrived as? WalletError, .Limit(.IdMalformed(limitId: "")))
        try await world.end()
    }

    private func payOne(_ world: World) async throws -> Payment {
        let mandate = try await world.authorize(budget: "1000")
        let bought = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        XCTAssertEqual(bought, .paid)
        return try await unwrapped(try await world.wallet.payments().list().first)
    }
}
