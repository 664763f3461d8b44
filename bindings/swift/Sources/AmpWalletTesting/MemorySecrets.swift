import AmpWallet
import Foundation

/// A secret store in memory, for tests.
public final class MemorySecrets: SecretStore, @unchecked Sendable {
    private let lock = NSLock()
    private var secrets: [String: Data] = [:]
    private var counters: [String: UInt64] = [:]

    public init() {}

    public func get(name: String) throws -> Data? { lock.withLock { secrets[name] } }

    public func set(name: String, value: Data) throws { lock.withLock { secrets[name] = value } }

    public func delete(name: String) throws { lock.withLock { _ = secrets.removeValue(forKey: name) } }

    public func raiseCounter(name: String, to: UInt64) throws -> UInt64 {
        lock.withLock {
            let raised = max(to, counters[name] ?? 0)
            counters[name] = raised
            return raised
        }
    }
}
