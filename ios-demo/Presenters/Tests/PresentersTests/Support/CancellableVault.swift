import AmpWallet
import AmpWalletTesting
import Foundation

/// A vault whose person, now and then, dismisses the prompt.
final class CancellableVault: KeyVault, @unchecked Sendable {
    private let lock = NSLock()
    private var honest = DesktopVault()
    private var failure: VaultError?

    /// How often a person has confirmed.
    var confirmations: Int { now.confirmations }

    private var now: DesktopVault { lock.withLock { honest } }

    /// Every key is gone, as after a new enrolment of fingers or faces.
    func loseKeys() { lock.withLock { honest = DesktopVault() } }

    /// What comes of every prompt from now on; none for a person who confirms.
    func fail(with error: VaultError?) { lock.withLock { failure = error } }

    func createKey(alias: String, policy: KeyPolicy) throws -> Data {
        try now.createKey(alias: alias, policy: policy)
    }

    func publicKey(alias: String) throws -> Data { try now.publicKey(alias: alias) }

    func sign(alias: String, payload: Data, reason: String) throws -> Data {
        if let failure = lock.withLock({ failure }) { throw failure }
        return try now.sign(alias: alias, payload: payload, reason: reason)
    }

    func deleteKey(alias: String) throws { try now.deleteKey(alias: alias) }

    func attestation(alias: String, challenge: Data) throws -> [Data] {
        try now.attestation(alias: alias, challenge: challenge)
    }
}
