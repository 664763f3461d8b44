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
}
