import AmpWallet

/// A wallet that is open, the sandbox it pays in, and the demo agent that shops there.
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
    public let sandbox: Sandbox
    public let shopper: SandboxAgent
    #endif

    /// The demo agent's name at the network.
    public static let shopperId = "agent-travel-1"
    /// The demo agent's own key in the device's vault; no person is asked when it signs.
    private static let shopperKey = "demo-agent"
    /// The one person of this demo.
    private static let person = "user-1"

    #if AMP_SANDBOX
    /// Opens the wallet in `place`, making it if there is none.
    static func at(_ place: Place, _ device: Device) async throws -> OpenWallet {
        switch place {
        case .inApp: try await with(try await Sandbox.start(port: 0), device)
        }
    }

    private static func with(_ sandbox: Sandbox, _ device: Device) async throws -> OpenWallet {
        do {
            var config = try sandbox.walletConfig(dataDir: device.folder, pspUserId: person)
            config.timeZone = device.timeZone
            let host = WalletHost(keyVault: device.vault, secretStore: device.secrets)
            let wallet = try await sandbox.openWallet(config: config, host: host)
            let shopper = try await sandbox.agentOnDevice(agentId: shopperId, vault: device.vault, alias: shopperKey)
            return try OpenWallet(wallet, sandbox, shopper)
        } catch {
            try? await sandbox.stop()
            throw error
        }
    }

    private init(_ wallet: Wallet, _ sandbox: Sandbox, _ shopper: SandboxAgent) throws {
        (self.wallet, self.sandbox, self.shopper) = (wallet, sandbox, shopper)
        (agents, mandates, limits) = (try wallet.agents(), try wallet.mandates(), try wallet.limits())
        (payments, tasks) = (try wallet.payments(), try wallet.tasks())
        (reports, events) = (try wallet.reports(), try wallet.events())
    }
    #endif

    /// Shuts the wallet down and leaves the sandbox.
    func close() async throws {
        try await wallet.shutDown()
        try await leave()
    }

    /// Leaves the sandbox; the wallet is shut down already.
    func leave() async throws {
        #if AMP_SANDBOX
        do { try await sandbox.stop() } catch SandboxError.Stopped {}
        #endif
    }
}
