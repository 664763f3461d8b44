import AmpWallet
import Foundation
import XCTest

/// What a person takes away, and the end of a wallet.
final class FarewellTests: XCTestCase {
    func testAnExportTellsWhatWasPaidAndNothingThatCouldPay() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "1000")
        _ = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        let paid = try await unwrapped(try await world.wallet.payments().list().first)
        let to = world.folder.appendingPathComponent("mine.json")
        try await world.wallet.export(to: to.path)
        let text = try String(contentsOf: to, encoding: .utf8)
        XCTAssertTrue(text.contains("Harbour Airways"))
        XCTAssertFalse(text.contains(paid.paymentToken) || text.contains(paid.tokenId))
        let twice = await thrown { try await world.wallet.export(to: to.path) } as? WalletError
        XCTAssertEqual(twice?.code, "store.conflict")
        let told = try await world.wallet.events().waiting(after: 0).map(\.what)
        let names = told.compactMap { what in
            if case let .paymentCaptured(_, _, agent, name, _) = what { [agent, name] } else { nil }
        }
        XCTAssertEqual(names, [["agent-travel-1", "Harbour Airways"]])
        try await world.end()
    }

    func testAnErasedWalletIsClosedAndTheNextOneBeginsWithNothing() async throws {
        let world = try await World.bound()
        _ = try await world.authorize(budget: "1000")
        try await world.wallet.erase()
        let closed = await thrown { try await world.wallet.payments().list() } as? WalletError
        XCTAssertEqual(closed, .Store(.Closed))
        let config = try world.sandbox.walletConfig(dataDir: world.folder.path, pspUserId: "user-1")
        let host = WalletHost(keyVault: world.vault, secretStore: world.secrets)
        let anew = try await world.sandbox.openWallet(config: config, host: host)
        let agents = try await anew.agents().list()
        XCTAssertEqual(agents.count, 0)
        try await anew.shutDown()
        let stranger = WalletHost(keyVault: world.vault, secretStore: ScriptedSecrets())
        let lost = await thrown { try await world.sandbox.openWallet(config: config, host: stranger) } as? SandboxError
        XCTAssertEqual(lost?.code, "store.key_lost")
        try await eraseWallet(config: config, host: stranger)
        let begun = try await world.sandbox.openWallet(config: config, host: stranger)
        try await begun.shutDown()
        try await world.sandbox.stop()
        try FileManager.default.removeItem(at: world.folder)
    }

    func testOneLimitIsPutAndRemovedAndTheOthersStay() async throws {
        let world = try await World.begin()
        let limit = { (id: String) in
            Limit(limitId: id, kind: .spending, window: .day, scope: Scope(dimension: .all, only: nil), max: .count(1))
        }
        _ = try await world.wallet.limits().put(limit: limit("a"))
        let two = try await world.wallet.limits().put(limit: limit("b"))
        XCTAssertEqual(two.limits.map(\.limitId), ["a", "b"])
        let one = try await world.wallet.limits().remove(limitId: "a")
        XCTAssertEqual(one.limits.map(\.limitId), ["b"])
        try await world.end()
    }
}
