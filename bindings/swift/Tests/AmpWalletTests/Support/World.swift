import AmpWallet
import Foundation

/// A sandbox, a wallet in it, and the person who owns the wallet.
struct World: Sendable {
    let sandbox: Sandbox
    let wallet: Wallet
    let agent: SandboxAgent
    let vault: ScriptedVault
    let secrets: ScriptedSecrets
    let folder: URL

    static func begin(
        vault: ScriptedVault = ScriptedVault(), secrets: ScriptedSecrets = ScriptedSecrets(),
        loggingTo log: (any LogSink)? = nil
    ) async throws -> World {
        let sandbox = try await Sandbox.start(port: 0)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let host = WalletHost(keyVault: vault, secretStore: secrets, loggingTo: log)
        let config = try sandbox.walletConfig(dataDir: folder.path, pspUserId: "user-1")
        let wallet = try await sandbox.openWallet(config: config, host: host)
        let agent = try sandbox.agent(agentId: "agent-travel-1")
        return World(
            sandbox: sandbox, wallet: wallet, agent: agent, vault: vault, secrets: secrets, folder: folder)
    }

    /// A world in which the agent is bound.
    static func bound(loggingTo log: (any LogSink)? = nil) async throws -> World {
        let world = try await begin(loggingTo: log)
        try await world.approve(try await world.agent.askBinding())
        return world
    }

    /// What a person does: opens the link, reads what is shown, confirms.
    @discardableResult
    func approve(_ link: IdvLink, at time: Date = Date()) async throws -> AuthorizationOutcome {
        let shown = try await wallet.mandates().surface(authSessionId: link.authSessionId)
        let approval = shown.approval(of: link.authSessionId, result: "FACE", at: time, reason: "Confirm")
        return try await wallet.mandates().approve(approval: approval)
    }

    /// What a trip to Kuala Lumpur may cost.
    static func bounds(_ budget: String) throws -> Constraints {
        Constraints(
            upTo: try Amount(budget, "HKD"), at: ["Harbour Airways", "Menara Grand Hotel"], in: ["4511", "7011"])
    }

    func ask(budget: String) async throws -> AskedMandate {
        try await agent.askMandate(task: "flight and hotel", constraints: Self.bounds(budget), order: nil)
    }

    /// A mandate for travel up to `budget` Hong Kong dollars.
    func authorize(budget: String) async throws -> AgentMandate {
        let asked = try await ask(budget: budget)
        try await approve(asked.link)
        return try await agent.granted(asked: asked)
    }

    /// The wallet's own view of its newest mandate.
    func newest() async throws -> MandateView {
        guard let first = try await wallet.mandates().list().first else { throw Missing() }
        return first
    }

    func end() async throws {
        try await wallet.shutDown()
        try await sandbox.stop()
        try? FileManager.default.removeItem(at: folder)
    }
}

/// Something that the test counts on is not there.
struct Missing: Error {}
