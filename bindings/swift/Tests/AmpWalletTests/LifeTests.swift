import AmpWallet
import AmpWalletTesting
import Foundation
import XCTest

/// The life of a wallet on a phone: open, background, foreground, end; and what it gives back.
final class LifeTests: XCTestCase {
    func testAWalletIsOpenedOverANetworksAddress() async throws {
        let sandbox = try await Sandbox.start(port: 0)
        let url = try sandbox.url()
        XCTAssertTrue(url.hasPrefix("http://127.0.0.1:"), url)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let config = try walletConfig(dataDir: folder.path, pspUserId: "user-1", roots: [try sandbox.rootKey()])
        XCTAssertEqual(config.roots, try sandbox.walletConfig(dataDir: folder.path, pspUserId: "user-1").roots)
        let host = WalletHost(keyVault: DesktopVault(), secretStore: MemorySecrets(), networkUrl: url)
        let wallet = try await Wallet.open(config: config, host: host)
        let key = try await wallet.ispKey()
        XCTAssertEqual(try readKey(jwk: key), key)
        try await wallet.trustTime(now: Date())
        let done = try await wallet.keepHouse()
        XCTAssertEqual(done.holdsReleased, 0)
        try await wallet.shutDown()
        try await sandbox.stop()
    }

    func testAWalletWithoutANetworksAddressIsRefused() async throws {
        let config = try walletConfig(dataDir: "/nowhere", pspUserId: "user-1", roots: [])
        let host = WalletHost(keyVault: DesktopVault(), secretStore: MemorySecrets())
        let arrived = await thrown { try await Wallet.open(config: config, host: host) } as? WalletError
        XCTAssertEqual(arrived?.code, "network.bad_address")
        var abroad = config
        abroad.timeZone = "Mars/Olympus"
        let zone = await thrown {
            try await Wallet.open(
                config: abroad,
                host: WalletHost(
                    keyVault: DesktopVault(), secretStore: MemorySecrets(), networkUrl: "http://127.0.0.1:1"))
        }
        XCTAssertEqual(zone as? WalletError, .Zone(.Unknown(name: "Mars/Olympus")))
    }

    func testASuspendedWalletRefusesAndGoesOnWhereItWas() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "10000")
        try await world.wallet.suspend()
        let arrived = await thrown { try await world.wallet.mandates().list() } as? WalletError
        XCTAssertEqual(arrived, .Store(.Suspended))
        try await world.wallet.resume()
        let bought = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        XCTAssertEqual(bought, .paid)
        try await world.end()
    }

    func testAWalletThatWasShutDownSaysSoAndItsEventsEnd() async throws {
        let world = try await World.bound()
        let reading = Task {
            var count = 0
            for try await _ in try world.wallet.events().stream() { count += 1 }
            return count
        }
        try await world.wallet.shutDown()
        let read = try await within { try await reading.value }
        XCTAssertGreaterThanOrEqual(read, 0)
        let arrived = await thrown { try await world.wallet.agents().list() } as? WalletError
        XCTAssertEqual(arrived, .Store(.Closed))
        try await world.sandbox.stop()
    }

    func testWhatWasRecordedIsThereAfterARestart() async throws {
        let world = try await World.bound()
        _ = try await world.authorize(budget: "10000")
        let before = try await world.wallet.events().waiting(after: 0)
        let mandates = try await world.wallet.mandates().list()
        try await world.wallet.shutDown()
        let config = try world.sandbox.walletConfig(dataDir: world.folder.path, pspUserId: "user-1")
        let host = WalletHost(keyVault: world.vault, secretStore: world.secrets)
        let again = try await world.sandbox.openWallet(config: config, host: host)
        let after = try await again.events().waiting(after: 0)
        XCTAssertEqual(after, before)
        let listed = try await again.mandates().list()
        XCTAssertEqual(listed, mandates)
        try await again.shutDown()
        try await world.sandbox.stop()
        try FileManager.default.removeItem(at: world.folder)
    }

    func testEveryObjectThatSwiftLetGoIsGivenBack() async throws {
        let before = try liveObjects()
        try await { () async throws in
            let world = try await World.bound()
            let mandate = try await world.authorize(budget: "100")
            var kept: [AnyObject] = []
            for _ in 0..<100 {
                kept.append(try world.wallet.mandates())
                kept.append(try world.wallet.payments())
            }
            kept.append(
                try await AgentSession.open(
                    vault: DesktopVault(), alias: "agent-key", kid: "k", l2: mandate.l2, aud: "alipayplus.com"))
            let root = try world.sandbox.rootKey()
            kept.append(try ChainVerifier(root: root, iss: "alipayplus.com", aud: "alipayplus.com"))
            let held = try liveObjects()
            XCTAssertGreaterThanOrEqual(held.ofWallets, before.ofWallets + 200)
            XCTAssertEqual(held.agentSessions, before.agentSessions + 1)
            XCTAssertEqual(held.verifiers, before.verifiers + 1)
            XCTAssertEqual(held.sandboxes, before.sandboxes + 1)
            XCTAssertEqual(held.sandboxAgents, before.sandboxAgents + 1)
            kept = []
            try await world.end()
        }()
        try await eventually("the objects are given back") { try liveObjects().isWithin(before) }
    }
}

extension LiveObjects {
    /// Whether there are no more of any kind than in `other`.
    func isWithin(_ other: LiveObjects) -> Bool {
        ofWallets <= other.ofWallets && agentSessions <= other.agentSessions && verifiers <= other.verifiers
            && sandboxes <= other.sandboxes && sandboxAgents <= other.sandboxAgents
    }
}
