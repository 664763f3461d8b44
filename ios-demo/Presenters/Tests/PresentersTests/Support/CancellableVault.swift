import AmpWallet
import AmpWalletTesting
import Foundation

/// A vault whose person, now and then, dismisses the prompt.
final class CancellableVault: KeyVault, @unchecked Sendable {
    private let honest = DesktopVault()
    private let lock = NSLock()
    private var failure: VaultError?

    /// How often a person has confirmed.
    var confirmations: Int { honest.confirmations }

    /// What comes of every prompt from now on; none for a person who confirms.
    func fail(with error: VaultError?) { lock.withLock { failure = error } }

    func createKey(alias: String, policy: KeyPolicy) throws -> Data {
        try honest.createKey(alias: alias, policy: policy)
    }

    func publicKey(alias: String) throws -> Data { try honest.publicKey(alias: alias) }

    func sign(alias: String, payload: Data, reason: String) throws -> Data {
        if let failure = lock.withLock({ failure }) { throw failure }
        return try honest.sign(alias: alias, payload: payload, reason: reason)
    }

    func deleteKey(alias: String) throws { try honest.deleteKey(alias: alias) }

    func attestation(alias: String, challenge: Data) throws -> [Data] {
        try honest.attestation(alias: alias, challenge: challenge)
    }
}
