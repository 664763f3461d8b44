import AmpWallet
import Foundation
import TestCrypto

/// A key vault of OpenSSL's own, for tests on Linux: keys die with it.
final class DesktopVault: KeyVault, @unchecked Sendable {
    private let lock = NSLock()
    private var keys: [String: (OpaquePointer, KeyPolicy)] = [:]
    private var confirmed = 0

    /// How often a person would have confirmed.
    var confirmations: Int { lock.withLock { confirmed } }

    func createKey(alias: String, policy: KeyPolicy) throws -> Data {
        try lock.withLock {
            if keys[alias] != nil { throw VaultError.KeyExists(alias: alias) }
            guard let key = test_key_new() else { throw VaultError.Failed(reason: "openssl") }
            keys[alias] = (key, policy)
            return try point(of: key)
        }
    }

    func publicKey(alias: String) throws -> Data {
        try lock.withLock { try point(of: find(alias).0) }
    }

    func sign(alias: String, payload: Data, reason: String) throws -> Data {
        try lock.withLock {
            let (key, policy) = try find(alias)
            if case .everyUse = policy { confirmed += 1 }
            var signature = [UInt8](repeating: 0, count: 72)
            let length = test_key_sign(key, [UInt8](payload), payload.count, &signature)
            return Data(signature.prefix(length))
        }
    }

    func deleteKey(alias: String) throws {
        lock.withLock { _ = keys.removeValue(forKey: alias).map { test_key_free($0.0) } }
    }

    func attestation(alias: String, challenge: Data) throws -> [Data] {
        throw VaultError.Unsupported
    }

    private func find(_ alias: String) throws -> (OpaquePointer, KeyPolicy) {
        guard let key = keys[alias] else { throw VaultError.KeyLost(alias: alias) }
        return key
    }

    private func point(of key: OpaquePointer) throws -> Data {
        var point = [UInt8](repeating: 0, count: 65)
        guard test_key_public(key, &point) == 1 else { throw VaultError.Failed(reason: "openssl") }
        return Data(point)
    }
}
