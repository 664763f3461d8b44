#if os(Linux)
import AmpWallet
import Foundation
import Observation
import Testing

@testable import Presenters

/// The app hears of the wallet for as long as that is open, whatever comes in between.
@MainActor
@Suite struct ListeningTests {
    @Test("Whoever held the database while an event was acknowledged stops nobody from hearing the next one")
    func heardAgain() async throws {
        let person = try await Person.withAgent()
        let database = person.folder.appendingPathComponent("wallet/wallet.db")
        try await quiet(person.app)
        let holding = Holding()
        // At the first change the other process is there, before the event can be acknowledged.
        withObservationTracking {
            _ = person.app.changes
        } onChange: {
            holding.begin(database)
        }
        _ = try await person.ask()
        for _ in 0..<600 where !holding.isHeld { try await Task.sleep(for: .milliseconds(5)) }
        #expect(holding.isHeld)
        // The wallet waits five seconds for the other one, then gives up.
        try await Task.sleep(for: .seconds(6))
        holding.end()
        try await quiet(person.app)
        let before = person.app.changes
        _ = try await person.ask()
        for _ in 0..<2_000 where person.app.changes == before { try await Task.sleep(for: .milliseconds(5)) }
        #expect(person.app.changes > before)
        try await person.end()
    }

    /// Waits until nothing more is heard of what has happened.
    private func quiet(_ app: AppWallet) async throws {
        var last = -1
        while last != app.changes {
            last = app.changes
            try await Task.sleep(for: .seconds(2))
        }
    }
}

/// Another process that holds the database, begun wherever the change is seen.
private final class Holding: @unchecked Sendable {
    private let lock = NSLock()
    private var holder: LockHolder?

    var isHeld: Bool { lock.withLock { holder != nil } }

    func begin(_ database: URL) { lock.withLock { holder = try? LockHolder(database: database) } }

    func end() { lock.withLock { holder }?.release() }
}
#endif
