#if AMP_SANDBOX
import AmpWallet

/// The sandbox that a wallet pays in, and the demo agent that shops there; in debug builds only.
public struct Market: Sendable {
    public let sandbox: Sandbox
    public let agent: SandboxAgent
    /// What the demo agent is busy with.
    let shopping: Shopping

    /// The demo agent's name at the network.
    public static let agentId = "agent-travel-1"
    /// The demo agent's own key in the device's vault; no person is asked when it signs.
    private static let agentKey = "demo-agent"
    private static let folder = "sandbox"

    init(_ sandbox: Sandbox, _ device: Device) async throws {
        let agent = try await sandbox.agentOnDevice(agentId: Self.agentId, vault: device.vault, alias: Self.agentKey)
        (self.sandbox, self.agent) = (sandbox, agent)
        shopping = Shopping(sandbox, agent)
    }

    /// The sandbox of this app keeps its root key over restarts, beside the wallet that trusts it.
    static func sandbox(_ place: Place, _ device: Device) async throws -> Sandbox {
        switch place {
        case let .at(address): try await Sandbox.connect(url: address)
        case .inApp, .network: try await Sandbox.startIn(port: 0, folder: device.folder + "/" + folder)
        }
    }
}
#endif
