import Foundation

/// Waits for `work`, or only until the task is cancelled: then it throws `CancellationError` at once, and the work ends
/// on its own, unheard. For reads that wait for something; what moves money is waited for to its end.
func abandoning<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let answer = Answer<Value>()
    return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { waiting in
            answer.await(by: waiting)
            Task {
                do { answer.give(.success(try await work())) } catch { answer.give(.failure(error)) }
            }
        }
    } onCancel: {
        answer.give(.failure(CancellationError()))
    }
}

/// The first answer that is given, handed on once, whoever comes first: the answer or who waits for it.
private final class Answer<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var given: Result<Value, any Error>?
    private var waiting: CheckedContinuation<Value, any Error>?

    func await(by continuation: CheckedContinuation<Value, any Error>) {
        let early = lock.withLock {
            if given == nil { waiting = continuation }
            return given
        }
        if let early { continuation.resume(with: early) }
    }

    func give(_ answer: Result<Value, any Error>) {
        let heard: CheckedContinuation<Value, any Error>? = lock.withLock {
            guard given == nil else { return nil }
            given = answer
            defer { waiting = nil }
            return waiting
        }
        heard?.resume(with: answer)
    }
}
