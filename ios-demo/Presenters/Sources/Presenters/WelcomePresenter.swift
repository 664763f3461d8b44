import AmpWallet
import Foundation

/// How far the first run has come.
public enum WelcomeStep: Hashable, Sendable {
    /// The person chooses where the sandbox is.
    case choose
    /// The wallet is there, its signing key made in the device's vault.
    case ready
}

/// The first run.
public struct Welcome: Hashable, Sendable {
    public var step = WelcomeStep.choose
    /// Where `amp sandbox serve` listens, as typed.
    public var address = ""
    /// What was typed is no address.
    public var addressIsNone = false
}

/// Makes the wallet: in the sandbox of this app, or in one at an address.
public final class WelcomePresenter: Presenter<Welcome> {

    public init(app: AppWallet) {
        super.init(app, Welcome())
    }

    #if AMP_SANDBOX
    private static let badAddress = "network.bad_address"
    #endif

    /// The person changes the address.
    public func change(address: String) { show { ($0.address, $0.addressIsNone) = (address, false) } }

    #if AMP_SANDBOX
    /// Makes a wallet in the sandbox of this app.
    @discardableResult
    public func beginInApp() -> Task<Void, Never> { begin(.inApp) }

    /// Makes a wallet in the sandbox at the address that was typed.
    @discardableResult
    public func beginAtAddress() -> Task<Void, Never> {
        act { [self] in
            do {
                try await make(.at(address: content.address.trimmingCharacters(in: .whitespaces)))
            } catch let error as SandboxError where error.code == Self.badAddress {
                app.forget()
                show { $0.addressIsNone = true }
            }
        }
    }
    #endif

    /// Makes a wallet in the network that the app was built for.
    @discardableResult
    public func begin() -> Task<Void, Never> {
        act { [self] in if let network = app.device.network { try await make(network) } }
    }

    private func begin(_ place: Place) -> Task<Void, Never> { act { [self] in try await make(place) } }

    private func make(_ place: Place) async throws {
        try await app.open(place)
        _ = try await app.get().wallet.ispKey()
        show { $0.step = .ready }
    }
}
