import AmpWallet
import Testing

@testable import Presenters

@MainActor
@Suite struct ApprovePresenterTests {
    @Test("What is shown is the core's surface, field for field, and its digest goes back")
    func showsTheSurface() async throws {
        let person = try await Person.withAgent()
        let asked = try await person.ask()
        let id = asked.link.authSessionId
        let presenter = ApprovePresenter(app: person.app, authSessionId: id)
        await presenter.load().value
        let surface = try await person.app.get().mandates.surface(authSessionId: id)
        let shown = try #require(presenter.content.asked)
        #expect(shown.fields.map(\.key) == surface.fields.map(\.key))
        #expect(shown.digest == surface.digest)
        let budget = try Amount(5_000, "HKD")
        #expect(shown.big?.values == [.money(budget)])
        let last = try #require(surface.fields.first { $0.key == "valid_until" })
        guard case let .time(until, _) = last.value else { throw Unexpected() }
        #expect(
            shown.never.sorted { $0.word.rawValue < $1.word.rawValue } == [
                Word.approveNeverElsewhere.line, Word.approveNeverFrozen.line, Line(.approveNeverLater, .time(until)),
                Line(.approveNeverMore, .money(budget)),
            ])
        #expect(shown.stressed.count + shown.normal.count + shown.details.count + 1 == shown.fields.count)
        #expect(shown.warnings.count == surface.warnings.count)
        for field in shown.fields { #expect(field.label.word != .fieldOther, "\(field.key) has no label") }
        await presenter.approve(prompt: "Confirm").value
        #expect(presenter.content.decision == .approved)
        let session = try await person.app.get().mandates.session(authSessionId: id)
        #expect(session.surfaceDigest == shown.digest)
        try await person.end()
    }

    @Test("A dismissed prompt is told, and tried again it is approved")
    func triesAgain() async throws {
        let person = try await Person.withAgent()
        let asked = try await person.ask()
        let presenter = ApprovePresenter(app: person.app, authSessionId: asked.link.authSessionId)
        presenter.load()
        person.vault.fail(with: .Cancelled)
        await presenter.approve(prompt: "Confirm").value
        #expect(presenter.state.trouble?.kind == .biometricCancelled)
        #expect(presenter.content.decision == nil)
        person.vault.fail(with: nil)
        await presenter.retry().value
        #expect(presenter.state.trouble == nil)
        #expect(presenter.content.decision == .approved)
        try await person.end()
    }

    @Test("Declined, the agent gets no mandate")
    func declines() async throws {
        let person = try await Person.withAgent()
        let asked = try await person.ask()
        let presenter = ApprovePresenter(app: person.app, authSessionId: asked.link.authSessionId)
        presenter.load()
        await presenter.decline().value
        #expect(presenter.content.decision == .declined)
        #expect((try await person.app.get().mandates.waiting()).isEmpty)
        await #expect(throws: SandboxError.self) { try await person.app.get().shopper.granted(asked: asked) }
        try await person.end()
    }
}
