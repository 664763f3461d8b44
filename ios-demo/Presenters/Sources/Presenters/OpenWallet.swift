import AmpWallet
import Foundation

/// A wallet that is open, and in debug builds the sandbox it pays in and the demo agent that shops there.
public struct OpenWallet: Sendable {
    public let wallet: Wallet
    let agents: Agents
    let mandates: Mandates
    let limits: Limits
    let payments: Payments
    let tasks: Tasks
    let reports: Reports
    let events: Events
    #if AMP_SANDBOX
    /// None in a network that is no sandbox.
    public let market: Market?
    #endif

    /// The one person of this demo.
    private static let person = "user-1"
    private static let walletFolder = "wallet"

    /// Opens the wallet in `place`, making it if there is none.
    static func at(_ place: Place, _ device: Device) async throws -> OpenWallet {
        switch place {
        case let .network(url, root):
            let config = try network(root, device)
            return try OpenWallet(try await Wallet.open(config: config, host: host(device, url)))
        #if AMP_SANDBOX
        case .inApp, .at:
            let sandbox = try await Market.sandbox(place, device)
            do {
                let wallet = try await sandbox.openWallet(config: try config(sandbox, device), host: host(device, ""))
                return try OpenWallet(wallet, try await Market(sandbox, device))
            } catch {
                try? await sandbox.stop()
                throw error
            }
        #endif
        }
    }

    /// Deletes a wallet that cannot be opened: its database, its secrets, its key.
    static func erase(at place: Place, _ device: Device) async throws {
        switch place {
        case let .network(url, root):
            try await eraseWallet(config: try network(root, device), host: host(device, url))
        #if AMP_SANDBOX
        case .inApp, .at:
            let sandbox = try await Market.sandbox(place, device)
            try await eraseWallet(config: try config(sandbox, device), host: host(device, ""))
            try await sandbox.stop()
        #endif
        }
    }

    /// Shuts the wallet down and leaves the sandbox.
    func close() async throws {
        try await wallet.shutDown()
        try await leave()
    }

    /// Deletes everything that is kept of this wallet on the device, and leaves the sandbox.
    func erase() async throws {
        try await wallet.erase()
        try await leave()
    }

    private func leave() async throws {
        #if AMP_SANDBOX
        do { try await market?.sandbox.stop() } catch SandboxError.Stopped {}
        #endif
    }

    private static func network(_ root: String, _ device: Device) throws -> WalletConfig {
        var config = try walletConfig(dataDir: folder(device), pspUserId: person, roots: [try readKey(jwk: root)])
        config.timeZone = device.timeZone
        return config
    }

    private static func host(_ device: Device, _ url: String) -> WalletHost {
        WalletHost(keyVault: device.vault, secretStore: device.secrets, networkUrl: url)
    }

    private static func folder(_ device: Device) -> String { device.folder + "/" + walletFolder }

    #if AMP_SANDBOX
    private static func config(_ sandbox: Sandbox, _ device: Device) throws -> WalletConfig {
        var config = try sandbox.walletConfig(dataDir: folder(device), pspUserId: person)
        config.timeZone = device.timeZone
        return config
    }

    private init(_ wallet: Wallet, _ market: Market? = nil) throws {
        (self.wallet, self.market) = (wallet, market)
        (agents, mandates, limits) = (try wallet.agents(), try wallet.mandates(), try wallet.limits())
        (payments, tasks) = (try wallet.payments(), try wallet.tasks())
        (reports, events) = (try wallet.reports(), try wallet.events())
    }
    #else
    private init(_ wallet: Wallet) throws {
        self.wallet = wallet
        (agents, mandates, limits) = (try wallet.agents(), try wallet.mandates(), try wallet.limits())
        (payments, tasks) = (try wallet.payments(), try wallet.tasks())
        (reports, events) = (try wallet.reports(), try wallet.events())
    }
    #endif
}
