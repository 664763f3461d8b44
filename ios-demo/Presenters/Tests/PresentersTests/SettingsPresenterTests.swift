import AmpWallet
import Foundation
import Testing

@testable import Presenters

@MainActor
@Suite struct SettingsPresenterTests {
    @Test("What is exported is a file of this moment; exported again it takes the place of the last")
    func exports() async throws {
        let person = try await Person.withAgent()
        let presenter = SettingsPresenter(app: person.app)
        await presenter.export(into: person.folder).value
        let file = try #require(presenter.content.exported)
        let before = try Data(contentsOf: file)
        _ = try await person.authorize()
        await presenter.export(into: person.folder).value
        #expect(presenter.state.trouble == nil)
        #expect(try Data(contentsOf: file) != before)
        try await person.end()
    }

    @Test("Nothing is deleted before the second yes")
    func asksTwice() async throws {
        let person = try await Person.withAgent()
        let presenter = SettingsPresenter(app: person.app)
        await presenter.load().value
        #expect(!presenter.content.version.isEmpty)
        await presenter.erase().value
        presenter.askToErase(.asked)
        await presenter.erase().value
        #expect(!presenter.content.erased)
        #expect(try await person.app.get().agents.list().count == 1)
        try await person.end()
    }
}
