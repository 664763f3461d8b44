import AmpWallet
import Testing

@testable import Presenters

@MainActor
@Suite struct TimelinePresenterTests {
    @Test("The timeline is read a page at a time, each event once, and grows at its top")
    func pages() async throws {
        let person = try await Person.withAgent()
        let mandate = try await person.authorize()
        let shopper = try person.app.get().shopper
        for _ in 0..<22 { _ = try await shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1) }
        let presenter = TimelinePresenter(app: person.app)
        await presenter.load().value
        #expect(presenter.content.entries.count == Int(TimelinePresenter.page))
        repeat { await presenter.more().value } while presenter.content.more
        let first = presenter.content.entries
        #expect(first.last?.title == Word.ofEvent("authorization.received").line)
        #expect(first.map(\.id) == first.map(\.id).sorted(by: >))
        let home = HomePresenter(app: person.app)
        await home.freezeAll().value
        await presenter.load().value
        #expect(presenter.content.entries.count == first.count + 1)
        #expect(presenter.content.entries.first?.details == [Word.timelineFrozenAll.line])
        await home.unfreezeAll().value
        await home.freeze(Market.agentId).value
        await presenter.load().value
        #expect(presenter.content.entries[0].details == [Line(.timelineFrozenSome, .names([Market.agentId]))])
        #expect(presenter.content.entries[1].details == [Word.timelineUnfrozen.line])
        try await person.end()
    }

    @Test("Each kind of event has a title of its own, and what it is about opens")
    func everyKind() throws {
        let amount = try Amount(1, "HKD")
        let refused = Refused(stage: .s2, code: "guard.frozen", reasons: [.frozen(agentId: "a")])
        let kinds: [(EventKind, Tone, Route?)] = [
            (
                .authorizationReceived(authSessionId: "s", agentId: "a", session: "s"), .other,
                .approve(authSessionId: "s")
            ),
            (.authorizationRefused(authSessionId: "s", agentId: "a", because: refused, untold: 0), .refused, nil),
            (.authorizationApproved(authSessionId: "s"), .person, nil),
            (.authorizationFailed(authSessionId: "s", because: "b"), .other, nil),
            (.agentBound(agentId: "a", authSessionId: "s"), .person, nil),
            (.agentUnbound(agentId: "a", authSessionId: "s"), .other, nil),
            (.mandateActivated(mandateId: "m", agentId: "a", budget: amount), .person, .task(mandateId: "m")),
            (.mandateAdjusted(mandateId: "m", before: amount, after: amount), .person, .task(mandateId: "m")),
            (.mandateRevoked(mandateId: "m"), .person, .task(mandateId: "m")),
            (.mandateExpired(mandateId: "m"), .other, .task(mandateId: "m")),
            (.mandateFinished(mandateId: "m"), .other, .task(mandateId: "m")),
            (held(amount), .held, .payment(paymentId: "p")),
            (
                .paymentRefused(
                    mandateId: "m", paymentId: nil, agentId: "a", merchantName: nil, because: refused, untold: 3),
                .refused, .task(mandateId: "m")
            ),
            (captured(amount), .paid, .payment(paymentId: "p")),
            (.paymentUnverified(paymentId: "p", amount: amount), .paid, .payment(paymentId: "p")),
            (.limitsChanged, .person, .limits),
            (.freezeChanged(all: false, agents: []), .person, nil),
            (.appealOpened(paymentId: "p", appealId: "x"), .person, .payment(paymentId: "p")),
            (.appealClosed(paymentId: "p", appealId: "x"), .other, .payment(paymentId: "p")),
            (.eventsDropped(dropped: 3), .other, nil),
        ]
        for (kind, tone, opens) in kinds {
            let entry = TimelineEntry(Event(eventId: 1, at: .distantPast, what: kind))
            #expect(entry.title.word != .eventOther, "\(kind.code)")
            #expect(entry.tone == tone, "\(kind.code)")
            #expect(entry.opens == opens, "\(kind.code)")
            for line in entry.details { #expect(line.word.arguments == line.args.count, "\(kind.code)") }
        }
    }

    private func held(_ amount: Amount) -> EventKind {
        .paymentHeld(paymentId: "p", mandateId: "m", agentId: "a", merchantName: "n", amount: amount)
    }

    private func captured(_ amount: Amount) -> EventKind {
        .paymentCaptured(paymentId: "p", mandateId: "m", agentId: "a", merchantName: "n", amount: amount)
    }
}
