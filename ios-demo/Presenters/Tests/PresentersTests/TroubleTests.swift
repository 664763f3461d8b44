import AmpWallet
import AmpWalletTesting
import Foundation
import Testing

@testable import Presenters

/// Every trouble is made for real: by a fault of the network, of the vault, of the clock, or by another process.
@MainActor
@Suite struct TroubleTests {
    @Test("Offline: a sandbox at an address that is gone; back again, the same request is approved")
    func offline() async throws {
        let elsewhere = try await Sandbox.start(port: 0)
        let url = try elsewhere.url()
        let person = Person()
        let welcome = WelcomePresenter(app: person.app)
        welcome.change(address: " \(url) ")
        await welcome.beginAtAddress().value
        #expect(welcome.content.step == .ready)
        #expect(person.choices.place == .at(address: url))
        let settings = SettingsPresenter(app: person.app)
        await settings.load().value
        #expect(settings.content.place == Line(.settingsSandboxAt, .name(url)))
        let link = try await person.app.get().shopper.askBinding()
        let presenter = BindPresenter(app: person.app, link: link.authUrl)
        await presenter.open().value
        try await elsewhere.stop()
        await presenter.confirm(prompt: "Confirm").value
        #expect(presenter.state.trouble?.kind == .offline)
        #expect(presenter.content.step == .review)
        try await person.end()
        let nobody = Person()
        let again = WelcomePresenter(app: nobody.app)
        again.change(address: url)
        await again.beginAtAddress().value
        #expect(again.state.trouble?.kind == .offline)
        #expect(again.content.step == .choose)
    }

    @Test("Sandbox down: nothing was signed, and its one button starts it again")
    func sandboxDown() async throws {
        let person = try await Person.withAgent()
        let asked = try await person.ask()
        let presenter = ApprovePresenter(app: person.app, authSessionId: asked.link.authSessionId)
        await presenter.load().value
        let agent = DemoAgentPresenter(app: person.app)
        try await person.app.get().market?.sandbox.stop()
        await presenter.approve(prompt: "Confirm").value
        #expect(presenter.state.trouble?.kind == .sandboxDown)
        #expect(presenter.content.decision == nil)
        await agent.load().value
        #expect(agent.state.trouble?.remedy == .startSandbox)
        await agent.remedy().value
        #expect(agent.state.trouble == nil)
        #expect(!agent.content.shelf.isEmpty)
        #expect(person.app.phase == .open)
        try await person.end()
    }

    @Test("A sandbox that answers with a fault is down; an answer that was lost is told as that")
    func faults() async throws {
        let person = try await Person.withAgent()
        let sandbox = try #require(try person.app.get().market?.sandbox)
        let agent = DemoAgentPresenter(app: person.app)
        try await sandbox.addFault(
            order: FaultOrder(path: "/credential-provider/createMandateSession", fault: .status(status: 503), times: 1))
        await agent.askMandate(task: "Flight").value
        #expect(agent.state.trouble?.kind == .sandboxDown)
        let asked = try await person.ask()
        let presenter = ApprovePresenter(app: person.app, authSessionId: asked.link.authSessionId)
        presenter.load()
        try await sandbox.addFault(
            order: FaultOrder(path: "/network/notifyAuthorization", fault: .loseAnswer, times: 1))
        await presenter.approve(prompt: "Confirm").value
        #expect(presenter.state.trouble?.kind == .answerLost)
        try await person.end()
    }

    @Test("Biometric cancelled, locked out, device locked: nothing was signed, and tried again it is")
    func vault() async throws {
        let person = try await Person.withAgent()
        let asked = try await person.ask()
        let presenter = ApprovePresenter(app: person.app, authSessionId: asked.link.authSessionId)
        presenter.load()
        let wanted: [(VaultError, TroubleKind)] = [
            (.Cancelled, .biometricCancelled), (.LockedOut, .lockedOut), (.UnavailableWhileLocked, .deviceLocked),
        ]
        for (error, kind) in wanted {
            person.vault.fail(with: error)
            await presenter.approve(prompt: "Confirm").value
            #expect(presenter.state.trouble?.kind == kind)
            #expect(presenter.content.decision == nil)
        }
        person.vault.fail(with: nil)
        await presenter.remedy().value
        #expect(presenter.state.trouble == nil)
        #expect(presenter.content.decision == .approved)
        try await person.end()
    }

    @Test("Key lost: said, and started anew the first run begins again")
    func keyLost() async throws {
        let person = try await Person.withAgent()
        let asked = try await person.ask()
        let presenter = ApprovePresenter(app: person.app, authSessionId: asked.link.authSessionId)
        presenter.load()
        person.vault.loseKeys()
        await presenter.approve(prompt: "Confirm").value
        #expect(presenter.state.trouble?.kind == .keyLost)
        await presenter.remedy().value
        #expect(presenter.state.trouble == nil)
        #expect(person.app.phase == .none)
        #expect(person.choices.place == nil)
        let welcome = WelcomePresenter(app: person.app)
        await welcome.beginInApp().value
        #expect(welcome.content.step == .ready)
        try await person.end()
    }

    @Test("The database's key lost: the wallet is not opened, and can be deleted and made anew")
    func secretLost() async throws {
        let person = try await Person.withAgent()
        try await person.app.close()
        person.secrets.forget()
        await person.app.openAgain()
        guard case let .failed(trouble) = person.app.phase else { throw Unexpected() }
        #expect(trouble.kind == .keyLost)
        #expect(trouble.remedy == .startAnew)
        await person.app.remedy(trouble)
        #expect(person.app.phase == .none)
        try await person.app.open(.inApp)
        #expect(person.app.phase == .open)
        try await person.end()
    }

    #if os(Linux)
    @Test("Database locked by another process: nothing was changed, and free again it works")
    func databaseLocked() async throws {
        let person = try await Person.withAgent()
        let holder = try LockHolder(database: person.folder.appendingPathComponent("wallet/wallet.db"))
        let presenter = HomePresenter(app: person.app)
        await presenter.freezeAll().value
        #expect(presenter.state.trouble?.kind == .databaseLocked)
        #expect(!presenter.content.allFrozen)
        holder.release()
        await presenter.remedy().value
        #expect(presenter.state.trouble == nil)
        #expect(presenter.content.allFrozen)
        try await person.end()
    }
    #endif

    @Test("Clock set back: nothing is signed until the person says that the time is right")
    func clockSetBack() async throws {
        let person = try await Person.withAgent()
        let sandbox = try #require(try person.app.get().market?.sandbox)
        // The device's clock was an hour ahead when the request came; now it is right.
        let hour: TimeInterval = 3_600
        try sandbox.shiftClock(millis: Int64(hour) * 1_000)
        let asked = try await person.ask()
        try sandbox.shiftClock(millis: 0)
        let presenter = ApprovePresenter(app: person.app, authSessionId: asked.link.authSessionId)
        await presenter.load().value
        #expect(presenter.state.trouble?.kind == .clockSetBack)
        #expect(presenter.state.trouble?.remedy == .trustClock)
        #expect(presenter.content.asked == nil)
        await presenter.remedy().value
        #expect(presenter.state.trouble == nil)
        await presenter.approve(prompt: "Confirm").value
        #expect(presenter.content.decision == .approved)
        try await person.end()
    }

    @Test("An app in the background holds no database; back again it goes on")
    func background() async throws {
        let person = try await Person.withAgent()
        try await person.app.pause()
        let presenter = HomePresenter(app: person.app)
        await presenter.load().value
        #expect(presenter.state.trouble?.code == "store.suspended")
        let before = person.app.changes
        try await person.app.resume()
        #expect(person.app.changes > before)
        await presenter.load().value
        #expect(presenter.state.trouble == nil)
        #expect(presenter.content.agents.count == 1)
        try await person.end()
    }

    @Test("What happens in the wallet is heard by the app")
    func changes() async throws {
        let person = try await Person.withAgent()
        let before = person.app.changes
        _ = try await person.ask()
        for _ in 0..<1_000 where person.app.changes == before { try await Task.sleep(for: .milliseconds(5)) }
        #expect(person.app.changes > before)
        try await person.end()
    }
}
