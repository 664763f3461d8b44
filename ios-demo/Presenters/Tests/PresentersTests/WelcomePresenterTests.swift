import AmpWallet
import Testing

@testable import Presenters

@MainActor
@Suite struct WelcomePresenterTests {
    @Test("The first run makes a wallet whose key lies in the device's vault, and remembers the place")
    func makesAWallet() async throws {
        let person = Person()
        let presenter = WelcomePresenter(app: person.app)
        #expect(presenter.content.step == .choose)
        await presenter.beginInApp().value
        #expect(presenter.state.trouble == nil)
        #expect(presenter.content.step == .ready)
        #expect(person.app.phase == .open)
        #expect(person.choices.place == .inApp)
        try await person.end()
        #expect(person.app.phase == .none)
    }

    @Test("The next start opens the same wallet again, with what it knew")
    func opensAgain() async throws {
        let person = try await Person.withAgent()
        _ = try await person.authorize()
        try await person.app.close()
        await person.app.openAgain()
        #expect(person.app.phase == .open)
        let home = HomePresenter(app: person.app)
        await home.load().value
        #expect(home.content.agents.map(\.id) == [Market.agentId])
        #expect(home.content.agents.first?.liveTasks == 1)
        try await person.end()
    }

    @Test("An address that is none is told, and no place is remembered")
    func badAddress() async throws {
        let person = Person()
        let presenter = WelcomePresenter(app: person.app)
        presenter.change(address: "no address")
        await presenter.beginAtAddress().value
        #expect(presenter.content.addressIsNone)
        #expect(presenter.state.trouble == nil)
        #expect(person.app.phase == .none)
        #expect(presenter.content.step == .choose)
        #expect(person.choices.place == nil)
    }

    @Test("A build without a sandbox opens the network it was made for")
    func network() async throws {
        let sandbox = try await Sandbox.start(port: 0)
        let place = Place.network(url: try sandbox.url(), root: try sandbox.rootKey())
        let person = Person(network: place)
        let presenter = WelcomePresenter(app: person.app)
        await presenter.begin().value
        #expect(presenter.state.trouble == nil)
        #expect(presenter.content.step == .ready)
        #expect(person.choices.place == place)
        try await person.app.erase()
        #expect(person.app.phase == .none)
        try await sandbox.stop()
    }
}
