import AmpWallet
import Foundation
import XCTest

/// What a home screen reads.
final class OverviewTests: XCTestCase {
    private func daily() throws -> LimitSet {
        let scope = Scope(dimension: .all, only: nil)
        let max = Cap.amount(try Amount("200", "HKD"))
        return LimitSet(limits: [Limit(limitId: "day", kind: .spending, window: .day, scope: scope, max: max)])
    }

    func testWhatWaitsWhoIsBoundAndWhatEachMayStillSpendIsOneRead() async throws {
        let world = try await World.begin()
        let link = try await world.agent.askBinding()
        let waiting = try await world.wallet.overview().waiting
        XCTAssertEqual(waiting.map(\.session.authSessionId), [link.authSessionId])
        let shown = try await world.wallet.mandates().surface(authSessionId: link.authSessionId)
        XCTAssertEqual(waiting.first?.surface, shown)
        try await world.approve(link)
        try await world.wallet.limits().set(limits: try daily())
        let mandate = try await world.authorize(budget: "900")
        _ = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        let seen = try await world.wallet.overview()
        let agent = try await unwrapped(seen.agents.first)
        XCTAssertTrue(agent.mayRequest && !agent.frozen && agent.liveTasks == 1)
        XCTAssertEqual(agent.budgets.map(\.remaining), [try Amount("720", "HKD")])
        XCTAssertEqual(agent.budgets.map(\.usedPermille), [200])
        XCTAssertEqual(seen.limits.map(\.usedPermille), [900])
        XCTAssertEqual(seen.limits.map(\.remaining), [.amount(try Amount("20", "HKD"))])
        try await world.end()
    }

    func testHistoryComesPageByPageNewestFirst() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "1000")
        for _ in 0..<3 { _ = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1) }
        let first = try await world.wallet.payments().page(after: nil, limit: 2)
        let second = try await world.wallet.payments().page(after: first.next, limit: 2)
        XCTAssertNil(second.next)
        let all = try await world.wallet.payments().list()
        XCTAssertEqual(first.payments + second.payments, all)
        let mandates = try await world.wallet.mandates().page(after: nil, limit: 10).mandates
        let tasks = try await world.wallet.tasks().page(after: nil, limit: 10).tasks
        XCTAssertEqual(mandates.map(\.mandate.mandateId), tasks.map(\.mandateId))
        let one = try await world.wallet.payments().get(paymentId: all[0].paymentId)
        XCTAssertEqual(one, all[0])
        let wrong = await thrown { try await world.wallet.payments().page(after: "no page gave this", limit: 2) }
        XCTAssertEqual((wrong as? WalletError)?.code, "wallet.invalid")
        try await world.end()
    }

    func testAPaymentIsProvedByItsChainLayerByLayer() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "1000")
        _ = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        let paid = try await unwrapped(try await world.wallet.payments().list().first)
        let kept = try await world.wallet.payments().evidence(paymentId: paid.paymentId)
        XCTAssertEqual([kept.l1, kept.l2], [mandate.l1, mandate.l2])
        let chain = try await world.wallet.payments().verify(paymentId: paid.paymentId)
        XCTAssertEqual(chain.l3?.checkout, paid.checkout)
        let key = try await world.wallet.ispKey()
        XCTAssertEqual(chain.l1.ispKey, key)
        try await world.end()
    }

    func testLimitsAreLookedAtBeforeTheyAreSetAndAReportLeavesTheApp() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "1000")
        _ = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        let preview = try await world.wallet.limits().preview(limits: try daily())
        let before = try await world.wallet.limits().get()
        XCTAssertEqual(before.limits, [])
        try await world.wallet.limits().set(limits: try daily())
        let usage = try await world.wallet.limits().usage()
        XCTAssertEqual(preview, usage)
        let (from, to) = (Date(timeIntervalSinceNow: -86_400), Date(timeIntervalSinceNow: 86_400))
        let csv = try await world.wallet.reports().export(from: from, to: to, format: .csv)
        XCTAssertTrue(csv.contains("merchant,Harbour Airways,HKD,180.00,0.00,1"), csv)
        let report = try await world.wallet.reports().spending(from: from, to: to)
        XCTAssertEqual(report.byMerchant.map(\.sharePermille), [1000])
        let devices = try await world.wallet.devices()
        XCTAssertEqual(devices, [])
        try await world.end()
    }
}
