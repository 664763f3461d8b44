import Foundation
import XCTest

/// Something took longer than anything here may take.
struct TookTooLong: Error {}

/// Runs `work`, which must end within a generous bound: a deadlock ends the test and not the day.
func within<Value: Sendable>(
    seconds: Double = 60, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let ended = Latch()
    Task {
        do { ended.give(.success(try await work())) } catch { ended.give(.failure(error)) }
    }
    let bound = Task {
        try await Task.sleep(nanoseconds: UInt64(seconds * 1_000_000_000))
        ended.give(.failure(TookTooLong()))
    }
    defer { bound.cancel() }
    guard let value = try await ended.answer() as? Value else { throw TookTooLong() }
    return value
}

/// Asks again until `holds` is true, or a generous bound is over.
func eventually(_ what: String, seconds: Double = 60, _ holds: () async throws -> Bool) async throws {
    let end = Date(timeIntervalSinceNow: seconds)
    while Date() < end {
        if try await holds() { return }
        try await Task.sleep(nanoseconds: 2_000_000)
    }
    XCTFail("never came: \(what)")
    throw TookTooLong()
}

/// What `work` throws; that it throws nothing fails the test.
func thrown<Value>(
    file: StaticString = #filePath, line: UInt = #line, _ work: () async throws -> Value
) async -> (any Error)? {
    do {
        _ = try await work()
        XCTFail("nothing was thrown", file: file, line: line)
        return nil
    } catch {
        return error
    }
}

/// Runs `work` from a thread that may wait, as a host's own code does when it calls the wallet back.
func waiting<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let ended = Latch()
    Task {
        do { ended.give(.success(try await work())) } catch { ended.give(.failure(error)) }
    }
    guard let value = try ended.wait() as? Value else { throw TookTooLong() }
    return value
}

/// One answer, waited for by a thread or by a task.
private final class Latch: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var given: Result<any Sendable, any Error>?
    private var waiting: CheckedContinuation<any Sendable, any Error>?

    func give(_ answer: Result<any Sendable, any Error>) {
        let heard: CheckedContinuation<any Sendable, any Error>? = lock.withLock {
            guard given == nil else { return nil }
            given = answer
            defer { waiting = nil }
            return waiting
        }
        done.signal()
        heard?.resume(with: answer)
    }

    func wait() throws -> any Sendable {
        guard done.wait(timeout: .now() + 60) == .success, let given = lock.withLock({ given }) else {
            throw TookTooLong()
        }
        return try given.get()
    }

    func answer() async throws -> any Sendable {
        try await withCheckedThrowingContinuation { continuation in
            let early = lock.withLock {
                if given == nil { waiting = continuation }
                return given
            }
            if let early { continuation.resume(with: early) }
        }
    }
}

/// A door that holds a host's thread until the test opens it.
final class Door: @unchecked Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var waiting = 0

    /// Whether somebody stands before it.
    var isWaitedFor: Bool { lock.withLock { waiting > 0 } }

    func pass() throws {
        lock.withLock { waiting += 1 }
        guard opened.wait(timeout: .now() + 60) == .success else { throw TookTooLong() }
        opened.signal()
    }

    func open() { opened.signal() }
}
