import AmpWallet
import AmpWalletTesting
import Foundation

/// An honest secret store, until a test tells it to block, to fail or to lie.
final class ScriptedSecrets: SecretStore, @unchecked Sendable {
    typealias Getting = @Sendable (_ name: String) throws -> Data?
    typealias Setting = @Sendable (_ name: String, _ value: Data) throws -> Void
    typealias Raising = @Sendable (_ name: String, _ to: UInt64) throws -> UInt64

    /// The honest one behind it.
    let honest = MemorySecrets()
    private let lock = NSLock()
    private var getting: Getting?
    private var setting: Setting?
    private var raising: Raising?

    /// What happens from now on in place of `get`; none for the honest thing.
    func onGet(_ act: Getting?) { lock.withLock { getting = act } }
    /// What happens from now on in place of `set`.
    func onSet(_ act: Setting?) { lock.withLock { setting = act } }
    /// What happens from now on in place of `raiseCounter`.
    func onRaiseCounter(_ act: Raising?) { lock.withLock { raising = act } }

    func get(name: String) throws -> Data? { try (lock.withLock { getting } ?? honest.get)(name) }

    func set(name: String, value: Data) throws { try (lock.withLock { setting } ?? honest.set)(name, value) }

    func delete(name: String) throws { try honest.delete(name: name) }

    func raiseCounter(name: String, to: UInt64) throws -> UInt64 {
        try (lock.withLock { raising } ?? honest.raiseCounter)(name, to)
    }
}
