import AmpWallet
import Foundation
import Testing

@testable import Presenters

/// The story of the apps, the same on every platform: every step is an event of a presenter, nothing is set by hand.
@MainActor
@Suite struct StoryTests {
    @Test("One person alone sees the whole story, from the first run to the end of everything")
    func story() async throws {
        let person = Person()
        let app = person.app
        try await firstRun(app)
        let agent = DemoAgentPresenter(app: app)
        await agent.load().value
        try await bind(app, agent)
        try await approveMandate(app, agent)
        try await shops(app, agent)
        try await timelineAndChain(app)
        try await report(app)
        try await limit(app, agent)
        try await freeze(app, agent)
        try await cancel(app, agent)
        try await leave(person)
    }

    private func firstRun(_ app: AppWallet) async throws {
        let welcome = WelcomePresenter(app: app)
        await welcome.beginInApp().value
        #expect(welcome.content.step == .ready)
        let home = HomePresenter(app: app)
        await home.load().value
        #expect(home.content == Home(loaded: true))
    }

    private func bind(_ app: AppWallet, _ agent: DemoAgentPresenter) async throws {
        await agent.askMandate(task: "too early").value
        #expect(agent.content.said?.verdict == Word.agentNoBinding.line)
        await agent.askBinding().value
        guard case let .bind(link) = agent.content.opens else { throw Unexpected() }
        agent.opened()
        let presenter = BindPresenter(app: app, link: link)
        presenter.open()
        await presenter.confirm(prompt: "Confirm").value
        #expect(presenter.content.step == .bound)
        #expect(presenter.content.agent == Market.agentId)
    }

    private func approveMandate(_ app: AppWallet, _ agent: DemoAgentPresenter) async throws {
        await agent.buy(try #require(agent.content.shelf.first)).value
        #expect(agent.content.said?.verdict == Word.agentNoMandate.line)
        await agent.askMandate(task: "Flight and hotel in Kuala Lumpur").value
        #expect(agent.content.said?.verdict == Word.agentSaidWaits.line)
        let home = HomePresenter(app: app)
        await home.load().value
        let waiting = try #require(home.content.waiting.first)
        #expect(agent.content.opens == .approve(authSessionId: waiting.id))
        let presenter = ApprovePresenter(app: app, authSessionId: waiting.id)
        await presenter.load().value
        #expect(presenter.content.asked?.kind == .autonomous)
        await presenter.approve(prompt: "Confirm").value
        #expect(presenter.content.decision == .approved)
    }

    private func shops(_ app: AppWallet, _ agent: DemoAgentPresenter) async throws {
        for sku in ["flight-hkg-kul", "hotel-kul-night"] {
            await agent.buy(try #require(agent.content.shelf.first { $0.sku == sku })).value
            #expect(agent.content.said == Said(verdict: Word.agentSaidPaid.line, paid: true))
        }
        // The network knows of the merchants and of tokens that were used, and refuses those before it asks the wallet.
        let wanted: [(Misbehaviour, Word, Word)] = [
            (.tamperedOrder, .agentSaidRefused, .reasonOrderDiffers),
            (.changedPrice, .agentSaidRefused, .reasonAmountOverHold),
            (.unknownMerchant, .agentSaidNetwork, .reasonMerchantNotListed),
            (.replay, .agentSaidNetwork, .reasonTokenUsed),
            (.overBudget, .agentSaidRefused, .reasonBudgetExceeded),
        ]
        for (what, verdict, why) in wanted {
            await agent.misbehave(what).value
            #expect(agent.content.said?.verdict == verdict.line, "\(what)")
            #expect(agent.content.said?.whys.first?.reason == why.line, "\(what)")
            #expect(agent.state.trouble == nil, "\(what)")
        }
        #expect(Set(wanted.map(\.0)) == Set(Misbehaviour.allCases))
        let tasks = TasksPresenter(app: app)
        await tasks.load().value
        let task = TaskPresenter(app: app, mandateId: try #require(tasks.content.tasks.first).mandateId)
        await task.load().value
        #expect(task.content.task?.refusals?.refused == 3)
        #expect(task.content.refused?.reason == Word.reasonBudgetExceeded.line)
    }

    private func timelineAndChain(_ app: AppWallet) async throws {
        let timeline = TimelinePresenter(app: app)
        await timeline.load().value
        let entries = timeline.content.entries
        #expect(entries.filter { $0.tone == .refused }.count == 3)
        #expect(entries.map(\.id) == entries.map(\.id).sorted(by: >))
        let paid = try #require(entries.last { $0.tone == .paid })
        #expect(paid.details == [Line(.appLabelValue, .words(Word.fieldMerchant.line), .quote("Harbour Airways"))])
        guard case let .payment(paymentId) = paid.opens else { throw Unexpected() }
        let payment = PaymentPresenter(app: app, paymentId: paymentId)
        await payment.load().value
        #expect(payment.content.checked == .right)
        #expect(payment.content.layers.count == 3)
        await payment.appeal(reason: "I did not want this purchase.").value
        #expect(payment.content.appeal?.paymentId == paymentId)
        await timeline.load().value
        #expect(timeline.content.entries.first?.title == Word.eventAppealOpened.line)
    }

    private func report(_ app: AppWallet) async throws {
        let report = ReportPresenter(app: app)
        await report.load().value
        #expect(report.content.charts.first?.bars.count == 2)
        #expect(report.content.charts.flatMap(\.bars).allSatisfy { $0.amount.currency == "HKD" })
    }

    private func limit(_ app: AppWallet, _ agent: DemoAgentPresenter) async throws {
        let limits = LimitsPresenter(app: app)
        await limits.load().value
        limits.add()
        var draft = try #require(limits.content.draft)
        (draft.kind, draft.window, draft.dimension, draft.major) = (.delegation, .day, .all, 500)
        limits.change(draft)
        await limits.set().value
        #expect(limits.state.trouble == nil)
        #expect(limits.content.saved)
        await agent.askMandate(task: "More").value
        guard case let .approve(session) = agent.content.opens else { throw Unexpected() }
        let presenter = ApprovePresenter(app: app, authSessionId: session)
        await presenter.load().value
        #expect(presenter.content.asked == nil)
        #expect(presenter.state.trouble?.kind == .tooLate)
        let timeline = TimelinePresenter(app: app)
        await timeline.load().value
        let refused = try #require(timeline.content.entries.first)
        #expect(refused.tone == .refused)
        #expect(refused.details.first == Word.reasonLimitExceeded.line)
        limits.askToRemove(draft.id)
        await limits.remove().value
        #expect(limits.content.limits.isEmpty)
    }

    private func freeze(_ app: AppWallet, _ agent: DemoAgentPresenter) async throws {
        await agent.askMandate(task: "Once more").value
        guard case let .approve(session) = agent.content.opens else { throw Unexpected() }
        let presenter = ApprovePresenter(app: app, authSessionId: session)
        presenter.load()
        await presenter.approve(prompt: "Confirm").value
        #expect(presenter.content.decision == .approved)
        let home = HomePresenter(app: app)
        await home.freezeAll().value
        #expect(home.content.allFrozen)
        let seat = try #require(agent.content.shelf.first { $0.sku == "flight-seat" })
        await agent.buy(seat).value
        #expect(agent.content.said?.whys.first?.reason == Word.reasonFrozen.line)
        await home.unfreezeAll().value
        #expect(!home.content.allFrozen)
        await agent.buy(seat).value
        #expect(agent.content.said?.paid == true)
    }

    private func cancel(_ app: AppWallet, _ agent: DemoAgentPresenter) async throws {
        let tasks = TasksPresenter(app: app)
        await tasks.load().value
        let task = TaskPresenter(app: app, mandateId: try #require(tasks.content.tasks.first).mandateId)
        await task.load().value
        task.ask(.cancel)
        await task.cancel().value
        #expect(task.content.task?.status == .cancelled)
        let seat = try #require(agent.content.shelf.first { $0.sku == "flight-seat" })
        await agent.buy(seat).value
        #expect(agent.content.said?.whys.first?.reason == Word.reasonMandateNotActivated.line)
    }

    private func leave(_ person: Person) async throws {
        let settings = SettingsPresenter(app: person.app)
        await settings.load().value
        #expect(settings.content.place == Word.settingsSandboxInApp.line)
        await settings.export(into: person.folder).value
        let file = try #require(settings.content.exported)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("Harbour Airways"))
        await settings.erase().value
        #expect(person.app.phase == .open, "nobody was asked twice")
        settings.askToErase(.asked)
        settings.askToErase(.askedAgain)
        await settings.erase().value
        #expect(settings.content.erased)
        #expect(person.app.phase == .none)
        #expect(person.choices.place == nil)
        #expect(!FileManager.default.fileExists(atPath: person.folder.appendingPathComponent("wallet/wallet.db").path))
        try? FileManager.default.removeItem(at: person.folder)
    }
}
