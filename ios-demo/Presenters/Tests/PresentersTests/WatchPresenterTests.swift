import AmpWallet
import Testing

@testable import Presenters

@MainActor
@Suite struct WatchPresenterTests {
    @Test("The wrist shows what waits in three lines, and signs the whole surface")
    func approves() async throws {
        let person = try await Person.withAgent()
        let asked = try await person.ask()
        let home = WatchHomePresenter(app: person.app)
        await home.load().value
        #expect(home.content.waiting.map(\.id) == [asked.link.authSessionId])
        #expect(home.content.rings.isEmpty)
        let presenter = ApprovePresenter(app: person.app, authSessionId: asked.link.authSessionId)
        await presenter.load().value
        let glance = try #require(presenter.content.glance)
        #expect(glance.title == Word.approveTitleAutonomous.line)
        #expect(glance.lines.count == 3)
        let budget = try Amount(5_000, "HKD")
        #expect(glance.lines[1].args == [.words(Word.fieldBudget.line), .money(budget)])
        await presenter.approve(prompt: "Confirm").value
        #expect(presenter.content.decision == .approved)
        await home.load().value
        #expect(home.content.waiting.isEmpty)
        #expect(home.content.rings.map(\.left) == [Line(.watchLeftAmount, .money(budget))])
        try await person.end()
    }

    @Test("Frozen from the wrist, nothing is paid; the last payments come by the page")
    func freezesAndPages() async throws {
        let person = try await Person.withAgent()
        let mandate = try await person.authorize()
        let shopper = try person.app.get().shopper
        for _ in 0...WatchPaymentsPresenter.page {
            _ = try await shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        }
        let payments = WatchPaymentsPresenter(app: person.app)
        await payments.load().value
        #expect(payments.content.payments.count == Int(WatchPaymentsPresenter.page))
        await payments.more().value
        #expect(payments.content.payments.count == Int(WatchPaymentsPresenter.page) + 1)
        #expect(payments.content.next == nil)
        #expect(Set(payments.content.payments.map(\.id)).count == payments.content.payments.count)
        let home = WatchHomePresenter(app: person.app)
        await home.freezeAll().value
        #expect(home.content.allFrozen)
        let refused = try await shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        #expect(refused == .refused(resultCode: "MANDATE_STATUS_INVALID", detail: "guard.frozen"))
        await home.unfreezeAll().value
        #expect(!home.content.allFrozen)
        try await person.end()
    }
}
