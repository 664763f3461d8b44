import AmpWallet
import AmpWalletTesting
import Foundation

/// An honest vault, until a test tells it to block, to fail or to lie.
final class ScriptedVault: KeyVault, @unchecked Sendable {
    typealias Making = @Sendable (_ alias: String, _ policy: KeyPolicy) throws -> Data
    typealias Showing = @Sendable (_ alias: String) throws -> Data
    typealias Signing = @Sendable (_ alias: String, _ payload: Data, _ reason: String) throws -> Data

    /// The honest one behind it.
    let honest = DesktopVault()
    private let lock = NSLock()
    private var making: Making?
    private var showing: Showing?
    private var signing: Signing?

    /// What happens from now on in place of `createKey`; none for the honest thing.
    func onCreateKey(_ act: Making?) { lock.withLock { making = act } }
    /// What happens from now on in place of `publicKey`.
    func onPublicKey(_ act: Showing?) { lock.withLock { showing = act } }
    /// What happens from now on in place of `sign`.
    func onSign(_ act: Signing?) { lock.withLock { signing = act } }

    func createKey(alias: String, policy: KeyPolicy) throws -> Data {
        try (lock.withLock { making } ?? honest.createKey)(alias, policy)
    }

    func publicKey(alias: String) throws -> Data {
        try (lock.withLock { showing } ?? honest.publicKey)(alias)
    }

    func sign(alias: String, payload: Data, reason: String) throws -> Data {
        try (lock.withLock { signing } ?? honest.sign)(alias, payload, reason)
    }

    func deleteKey(alias: String) throws { try honest.deleteKey(alias: alias) }

    func attestation(alias: String, challenge: Data) throws -> [Data] {
        try honest.attestation(alias: alias, challenge: challenge)
    }
}
