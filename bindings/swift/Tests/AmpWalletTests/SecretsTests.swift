import AmpWallet
import AmpWalletTesting
import Foundation
import XCTest

/// A secret store that fails or lies: what it declares arrives typed, what it keeps is read back.
final class SecretsTests: XCTestCase {
    func testEveryErrorThatAStoreDeclaresArrivesTyped() async throws {
        let declared: [SecretError] = [
            .Locked, .Unavailable(what: "no keychain"), .Corrupt(name: "n"), .Unproved(name: "n"), .BadInput,
            .Failed(reason: "x"),
        ]
        for error in declared {
            for way in 0..<3 {
                let secrets = ScriptedSecrets()
                if way == 0 { secrets.onGet { _ in throw error } }
                if way == 1 { secrets.onSet { _, _ in throw error } }
                if way == 2 { secrets.onRaiseCounter { _, _ in throw error } }
                let arrived = await opening(over: secrets)
                XCTAssertEqual(arrived, .Store(.Secret(error)), "way \(way)")
            }
        }
    }

    func testAnErrorThatAStoreDoesNotDeclareArrivesAsAFailureOfTheStore() async throws {
        struct Undeclared: Error {}
        let secrets = ScriptedSecrets()
        secrets.onGet { _ in throw Undeclared() }
        let arrived = await opening(over: secrets)
        XCTAssertEqual(arrived?.code, "secret.failed")
    }

    func testAStoreThatKeepsNothingIsNotBelieved() async throws {
        let secrets = ScriptedSecrets()
        secrets.onSet { _, _ in }
        let arrived = await opening(over: secrets)
        XCTAssertEqual(arrived?.code, "secret.unproved")
    }

    func testAStoreThatKeepsSomethingElseIsNotBelieved() async throws {
        let secrets = ScriptedSecrets()
        secrets.onSet { [honest = secrets.honest] name, value in
            try honest.set(name: name, value: Data(repeating: 0, count: value.count))
        }
        let arrived = await opening(over: secrets)
        XCTAssertEqual(arrived?.code, "secret.unproved")
    }

    func testASecretThatIsNoneIsNotTakenForOne() async throws {
        for lie in [Data(), Data([1, 2, 3]), Data(repeating: 1, count: 5_000)] {
            let secrets = ScriptedSecrets()
            secrets.onGet { _ in lie }
            let arrived = await opening(over: secrets)
            XCTAssertEqual(arrived?.code, "secret.corrupt")
        }
    }

    func testACounterThatDoesNotMoveIsNotBelieved() async throws {
        let world = try await World.bound()
        world.secrets.onRaiseCounter { _, _ in 0 }
        try await world.wallet.suspend()
        let arrived = await thrown { try await world.wallet.resume() } as? WalletError
        XCTAssertEqual(arrived?.code, "secret.unproved")
        world.secrets.onRaiseCounter(nil)
        try await world.wallet.resume()
        let agents = try await world.wallet.agents().list()
        XCTAssertEqual(agents.count, 1)
        try await world.end()
    }

    func testADatabaseWhoseKeyIsGoneOrAnotherSaysWhich() async throws {
        let (secrets, folder) = try await leftBehind()
        for (lie, code) in [(nil, "store.key_lost"), (Data(repeating: 7, count: 32), "store.key_wrong")]
            as [(Data?, String)]
        {
            secrets.onGet { _ in lie }
            let arrived = await opening(over: secrets, in: folder)
            XCTAssertEqual(arrived?.code, code)
        }
        secrets.onGet(nil)
        let whole = await opening(over: secrets, in: folder, works: true)
        XCTAssertNil(whole)
    }

    func testACounterThatIsAheadOfTheDatabaseTellsThatAnOldOneWasPutBack() async throws {
        let (secrets, folder) = try await leftBehind()
        secrets.onRaiseCounter { _, to in max(to, 1_000_000) }
        guard case let .Store(.RolledBack(found, known)) = await opening(over: secrets, in: folder) else {
            return XCTFail("an old database was taken")
        }
        XCTAssertLessThan(found, known)
    }

    func testPaymentsGoOnWhileTheStoreIsLocked() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "10000")
        world.secrets.onGet { _ in throw SecretError.Locked }
        world.secrets.onSet { _, _ in throw SecretError.Locked }
        world.secrets.onRaiseCounter { _, _ in throw SecretError.Locked }
        for _ in 0..<10 {
            let bought = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
            XCTAssertEqual(bought, .paid)
        }
        world.secrets.onGet(nil)
        world.secrets.onSet(nil)
        world.secrets.onRaiseCounter(nil)
        try await world.end()
    }

    /// Opens a wallet over `secrets`, and says why it does not open.
    private func opening(over secrets: ScriptedSecrets, in folder: URL? = nil, works: Bool = false) async
        -> WalletError?
    {
        let place = folder ?? FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { if folder == nil { try? FileManager.default.removeItem(at: place) } }
        do {
            let config = try walletConfig(dataDir: place.path, pspUserId: "user-1", roots: [])
            let host = WalletHost(keyVault: DesktopVault(), secretStore: secrets, networkUrl: "http://127.0.0.1:1")
            let wallet = try await Wallet.open(config: config, host: host)
            if !works { XCTFail("it opened") }
            try await wallet.shutDown()
            return nil
        } catch {
            return error as? WalletError
        }
    }

    /// A wallet that was used and closed.
    private func leftBehind() async throws -> (ScriptedSecrets, URL) {
        let secrets = ScriptedSecrets()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        addTeardownBlock { try? FileManager.default.removeItem(at: folder) }
        let failed = await opening(over: secrets, in: folder, works: true)
        XCTAssertNil(failed)
        return (secrets, folder)
    }
}
