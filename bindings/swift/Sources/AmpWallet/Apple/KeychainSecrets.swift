#if canImport(Security) && canImport(LocalAuthentication)
import AmpWalletCoreBindings
import Foundation
import Security

/// A `SecretStore` in the Keychain: this device's only, in no backup that leaves it, readable from the first unlock
/// after a start on, so that the wallet works in the background.
///
/// Items outlive the app's removal: a wallet that is installed again finds its secrets, and no database.
public final class KeychainSecrets: SecretStore, Sendable {
    private let service: String
    private let accessGroup: String?

    /// - Parameters:
    ///   - service: tells the secrets of several wallets of one app apart.
    ///   - accessGroup: the keychain group that shares them with the app's extensions; none for the app alone.
    public init(service: String = "org.ampwallet.secrets", accessGroup: String? = nil) {
        (self.service, self.accessGroup) = (service, accessGroup)
    }

    /// The secret, or none of this name.
    public func get(name: String) throws -> Data? { try read(item(name, "secret"), kSecValueData, name) }

    /// Keeps the secret, in place of an older one.
    public func set(name: String, value: Data) throws {
        let named = item(name, "secret")
        try write(named, [kSecValueData: value], in: named, name)
    }

    /// Deletes the secret; one that is not there is deleted already.
    public func delete(name: String) throws {
        let status = SecItemDelete(item(name, "secret") as CFDictionary)
        if status != errSecSuccess && status != errSecItemNotFound { throw EnclaveFault.secretError(status, name) }
    }

    /// Raises the counter and answers with what it is then. Of two processes that raise it at once neither takes a
    /// step of the other's back: each writes over the value that it has read and no other.
    public func raiseCounter(name: String, to: UInt64) throws -> UInt64 {
        let named = item(name, "counter")
        while true {
            let kept = try read(named, kSecAttrGeneric, name)
            let now = try kept.map { try Self.number($0, name) } ?? 0
            if now >= to { return now }
            let raised = Data(withUnsafeBytes(of: to.bigEndian) { Array($0) })
            var before = named
            if let kept { before[kSecAttrGeneric] = kept }
            if try write(named, [kSecAttrGeneric: raised], in: kept == nil ? nil : before, name) { return to }
        }
    }

    private static func number(_ bytes: Data, _ name: String) throws -> UInt64 {
        guard bytes.count == 8 else { throw SecretError.Corrupt(name: name) }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func item(_ name: String, _ kind: String) -> [CFString: Any] {
        var named: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword, kSecAttrService: "\(service).\(kind)", kSecAttrAccount: name,
            kSecAttrSynchronizable: false,
        ]
        if let accessGroup { named[kSecAttrAccessGroup] = accessGroup }
        #if os(macOS)
        named[kSecUseDataProtectionKeychain] = true
        #endif
        return named
    }

    private func read(_ named: [CFString: Any], _ member: CFString, _ name: String) throws -> Data? {
        var query = named
        query[member == kSecValueData ? kSecReturnData : kSecReturnAttributes] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        if status == errSecItemNotFound { return nil }
        guard status == errSecSuccess else { throw EnclaveFault.secretError(status, name) }
        let value = member == kSecValueData ? found as? Data : (found as? [CFString: Any])?[member] as? Data
        guard let value else { throw SecretError.Corrupt(name: name) }
        return value
    }

    /// Writes over what `before` finds; adds the item where there is none. False if somebody else was faster.
    @discardableResult
    private func write(
        _ named: [CFString: Any], _ content: [CFString: Any], in before: [CFString: Any]?, _ name: String
    ) throws -> Bool {
        if let before {
            let status = SecItemUpdate(before as CFDictionary, content as CFDictionary)
            if status == errSecSuccess { return true }
            guard status == errSecItemNotFound else { throw EnclaveFault.secretError(status, name) }
            if before[kSecAttrGeneric] != nil { return false }
        }
        var added = named.merging(content) { _, new in new }
        added[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        let status = SecItemAdd(added as CFDictionary, nil)
        if status == errSecSuccess { return true }
        guard status == errSecDuplicateItem else { throw EnclaveFault.secretError(status, name) }
        return try before.map { try write(named, content, in: $0, name) } ?? false
    }
}
#endif
