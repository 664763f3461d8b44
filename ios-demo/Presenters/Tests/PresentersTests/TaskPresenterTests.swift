import AmpWallet
import Foundation
import Testing

@testable import Presenters

@MainActor
@Suite struct TaskPresenterTests {
    @Test("A live task shows its progress, what was bought, and what was refused last and why")
    func showsProgress() async throws {
        let person = try await Person.withAgent()
        let mandate = try await person.authorize(budget: 2_900)
        let shopper = try person.app.get().shopper
        _ = try await shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        let refused = try await shopper.buy(mandate: mandate, sku: "flight-hkg-kul", quantity: 1)
        guard case .refused(_, "guard.budget_exceeded") = refused else { throw Unexpected() }
        let presenter = try await task(person)
        let shown = presenter.content
        #expect(shown.task?.usedPermille == 62)
        #expect(shown.bill.map(\.merchant) == [.quote("Harbour Airways")])
        let price = try Amount(180, "HKD")
        #expect(shown.bill.map(\.amount) == [.money(price)])
        #expect(shown.refused?.reason == Word.reasonBudgetExceeded.line)
        await presenter.more().value
        #expect(presenter.content.bill.count == 1)
        #expect(!presenter.content.more)
        try await person.end()
    }

    @Test("Less holds at once; more waits for an approval of exactly that raise")
    func adjusts() async throws {
        let person = try await Person.withAgent()
        _ = try await person.authorize(budget: 1_000)
        let presenter = try await task(person)
        await presenter.adjust(to: 500).value
        let less = try Amount(500, "HKD")
        #expect(presenter.content.adjusted == less)
        #expect(presenter.content.task?.budget == less)
        await presenter.adjust(to: 2_000).value
        let raise = try #require(presenter.content.raise)
        #expect(presenter.content.task?.budget == less)
        presenter.raised()
        #expect(presenter.content.raise == nil)
        let approving = RaisePresenter(app: person.app, raise: raise)
        await approving.load().value
        let more = try Amount(2_000, "HKD")
        #expect(approving.content.asked?.big?.values == [.money(more)])
        await approving.approve(prompt: "Confirm").value
        #expect(approving.state.trouble == nil)
        #expect(approving.content.decision == .approved)
        await presenter.load().value
        #expect(presenter.content.task?.budget == more)
        try await person.end()
    }

    @Test("A raise that is declined changes nothing, and no amount is none")
    func declines() async throws {
        let person = try await Person.withAgent()
        _ = try await person.authorize(budget: 1_000)
        let presenter = try await task(person)
        await presenter.adjust(to: Decimal(-1)).value
        #expect(presenter.content.amountIsNone)
        await presenter.adjust(to: 2_000).value
        let raise = try #require(presenter.content.raise)
        let approving = RaisePresenter(app: person.app, raise: raise)
        approving.load()
        await approving.decline().value
        #expect(approving.content.decision == .declined)
        await presenter.load().value
        let before = try Amount(1_000, "HKD")
        #expect(presenter.content.task?.budget == before)
        try await person.end()
    }

    @Test("A cancelled task says so, and nothing more is bought under it")
    func cancels() async throws {
        let person = try await Person.withAgent()
        let mandate = try await person.authorize()
        let presenter = try await task(person)
        presenter.ask(.cancel)
        #expect(presenter.content.dialog == .cancel)
        await presenter.cancel().value
        #expect(presenter.content.dialog == .none)
        #expect(presenter.content.task?.status == .cancelled)
        let bought = try await person.app.get().shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        #expect(bought == .refused(resultCode: "MANDATE_STATUS_INVALID", detail: "guard.mandate_not_activated"))
        try await person.end()
    }

    @Test("Tasks come newest first, a page at a time, each once")
    func pages() async throws {
        let person = try await Person.withAgent()
        let count = Int(TasksPresenter.page) + 2
        for index in 1...count { _ = try await person.authorize(budget: Decimal(index)) }
        let presenter = TasksPresenter(app: person.app)
        await presenter.load().value
        #expect(presenter.content.tasks.count == Int(TasksPresenter.page))
        let newest = try Amount(Decimal(count), "HKD")
        #expect(presenter.content.tasks.first?.budget == newest)
        await presenter.more().value
        #expect(presenter.content.tasks.count == count)
        #expect(presenter.content.next == nil)
        _ = try await person.authorize(budget: 999)
        await presenter.load().value
        #expect(presenter.content.tasks.count == count + 1)
        #expect(Set(presenter.content.tasks.map(\.mandateId)).count == count + 1)
        try await person.end()
    }

    private func task(_ person: Person) async throws -> TaskPresenter {
        let tasks = TasksPresenter(app: person.app)
        await tasks.load().value
        let first = try #require(tasks.content.tasks.first)
        let presenter = TaskPresenter(app: person.app, mandateId: first.mandateId)
        await presenter.load().value
        return presenter
    }
}
