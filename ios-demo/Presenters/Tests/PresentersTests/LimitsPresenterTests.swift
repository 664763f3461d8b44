import AmpWallet
import Testing

@testable import Presenters

@MainActor
@Suite struct LimitsPresenterTests {
    @Test("What a limit does is said before it is set, and the next mandate is judged by it")
    func setsALimit() async throws {
        let person = try await Person.withAgent()
        let presenter = LimitsPresenter(app: person.app)
        await presenter.load().value
        #expect(presenter.content.loaded)
        presenter.add()
        var draft = try #require(presenter.content.draft)
        draft.major = 200
        await presenter.change(draft).value
        let most = try Amount(200, "HKD")
        let preview = try #require(presenter.content.draft?.preview)
        let effect = [Line(.limitsEffectSpendingAll, .money(most)), Word.limitsEffectWindowDay.line]
        #expect(preview.effect == effect)
        #expect(try await person.app.get().limits.get().limits.isEmpty)
        await presenter.set().value
        #expect(presenter.content.saved)
        #expect(presenter.content.draft == nil)
        #expect(presenter.content.limits.map(\.effect) == [effect])
        let mandate = try await person.authorize()
        let shopper = try person.app.get().shopper
        #expect(try await shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1) == .paid)
        let refused = try await shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        guard case .refused(_, "guard.limit_exceeded") = refused else { throw Unexpected() }
        await presenter.load().value
        #expect(presenter.content.limits.first?.usedPermille == 900)
        try await person.end()
    }

    @Test("A limit is changed under its own name, and removed only after a question")
    func changesAndRemoves() async throws {
        let person = try await Person.withWallet()
        let presenter = LimitsPresenter(app: person.app)
        presenter.add()
        var draft = try #require(presenter.content.draft)
        draft.count = 3
        draft.dimension = .merchant
        draft.window = .week
        presenter.change(draft)
        await presenter.set().value
        let first = try #require(presenter.content.limits.first)
        #expect(first.effect == [Line(.limitsEffectPaymentsMerchant, .number(3)), Word.limitsEffectWindowWeek.line])
        presenter.edit(first)
        var again = try #require(presenter.content.draft)
        #expect(again.count == 3)
        again.count = 5
        presenter.change(again)
        await presenter.set().value
        #expect(presenter.content.limits.map(\.id) == [first.id])
        #expect(presenter.content.limits.first?.limit.max == .count(5))
        await presenter.remove().value
        #expect(presenter.content.limits.count == 1)
        presenter.askToRemove(first.id)
        await presenter.remove().value
        #expect(presenter.content.limits.isEmpty)
        try await person.end()
    }

    @Test("A limit that is not whole is neither previewed nor set; one that the core refuses is told")
    func refusesWhatIsNone() async throws {
        let person = try await Person.withWallet()
        let presenter = LimitsPresenter(app: person.app)
        presenter.add()
        var draft = try #require(presenter.content.draft)
        await presenter.change(draft).value
        #expect(presenter.content.draft?.preview == nil)
        await presenter.set().value
        #expect(try await person.app.get().limits.get().limits.isEmpty)
        draft.major = 10
        draft.kind = .delegation
        draft.dimension = .mandate
        await presenter.change(draft).value
        #expect(presenter.state.trouble?.code == "limit.unfit")
        try await person.end()
    }
}
