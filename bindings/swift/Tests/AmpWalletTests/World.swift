import AmpWallet
import Foundation

/// A sandbox, a wallet in it, and the person who owns the wallet.
struct World {
    let sandbox: Sandbox
    let wallet: Wallet
    let agent: SandboxAgent
    let vault: DesktopVault
    let folder: URL

    static func begin() async throws -> World {
        let vault = DesktopVault()
        let sandbox = try await Sandbox.start(port: 0)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let host = WalletHost(
            keyVault: vault, secretStore: MemorySecrets(), keyPolicy: .everyUse, networkUrl: "http://127.0.0.1:1", logSink: nil)
        let config = try sandbox.walletConfig(dataDir: folder.path, pspUserId: "user-1")
        let wallet = try await sandbox.openWallet(config: config, host: host)
        let agent = try sandbox.agent(agentId: "agent-travel-1")
        return World(sandbox: sandbox, wallet: wallet, agent: agent, vault: vault, folder: folder)
    }

    /// What a person does: opens the link, reads what is shown, confirms.
    @discardableResult
    func approve(_ link: IdvLink) async throws -> AuthorizationOutcome {
        let shown = try await wallet.mandates().surface(authSessionId: link.authSessionId)
        let evidence = IdvEvidence(result: "FACE", time: Date(), method: .deviceBiometric, surfaceDigest: shown.digest)
        return try await wallet.mandates().approve(
            approval: Approval(authSessionId: link.authSessionId, evidence: evidence, reason: "Confirm"))
    }

    /// A mandate for travel up to `budget` Hong Kong dollars.
    func authorize(budget: String) async throws -> AgentMandate {
        let bounds = Constraints(
            budget: try Amount(budget, "HKD"), merchantNames: ["Harbour Airways", "Menara Grand Hotel"],
            merchantMccs: ["4511", "7011"], perTransactionMax: nil, perTransactionMin: nil,
            extensions: Extensions(
                regions: [], merchantIds: [], blockedMerchantIds: [], blockedMerchantNames: [], paymentFrequency: nil,
                maxRetries: nil))
        let asked = try await agent.askMandate(task: "flight and hotel", constraints: bounds, order: nil)
        try await approve(asked.link)
        return try await agent.granted(asked: asked)
    }

    func end() async throws {
        try await wallet.shutDown()
        try await sandbox.stop()
        try? FileManager.default.removeItem(at: folder)
    }
}
