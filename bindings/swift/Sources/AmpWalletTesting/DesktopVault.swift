import AmpWallet
import Foundation

/// A key vault in memory, for tests: keys die with it, and no person is asked.
public final class DesktopVault: KeyVault, @unchecked Sendable {
    private let lock = NSLock()
    private var keys: [String: (SoftwareKey, KeyPolicy)] = [:]
    private var confirmed = 0

    public init() {}

    /// How often a person would have confirmed.
    public var confirmations: Int { lock.withLock { confirmed } }

    public func createKey(alias: String, policy: KeyPolicy) throws -> Data {
        try lock.withLock {
            if keys[alias] != nil { throw VaultError.KeyExists(alias: alias) }
            let key = try SoftwareKey()
            keys[alias] = (key, policy)
            return try key.publicHalf()
        }
    }

    public func publicKey(alias: String) throws -> Data {
        try lock.withLock { try find(alias).0.publicHalf() }
    }

    public func sign(alias: String, payload: Data, reason: String) throws -> Data {
        try lock.withLock {
            let (key, policy) = try find(alias)
            if case .everyUse = policy { confirmed += 1 }
            return try key.sign(payload)
        }
    }

    public func deleteKey(alias: String) throws {
        lock.withLock { _ = keys.removeValue(forKey: alias) }
    }

    public func attestation(alias: String, challenge: Data) throws -> [Data] {
        throw VaultError.Unsupported
    }

    private func find(_ alias: String) throws -> (SoftwareKey, KeyPolicy) {
        guard let key = keys[alias] else { throw VaultError.KeyLost(alias: alias) }
        return key
    }
}
