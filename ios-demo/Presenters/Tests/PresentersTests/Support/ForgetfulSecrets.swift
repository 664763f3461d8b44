import AmpWallet
import AmpWalletTesting
import Foundation

/// A secret store that may lose what it kept.
final class ForgetfulSecrets: SecretStore, @unchecked Sendable {
    private let lock = NSLock()
    private var kept = MemorySecrets()

    private var now: MemorySecrets { lock.withLock { kept } }

    /// Loses everything.
    func forget() { lock.withLock { kept = MemorySecrets() } }

    func get(name: String) throws -> Data? { try now.get(name: name) }

    func set(name: String, value: Data) throws { try now.set(name: name, value: value) }

    func delete(name: String) throws { try now.delete(name: name) }

    func raiseCounter(name: String, to: UInt64) throws -> UInt64 { try now.raiseCounter(name: name, to: to) }
}
