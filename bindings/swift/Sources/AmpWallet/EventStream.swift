import AmpWalletCoreBindings

extension Events {
    /// The events after the one numbered `from`, in order, as they come; it ends when the wallet is closed or the task is
    /// cancelled. Nothing is acknowledged: who asks again from 0 gets what was not acknowledged again.
    public func stream(from: Int64 = 0) -> AsyncThrowingStream<Event, any Error> {
        AsyncThrowingStream { continuation in
            let reading = Task {
                var last = from
                do {
                    while !Task.isCancelled {
                        let event = try await after(after: last)
                        last = event.eventId
                        continuation.yield(event)
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in reading.cancel() }
        }
    }

    /// Handles every event, the oldest first, and acknowledges each once `handle` has returned: an event whose handling
    /// was cut short comes again. Runs until the task is cancelled or the wallet is closed.
    public func handleEach(_ handle: (Event) async throws -> Void) async throws {
        while !Task.isCancelled {
            let event = try await after(after: 0)
            try await handle(event)
            try await acknowledge(eventId: event.eventId)
        }
    }
}
