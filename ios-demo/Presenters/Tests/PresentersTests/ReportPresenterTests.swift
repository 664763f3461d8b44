import AmpWallet
import Testing

@testable import Presenters

@MainActor
@Suite struct ReportPresenterTests {
    @Test("The report says what was spent, by merchant, category, agent and month")
    func reports() async throws {
        let person = try await Person.withAgent()
        let mandate = try await person.authorize()
        let shopper = try person.app.get().shopper
        _ = try await shopper.buy(mandate: mandate, sku: "flight-hkg-kul", quantity: 1)
        _ = try await shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        let presenter = ReportPresenter(app: person.app)
        await presenter.load().value
        let total = try Amount(2_980, "HKD")
        #expect(presenter.content.spent == [total])
        #expect(presenter.content.payments == 2)
        let titles: [Word] = [.reportByMerchant, .reportByCategory, .reportByAgent, .reportByMonth]
        #expect(presenter.content.charts.map(\.title) == titles.map(\.line))
        let bar = try #require(presenter.content.charts.first?.bars.first)
        #expect(
            bar == Bar(label: .quote("Harbour Airways"), amount: total, lengthPermille: 1_000, sharePermille: 1_000))
        await presenter.choose(.all).value
        #expect(presenter.content.period == .all)
        #expect(presenter.content.spent == [total])
        try await person.end()
    }

    @Test("Nothing spent is said as nothing, without an empty chart")
    func empty() async throws {
        let person = try await Person.withWallet()
        let presenter = ReportPresenter(app: person.app)
        await presenter.load().value
        #expect(presenter.content.loaded)
        #expect(presenter.content.spent.isEmpty)
        #expect(presenter.content.charts.isEmpty)
        try await person.end()
    }
}
