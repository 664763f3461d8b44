import AmpWallet
import Testing

@testable import Presenters

@MainActor
@Suite struct HomePresenterTests {
    @Test("What waits is on top, and an agent shows what it is at")
    func showsWhatWaits() async throws {
        let person = try await Person.withAgent()
        let presenter = HomePresenter(app: person.app)
        _ = try await person.authorize()
        let asked = try await person.ask(budget: 100)
        await presenter.load().value
        #expect(presenter.content.waiting.map(\.id) == [asked.link.authSessionId])
        let agent = try #require(presenter.content.agents.first)
        #expect(agent.id == Market.agentId)
        #expect(agent.liveTasks == 1)
        let budget = try Amount(5_000, "HKD")
        #expect(agent.budgets.map(\.remaining) == [budget])
        #expect(agent.budgets.map(\.usedPermille) == [0])
        try await person.end()
    }

    @Test("One tap stops every agent, one lets them go on")
    func freezes() async throws {
        let person = try await Person.withAgent()
        let mandate = try await person.authorize()
        let presenter = HomePresenter(app: person.app)
        await presenter.freezeAll().value
        #expect(presenter.content.allFrozen)
        let shopper = try person.app.get().shopper
        let refused = try await shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        guard case .refused(_, "guard.frozen") = refused else { throw Unexpected() }
        await presenter.unfreezeAll().value
        #expect(!presenter.content.allFrozen)
        #expect(try await shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1) == .paid)
        try await person.end()
    }
}

/// Something else came than the test counts on.
struct Unexpected: Error {}
