import AmpWallet
import Foundation
import XCTest

/// The story that `amp demo` tells, in Swift: bind, authorize, pay, refuse, revoke, report.
final class StoryTests: XCTestCase {
    func testAnAgentIsBoundPaysWithinItsMandateAndIsRefusedBeyondIt() async throws {
        let world = try await World.begin()
        guard case let .bound(binding) = try await world.approve(try await world.agent.askBinding()) else {
            return XCTFail("not bound")
        }
        XCTAssertEqual(binding.agentId, "agent-travel-1")

        let mandate = try await world.authorize(budget: "10000")
        let flight = try await world.agent.buy(mandate: mandate, sku: "flight-hkg-kul", quantity: 1)
        XCTAssertEqual(flight, .paid)
        let hotel = try await world.agent.buy(mandate: mandate, sku: "hotel-kul-night", quantity: 3)
        XCTAssertEqual(hotel, .paid)

        try await refused(world, mandate, "hotel-kul-suite", .s2, "guard.budget_exceeded")
        try await world.sandbox.changeNextOrder(change: .swapGoods)
        try await refused(world, mandate, "hotel-kul-dinner", .s3, "guard.order_differs")
        try await world.sandbox.changeNextOrder(change: .changeAmount(minor: 10_000))
        try await refused(world, mandate, "hotel-kul-dinner", .s4, "guard.amount_over_hold")

        let ours = try await world.wallet.mandates().list()[0]
        XCTAssertEqual(ours.spent.value, 7_750)
        let revoked = try await world.wallet.mandates().revoke(mandateId: ours.mandate.mandateId)
        XCTAssertEqual(revoked.state, .revoked)
        try await refused(world, mandate, "hotel-kul-transfer", .s2, "guard.mandate_not_activated")

        let tea = try await world.agent.order(sku: "tea-oolong", quantity: 1)
        let asked = try await world.agent.askMandate(task: "buy tea", constraints: nil, order: tea)
        try await world.approve(asked.link)
        let once = try await world.agent.granted(asked: asked)
        let token = try await world.agent.paymentToken(mandate: once, l3: nil, order: tea)
        let paid = try await world.agent.pay(order: tea, paymentToken: token)
        XCTAssertEqual(paid, .paid)

        let day: TimeInterval = 86_400
        let report = try await world.wallet.reports().spending(
            from: Date(timeIntervalSinceNow: -day), to: Date(timeIntervalSinceNow: day))
        XCTAssertEqual(report.payments, 3)
        let waiting = try await world.wallet.events().waiting(after: 0)
        var streamed: [Event] = []
        for try await event in try world.wallet.events().stream() {
            streamed.append(event)
            if streamed.count == waiting.count { break }
        }
        XCTAssertEqual(streamed, waiting)
        try await world.end()
    }

    private func refused(_ world: World, _ mandate: AgentMandate, _ sku: String, _ stage: Stage, _ code: String)
        async throws
    {
        let purchase = try await world.agent.buy(mandate: mandate, sku: sku, quantity: 1)
        guard case let .refused(_, detail) = purchase else { return XCTFail("\(sku) was paid") }
        XCTAssertEqual(detail, code)
        let last = try XCTUnwrap(try world.wallet.payments().refusals().first)
        XCTAssertEqual(last.stage, stage)
        XCTAssertEqual(last.reasons.first?.code, code)
    }
}
