import AmpWallet
import Foundation
import XCTest

/// What an app does for a database that must outlive its phone: check, back up, adopt, rotate the key.
final class BackupTests: XCTestCase {
    func testABackupIsAdoptedInPlaceOfALostDatabaseAndPaysNothingOld() async throws {
        let world = try await World.bound()
        _ = try await world.authorize(budget: "1000")
        let healthy = try await world.wallet.check()
        XCTAssertEqual(healthy.books.findings, [])
        XCTAssertGreaterThan(healthy.commits, 0)
        let copy = world.folder.appendingPathExtension("backup")
        defer { try? FileManager.default.removeItem(at: copy) }
        try await world.wallet.backup(to: copy.path)
        let twice = await thrown { try await world.wallet.backup(to: copy.path) } as? WalletError
        XCTAssertEqual(twice?.code, "store.conflict")
        // What the backup does not know of.
        _ = try await world.authorize(budget: "2000")
        try await world.wallet.shutDown()

        let config = try world.sandbox.walletConfig(dataDir: world.folder.path, pspUserId: "user-1")
        let host = WalletHost(
            keyVault: world.vault, secretStore: world.secrets, networkUrl: try world.sandbox.url())
        let whole = await thrown { try await Wallet.adopt(config: config, host: host, backup: copy.path) }
        XCTAssertEqual((whole as? WalletError)?.code, "store.conflict")
        try FileManager.default.removeItem(at: world.folder)
        try FileManager.default.createDirectory(at: world.folder, withIntermediateDirectories: true)
        let adopted = try await Wallet.adopt(config: config, host: host, backup: copy.path)
        let states = try await adopted.mandates().list().map(\.mandate.state)
        XCTAssertEqual(states, [.revoked])
        try await adopted.shutDown()
        try await world.sandbox.stop()
        try FileManager.default.removeItem(at: world.folder)
    }

    func testANewKeySealsEverythingAnewAndTheOldOneIsForgotten() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "1000")
        let sealed = try await world.wallet.rotateKey()
        XCTAssertGreaterThan(sealed, 0)
        let bought = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        XCTAssertEqual(bought, .paid)
        world.secrets.onSet { _, _ in throw SecretError.Locked }
        let locked = await thrown { try await world.wallet.rotateKey() } as? WalletError
        XCTAssertEqual(locked, .Store(.Secret(.Locked)))
        let checked = try await world.wallet.check()
        XCTAssertEqual(checked.books.findings, [])
        try await world.end()
    }
}
