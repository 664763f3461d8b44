import AmpWallet
import Foundation

#if canImport(CryptoKit)
import CryptoKit

/// A P-256 key of CryptoKit's, in memory.
struct SoftwareKey {
    private let key = P256.Signing.PrivateKey()

    init() throws {}

    /// SEC1 uncompressed, 65 bytes.
    func publicHalf() throws -> Data { key.publicKey.x963Representation }

    /// ECDSA with SHA-256, DER.
    func sign(_ payload: Data) throws -> Data { try key.signature(for: payload).derRepresentation }
}
#else
import TestCrypto

/// A P-256 key of OpenSSL's, in memory.
final class SoftwareKey {
    private let key: OpaquePointer

    init() throws {
        guard let made = test_key_new() else { throw VaultError.Failed(reason: "openssl") }
        key = made
    }

    deinit { test_key_free(key) }

    /// SEC1 uncompressed, 65 bytes.
    func publicHalf() throws -> Data {
        var point = [UInt8](repeating: 0, count: 65)
        guard test_key_public(key, &point) == 1 else { throw VaultError.Failed(reason: "openssl") }
        return Data(point)
    }

    /// ECDSA with SHA-256, DER.
    func sign(_ payload: Data) throws -> Data {
        var signature = [UInt8](repeating: 0, count: 72)
        let length = test_key_sign(key, [UInt8](payload), payload.count, &signature)
        guard length != 0 else { throw VaultError.Failed(reason: "openssl") }
        return Data(signature.prefix(length))
    }
}
#endif
