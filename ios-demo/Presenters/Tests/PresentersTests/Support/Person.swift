import AmpWallet
import AmpWalletTesting
import Foundation

@testable import Presenters

/// A person with the app on her phone: a wallet of its own, in a sandbox of its own, over HTTP.
@MainActor
struct Person {
    let vault = CancellableVault()
    let secrets = ForgetfulSecrets()
    let choices = MemoryChoices()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let app: AppWallet

    init(network: Place? = nil) {
        let device = Device(
            vault: vault, secrets: secrets, folder: folder.path, choices: choices, network: network, clock: { Date() })
        app = AppWallet(device: device)
    }

    /// A person whose wallet is made.
    static func withWallet() async throws -> Person {
        let person = Person()
        try await person.app.open(.inApp)
        return person
    }

    /// A person whose agent is bound.
    static func withAgent() async throws -> Person {
        let person = try await withWallet()
        let link = try await person.app.get().shopper.askBinding()
        await person.approve(link)
        return person
    }

    /// Says yes to what `link` leads to.
    func approve(_ link: IdvLink) async {
        let presenter = ApprovePresenter(app: app, authSessionId: link.authSessionId)
        presenter.load()
        await presenter.approve(prompt: "Confirm").value
    }

    /// What the demo agent asks for: a trip, up to `budget` Hong Kong dollars, with one airline.
    func ask(budget: Decimal = 5_000) async throws -> AskedMandate {
        let bounds = Constraints(upTo: try Amount(budget, "HKD"), at: ["Harbour Airways"], in: ["4511"])
        return try await app.get().shopper.askMandate(task: "Flight to Kuala Lumpur", constraints: bounds, order: nil)
    }

    /// A mandate that was asked for and approved.
    func authorize(budget: Decimal = 5_000) async throws -> AgentMandate {
        let asked = try await ask(budget: budget)
        await approve(asked.link)
        return try await app.get().shopper.granted(asked: asked)
    }

    func end() async throws {
        try await app.close()
        try? FileManager.default.removeItem(at: folder)
    }
}

/// Choices that die with the test.
final class MemoryChoices: Choices {
    var place: Place?
}

extension OpenWallet {
    /// The demo agent. Tests have the sandbox.
    var shopper: SandboxAgent {
        get throws {
            guard let market else { throw WalletNotOpen() }
            return market.agent
        }
    }
}
