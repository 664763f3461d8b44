import AmpWalletCoreBindings
import Foundation

extension Events {
    /// The events after the one numbered `from`, in order, each read when the one before was taken. Nothing is
    /// acknowledged: who asks again from 0 gets what was not acknowledged again.
    ///
    /// It ends when the wallet is closed, or at once when the task that reads it is cancelled; a suspended wallet is
    /// waited for. A read that was under way when the task was cancelled ends by itself, with the next event or the
    /// end of the wallet.
    ///
    /// - Throws: `WalletError` when the events cannot be read.
    public func stream(from: Int64 = 0) -> AsyncThrowingStream<Event, any Error> {
        let place = Place(from)
        return AsyncThrowingStream {
            do {
                let last = place.last
                let event = try await abandoning { try await self.after(after: last) }
                place.last = event.eventId
                return event
            } catch WalletError.Store(.Closed) {
                return nil
            } catch is CancellationError {
                return nil
            }
        }
    }

    /// Handles every event, the oldest first, and acknowledges each once `handle` has returned: an event whose handling
    /// was cut short comes again. Runs until the task is cancelled or the wallet is closed, on the actor that calls it.
    ///
    /// - Throws: what `handle` throws, `WalletError` when the events cannot be read or acknowledged.
    public func handleEach(
        isolation: isolated (any Actor)? = #isolation, _ handle: (Event) async throws -> Void
    ) async throws {
        for try await event in stream() {
            try await handle(event)
            try await acknowledge(eventId: event.eventId)
        }
    }
}

/// How far a stream has come.
private final class Place: @unchecked Sendable {
    private let lock = NSLock()
    private var number: Int64

    init(_ number: Int64) { self.number = number }

    /// The last event that was read.
    var last: Int64 {
        get { lock.withLock { number } }
        set { lock.withLock { number = newValue } }
    }
}
