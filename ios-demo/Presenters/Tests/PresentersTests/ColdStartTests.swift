import AmpWallet
import Foundation
import Testing

@testable import Presenters

/// What a person waits for when she opens the app after years of use. AMP_COST=1 measures it; making 10,000 payments one
/// by one over HTTP takes minutes.
@MainActor
@Suite struct ColdStartTests {
    private static let measured = ProcessInfo.processInfo.environment["AMP_COST"] == "1"

    @Test("A wallet with a long history opens to a usable home, and its lists are read a page at a time")
    func coldStart() async throws {
        let payments = Self.measured ? 10_000 : 60
        let person = try await Person.withAgent()
        try await pay(person, payments)
        try await person.app.close()
        let clock = ContinuousClock()
        let home = HomePresenter(app: person.app)
        let opened = try await clock.measure {
            try await person.app.open(.inApp)
            await home.load().value
        }
        #expect(home.content.loaded)
        #expect(home.content.agents.count == 1)
        let timeline = TimelinePresenter(app: person.app)
        let listed = await clock.measure { await timeline.load().value }
        #expect(timeline.content.entries.count == Int(TimelinePresenter.page))
        let paid = WatchPaymentsPresenter(app: person.app)
        await paid.load().value
        #expect(paid.content.payments.count == Int(WatchPaymentsPresenter.page))
        print("note: \(payments) payments: open to home \(opened), first page of the timeline \(listed), debug build")
        try await person.end()
    }

    private func pay(_ person: Person, _ count: Int) async throws {
        let mandate = try await person.authorize(budget: 10_000_000)
        let agent = try person.app.get().shopper
        try await withThrowingTaskGroup(of: Purchase.self) { group in
            for index in 0..<count {
                if index >= 8, let done = try await group.next() { #expect(done == .paid) }
                group.addTask { try await agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1) }
            }
            for try await done in group { #expect(done == .paid) }
        }
    }
}
