import AmpWallet
import AmpWalletTesting
import Foundation
import XCTest

/// A vault that fails or lies: what it declares arrives typed, what it answers is proved.
final class VaultTests: XCTestCase {
    private let declared: [VaultError] = [
        .Cancelled, .LockedOut, .KeyInvalidated(alias: "a"), .KeyCorrupt(alias: "a"), .KeyExists(alias: "a"),
        .UnavailableWhileLocked, .Unsupported, .BadAlias, .Unproved(alias: "a"), .Failed(reason: "x"),
    ]

    func testEveryErrorThatAVaultDeclaresArrivesTypedWhereAKeyIsMade() async throws {
        for error in declared + [.KeyLost(alias: "a")] {
            let world = try await World.begin()
            world.vault.onCreateKey { _, _ in throw error }
            let arrived = await thrown { try await world.wallet.ispKey() }
            XCTAssertEqual(arrived as? WalletError, .Isp(.Vault(error)))
            world.vault.onCreateKey(nil)
            _ = try await world.wallet.ispKey()
            try await world.end()
        }
    }

    func testEveryErrorThatAVaultDeclaresArrivesTypedWhereItSignsAndTheSessionStillWaits() async throws {
        let world = try await World.begin()
        let binding = try await world.agent.askBinding()
        for error in declared + [.KeyLost(alias: "a")] {
            world.vault.onSign { _, _, _ in throw error }
            let arrived = await thrown { try await world.approve(binding) }
            XCTAssertEqual(arrived as? WalletError, .Isp(.Vault(error)), "binding")
        }
        world.vault.onSign(nil)
        try await world.approve(binding)
        let mandate = try await world.ask(budget: "100")
        for error in declared + [.KeyLost(alias: "a")] {
            world.vault.onSign { _, _, _ in throw error }
            let arrived = await thrown { try await world.approve(mandate.link) }
            XCTAssertEqual(arrived as? WalletError, .Isp(.Vault(error)), "mandate")
        }
        let waiting = try await world.wallet.mandates().waiting().map(\.authSessionId)
        XCTAssertEqual(waiting, [mandate.link.authSessionId])
        world.vault.onSign(nil)
        try await world.approve(mandate.link)
        try await world.end()
    }

    func testAnErrorThatAVaultDoesNotDeclareArrivesAsAFailureOfTheVault() async throws {
        struct Undeclared: Error {}
        let world = try await World.begin()
        world.vault.onPublicKey { _ in throw Undeclared() }
        let arrived = await thrown { try await world.wallet.ispKey() } as? WalletError
        XCTAssertEqual(arrived?.code, "vault.failed")
        try await world.end()
    }

    func testAKeyThatIsNoneIsNotTakenForOne() async throws {
        let stranger = try DesktopVault().createKey(alias: "other", policy: .none)
        for lie in [Data(), Data(repeating: 0, count: 65), Data(repeating: 4, count: 65), stranger] {
            let world = try await World.begin()
            world.vault.onCreateKey { [honest = world.vault.honest] alias, policy in
                _ = try honest.createKey(alias: alias, policy: policy)
                return lie
            }
            let made = await thrown { try await world.wallet.ispKey() } as? WalletError
            XCTAssertEqual(made?.code, "vault.unproved")
            world.vault.onPublicKey { _ in lie == stranger ? Data() : lie }
            let shown = await thrown { try await world.wallet.ispKey() } as? WalletError
            XCTAssertEqual(shown?.code, "vault.unproved")
            try await world.end()
        }
    }

    func testASignatureThatProvesNothingAuthorizesNothing() async throws {
        let world = try await World.bound()
        let stranger = DesktopVault()
        _ = try stranger.createKey(alias: "other", policy: .none)
        let honest = world.vault.honest
        let lies: [ScriptedVault.Signing] = [
            { _, _, _ in Data() },
            { _, _, _ in Data(repeating: 0, count: 64) },
            { _, payload, reason in try stranger.sign(alias: "other", payload: payload, reason: reason) },
            { alias, _, reason in try honest.sign(alias: alias, payload: Data("other".utf8), reason: reason) },
        ]
        let asked = try await world.ask(budget: "100")
        for lie in lies {
            world.vault.onSign(lie)
            let arrived = await thrown { try await world.approve(asked.link) } as? WalletError
            XCTAssertEqual(arrived?.code, "vault.unproved")
            let state = try await world.newest().mandate.state
            XCTAssertEqual(state, .inactive)
            _ = await thrown { try await world.agent.granted(asked: asked) }
        }
        world.vault.onSign(nil)
        try await world.approve(asked.link)
        _ = try await world.agent.granted(asked: asked)
        try await world.end()
    }

    func testAnotherKeyThanTheBoundOneSignsNothing() async throws {
        let world = try await World.bound()
        let stranger = DesktopVault()
        let other = try stranger.createKey(alias: "other", policy: .none)
        world.vault.onPublicKey { _ in other }
        world.vault.onSign { _, payload, reason in try stranger.sign(alias: "other", payload: payload, reason: reason) }
        let asked = try await world.ask(budget: "100")
        guard case .Isp(.KeyChanged) = await thrown({ try await world.approve(asked.link) }) as? WalletError else {
            return XCTFail("another key signed")
        }
        try await world.end()
    }

    func testAPersonIsAskedOnceForEachApprovalAndReadsTheAppsReason() async throws {
        let world = try await World.begin()
        let reasons = Heard<String>()
        world.vault.onSign { [honest = world.vault.honest] alias, payload, reason in
            reasons.put(reason)
            return try honest.sign(alias: alias, payload: payload, reason: reason)
        }
        try await world.approve(try await world.agent.askBinding())
        _ = try await world.authorize(budget: "100")
        XCTAssertEqual(reasons.all, ["Confirm", "Confirm"])
        XCTAssertEqual(world.vault.honest.confirmations, 2)
        try await world.end()
    }
}
