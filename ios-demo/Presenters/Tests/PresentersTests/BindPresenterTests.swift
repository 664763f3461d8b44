import AmpWallet
import Testing

@testable import Presenters

@MainActor
@Suite struct BindPresenterTests {
    @Test("A link leads through review and confirmation to a bound agent")
    func binds() async throws {
        let person = try await Person.withWallet()
        let link = try await person.app.get().shopper.askBinding()
        let presenter = BindPresenter(app: person.app)
        presenter.change(link: "  \(link.authUrl)\n")
        await presenter.open().value
        let shown = presenter.state
        #expect(shown.content.step == .review)
        #expect(shown.trouble == nil)
        let asked = try #require(shown.content.asked)
        #expect(asked.title == Word.approveTitleEnrollment.line)
        #expect(asked.fields.contains { $0.key == "agent.id" && $0.values == [.name(Market.agentId)] })
        await presenter.confirm(prompt: "Confirm").value
        #expect(presenter.content.step == .bound)
        #expect(person.vault.confirmations == 1)
        let agents = try await person.app.get().agents.list()
        #expect(agents.map(\.agentId) == [Market.agentId])
        try await person.end()
    }

    @Test("The link of the app's own domain opens the same request")
    func opensByDomain() async throws {
        let person = try await Person.withWallet()
        let presenter = BindPresenter(app: person.app)
        let link = try await person.app.get().shopper.askBinding().authUrl
        presenter.change(link: link.replacingOccurrences(of: "amp-wallet://", with: "https://wallet.example/"))
        await presenter.open().value
        #expect(presenter.content.step == .review)
        try await person.end()
    }

    @Test("A text that is no link of the network opens nothing")
    func refusesOtherTexts() async throws {
        let person = try await Person.withWallet()
        let presenter = BindPresenter(app: person.app)
        for text in [
            "", "hello", "https://example.com/?authSessionId=1", "amp-wallet://authorize",
            "amp-wallet://authorize?authSessionId=", "https://wallet.example/authorize?x=1",
            "https://wallet.example.org/authorize?authSessionId=1",
        ] {
            presenter.change(link: text)
            await presenter.open().value
            #expect(presenter.content.linkIsNone, "\(text)")
            #expect(presenter.content.step == .link)
        }
        presenter.change(link: "amp-wallet://authorize?authSessionId=unknown")
        await presenter.open().value
        #expect(presenter.state.trouble?.code == "wallet.not_found")
        try await person.end()
    }

    @Test("Declined, nothing is bound and the first step is shown again")
    func declines() async throws {
        let person = try await Person.withWallet()
        let link = try await person.app.get().shopper.askBinding()
        let presenter = BindPresenter(app: person.app)
        presenter.change(link: link.authUrl)
        presenter.open()
        await presenter.decline().value
        #expect(presenter.content == Bind())
        let agents = try await person.app.get().agents.list()
        #expect(agents.allSatisfy { $0.state == .ended })
        try await person.end()
    }
}
