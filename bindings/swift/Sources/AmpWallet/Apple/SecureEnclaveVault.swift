#if canImport(Security) && canImport(LocalAuthentication)
import AmpWalletCoreBindings
import Foundation
import LocalAuthentication
import Security

/// A `KeyVault` in the Secure Enclave: P-256 keys that never leave it, this device's only, gone with a reset.
///
/// How a key asks for the person is fixed when it is made: at every use (`everyUse`: Face ID or Touch ID as enrolled
/// then; a new finger or face ends the key), once for some seconds (`timed`), or never (`none`, for an agent's key).
/// Keys may be used only while the device is unlocked. Every call may block for the person; the core makes them on
/// threads that may wait.
///
/// It needs a real device (or a Mac with a Secure Enclave): where there is none, keys cannot be made
/// (`VaultError.Unsupported`).
public final class SecureEnclaveVault: KeyVault, @unchecked Sendable {
    /// A person's confirmation, as long as it lasts.
    private struct Confirmed {
        let context: LAContext
        let until: ContinuousClock.Instant
    }

    private let keychain: EnclaveKeys
    private let lock = NSLock()
    private var confirmed: [String: Confirmed] = [:]

    /// - Parameters:
    ///   - service: tells the keys of several wallets of one app apart.
    ///   - accessGroup: the keychain group that shares the keys with the app's extensions; none for the app alone.
    public init(service: String = "org.ampwallet.keys", accessGroup: String? = nil) {
        keychain = EnclaveKeys(service: service, accessGroup: accessGroup)
    }

    /// Makes a key; its policy is kept with it and cannot be changed.
    public func createKey(alias: String, policy: KeyPolicy) throws -> Data {
        guard try keychain.find(alias, context: silent()) == nil else { throw VaultError.KeyExists(alias: alias) }
        return try keychain.make(alias, policy)
    }

    /// The public half; no person is asked.
    public func publicKey(alias: String) throws -> Data {
        try EnclaveKeys.publicHalf(of: try existing(alias, silent()), alias)
    }

    /// Signs after the person's confirmation, as the key's policy asks for it; `reason` is what the prompt says.
    public func sign(alias: String, payload: Data, reason: String) throws -> Data {
        let key = try existing(alias, context(for: alias, reason))
        guard SecKeyIsAlgorithmSupported(key, .sign, .ecdsaSignatureMessageX962SHA256) else {
            throw VaultError.KeyCorrupt(alias: alias)
        }
        var failure: Unmanaged<CFError>?
        let algorithm = SecKeyAlgorithm.ecdsaSignatureMessageX962SHA256
        guard let signature = SecKeyCreateSignature(key, algorithm, payload as CFData, &failure) as Data? else {
            forget(alias)
            throw EnclaveFault.vaultError(failure?.takeRetainedValue(), alias)
        }
        return signature
    }

    /// Deletes the key for good.
    public func deleteKey(alias: String) throws {
        forget(alias)
        try keychain.delete(alias)
    }

    /// The Secure Enclave itself certifies no keys; App Attest certifies the app, and goes through a server.
    public func attestation(alias: String, challenge: Data) throws -> [Data] {
        throw VaultError.Unsupported
    }

    private func existing(_ alias: String, _ context: LAContext) throws -> SecKey {
        guard let key = try keychain.find(alias, context: context) else { throw VaultError.KeyLost(alias: alias) }
        return key
    }

    /// One that never shows a prompt.
    private func silent() -> LAContext {
        let context = LAContext()
        context.interactionNotAllowed = true
        return context
    }

    /// One that asks with `reason`. A timed key's is used again while its confirmation lasts, every other is fresh.
    private func context(for alias: String, _ reason: String) throws -> LAContext {
        let seconds = try keychain.seconds(of: alias)
        let now = ContinuousClock.now
        return lock.withLock {
            if let kept = confirmed[alias], now < kept.until { return kept.context }
            let context = LAContext()
            context.localizedReason = reason.isEmpty ? " " : reason
            if seconds > 0 { confirmed[alias] = Confirmed(context: context, until: now + .seconds(Int(seconds))) }
            return context
        }
    }

    private func forget(_ alias: String) {
        lock.withLock { confirmed.removeValue(forKey: alias) }?.context.invalidate()
    }
}
#endif
