import AmpWallet
import Foundation

/// An agent's first payment: all but the wallet is a sandbox inside the app.
func firstPayment(keys: any KeyVault, secrets: any SecretStore, in folder: URL) async throws -> Purchase {
    let sandbox = try await Sandbox.start(port: 0)
    let wallet = try await sandbox.openWallet(
        config: try sandbox.walletConfig(dataDir: folder.path, pspUserId: "user-1"),
        host: WalletHost(keyVault: keys, secretStore: secrets))
    let agent = try sandbox.agent(agentId: "agent-1")
    // What a person does: reads exactly what will be signed and says yes. Face ID asks when the key is used.
    func confirm(_ link: IdvLink) async throws {
        let shown = try await wallet.mandates().surface(authSessionId: link.authSessionId)
        let yes = shown.approval(of: link.authSessionId, result: "FACE", reason: "Let the agent shop")
        _ = try await wallet.mandates().approve(approval: yes)
    }
    try await confirm(try await agent.askBinding())
    let bounds = Constraints(upTo: try Amount("500", "HKD"), at: ["Harbour Airways"], in: ["4511"])
    let asked = try await agent.askMandate(task: "reserve a seat", constraints: bounds, order: nil)
    try await confirm(asked.link)
    let mandate = try await agent.granted(asked: asked)
    let purchase = try await agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
    try await wallet.shutDown()
    try await sandbox.stop()
    return purchase
}

#if canImport(SwiftUI)
import SwiftUI

struct FirstPaymentView: View {
    @State private var outcome: Purchase?
    var body: some View {
        Text(outcome == .paid ? "Paid" : "…").task {
            outcome = try? await firstPayment(
                keys: SecureEnclaveVault(), secrets: KeychainSecrets(), in: AmpWallet.folder(named: "wallet"))
        }
    }
}
#endif
