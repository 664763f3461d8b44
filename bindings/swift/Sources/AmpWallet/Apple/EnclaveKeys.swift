#if canImport(Security) && canImport(LocalAuthentication)
import AmpWalletCoreBindings
import Foundation
import LocalAuthentication
import Security

/// The Secure Enclave's keys as the Keychain lists them, by alias.
struct EnclaveKeys: Sendable {
    let service: String
    let accessGroup: String?

    /// Makes a key with the access control that `policy` asks for; answers its public half.
    func make(_ alias: String, _ policy: KeyPolicy) throws -> Data {
        var failure: Unmanaged<CFError>?
        guard
            let control = SecAccessControlCreateWithFlags(
                nil, kSecAttrAccessibleWhenUnlockedThisDeviceOnly, Self.flags(for: policy), &failure)
        else { throw EnclaveFault.vaultError(failure?.takeRetainedValue(), alias) }
        var kept = attributes(alias)
        kept[kSecAttrIsPermanent] = true
        kept[kSecAttrAccessControl] = control
        kept[kSecAttrLabel] = "\(Self.seconds(of: policy))"
        let request: [CFString: Any] = [
            kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeySizeInBits: 256,
            kSecAttrTokenID: kSecAttrTokenIDSecureEnclave, kSecPrivateKeyAttrs: kept,
        ]
        guard let key = SecKeyCreateRandomKey(request as CFDictionary, &failure) else {
            throw EnclaveFault.vaultError(failure?.takeRetainedValue(), alias)
        }
        return try Self.publicHalf(of: key, alias)
    }

    /// The key `alias`, to be used under `context`; none if there is none.
    func find(_ alias: String, context: LAContext) throws -> SecKey? {
        var query = search(alias)
        query[kSecReturnRef] = true
        query[kSecUseAuthenticationContext] = context
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        switch status {
        case errSecSuccess:
            // The query asks for keys alone, and the Keychain answers with one.
            return (found as! SecKey)
        case errSecItemNotFound: return nil
        default: throw EnclaveFault.vaultError(status)
        }
    }

    /// For how long a confirmation lasts, in seconds; 0 for one at every use and for none at all.
    func seconds(of alias: String) throws -> UInt32 {
        var query = search(alias)
        query[kSecReturnAttributes] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        switch status {
        case errSecSuccess:
            return ((found as? [CFString: Any])?[kSecAttrLabel] as? String).flatMap { UInt32($0) } ?? 0
        case errSecItemNotFound: throw VaultError.KeyLost(alias: alias)
        default: throw EnclaveFault.vaultError(status)
        }
    }

    /// Deletes the key; one that is not there is deleted already.
    func delete(_ alias: String) throws {
        let status = SecItemDelete(search(alias) as CFDictionary)
        if status != errSecSuccess && status != errSecItemNotFound { throw EnclaveFault.vaultError(status) }
    }

    /// SEC1 uncompressed, 65 bytes.
    static func publicHalf(of key: SecKey, _ alias: String) throws -> Data {
        var failure: Unmanaged<CFError>?
        guard let half = SecKeyCopyPublicKey(key), let point = SecKeyCopyExternalRepresentation(half, &failure)
        else { throw VaultError.KeyCorrupt(alias: alias) }
        return point as Data
    }

    private static func flags(for policy: KeyPolicy) -> SecAccessControlCreateFlags {
        switch policy {
        case .everyUse: [.privateKeyUsage, .biometryCurrentSet]
        case .timed: [.privateKeyUsage, .userPresence]
        case .none: [.privateKeyUsage]
        }
    }

    private static func seconds(of policy: KeyPolicy) -> UInt32 {
        if case let .timed(seconds) = policy { seconds } else { 0 }
    }

    private func attributes(_ alias: String) -> [CFString: Any] {
        var named: [CFString: Any] = [kSecAttrApplicationTag: Data("\(service).\(alias)".utf8)]
        if let accessGroup { named[kSecAttrAccessGroup] = accessGroup }
        return named
    }

    private func search(_ alias: String) -> [CFString: Any] {
        var query = attributes(alias)
        query[kSecClass] = kSecClassKey
        query[kSecAttrKeyClass] = kSecAttrKeyClassPrivate
        query[kSecAttrKeyType] = kSecAttrKeyTypeECSECPrimeRandom
        #if os(macOS)
        query[kSecUseDataProtectionKeychain] = true
        #endif
        return query
    }
}
#endif
