import AmpWallet
import Foundation
import XCTest

/// A host that lets the core wait, calls it back, or answers when it is too late.
final class BlockingHostTests: XCTestCase {
    func testWhileTheVaultWaitsForAPersonTheWalletDoesEverythingElse() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "10000")
        let asked = try await world.ask(budget: "100")
        let door = Door()
        world.vault.onSign { [honest = world.vault.honest] alias, payload, reason in
            try door.pass()
            return try honest.sign(alias: alias, payload: payload, reason: reason)
        }
        let approving = Task { try await world.approve(asked.link) }
        try await eventually("the vault is asked") { door.isWaitedFor }

        try await within {
            let bought = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
            XCTAssertEqual(bought, .paid)
            let waiting = try await world.wallet.mandates().waiting()
            XCTAssertEqual(waiting.count, 1)
            try await world.wallet.limits().set(limits: LimitSet(limits: []))
        }
        door.open()
        guard case .authorized = try await approving.value else { return XCTFail("not authorized") }
        try await world.end()
    }

    func testManyVaultsThatWaitHoldNobodyUp() async throws {
        let world = try await World.bound()
        var asked: [AskedMandate] = []
        for _ in 0..<16 { asked.append(try await world.ask(budget: "100")) }
        let door = Door()
        world.vault.onSign { [honest = world.vault.honest] alias, payload, reason in
            try door.pass()
            return try honest.sign(alias: alias, payload: payload, reason: reason)
        }
        let approving = asked.map { one in Task { try await world.approve(one.link) } }
        try await eventually("the vault is asked") { door.isWaitedFor }
        try await within { _ = try await world.wallet.mandates().list() }
        door.open()
        for one in approving { _ = try await one.value }
        let active = try await world.wallet.mandates().list().filter { $0.mandate.state == .activated }
        XCTAssertEqual(active.count, 16)
        try await world.end()
    }

    func testAVaultMayCallTheWalletBackWhileItSigns() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "10000")
        let asked = try await world.ask(budget: "100")
        let seen = Heard<SessionStatus>()
        world.vault.onSign { [honest = world.vault.honest] alias, payload, reason in
            let session = try waiting {
                try await world.wallet.mandates().session(authSessionId: asked.link.authSessionId)
            }
            seen.put(session.status)
            let paid = try waiting { try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1) }
            XCTAssertEqual(paid, .paid)
            return try honest.sign(alias: alias, payload: payload, reason: reason)
        }
        try await within { _ = try await world.approve(asked.link) }
        XCTAssertEqual(seen.all, [.authInProcess])
        world.vault.onSign(nil)
        try await world.end()
    }

    func testAYesThatComesAfterTheTimeToApproveAuthorizesNothing() async throws {
        let world = try await World.bound()
        let asked = try await world.ask(budget: "100")
        world.vault.onSign { [honest = world.vault.honest, sandbox = world.sandbox] alias, payload, reason in
            try sandbox.shiftClock(millis: 16 * 60_000)
            return try honest.sign(alias: alias, payload: payload, reason: reason)
        }
        let arrived = await thrown { try await world.approve(asked.link) } as? WalletError
        XCTAssertEqual(arrived, .ApprovalExpired(id: asked.link.authSessionId))
        let state = try await world.newest().mandate.state
        XCTAssertNotEqual(state, .activated)
        try await world.end()
    }

    func testAYesThatTheCallerNoLongerWaitsForStandsAndArrivesAsAnEvent() async throws {
        let world = try await World.bound()
        let asked = try await world.ask(budget: "100")
        let door = Door()
        world.vault.onSign { [honest = world.vault.honest] alias, payload, reason in
            try door.pass()
            return try honest.sign(alias: alias, payload: payload, reason: reason)
        }
        let approving = Task { try await world.approve(asked.link) }
        try await eventually("the vault is asked") { door.isWaitedFor }
        approving.cancel()
        door.open()
        let mandateId = try await world.newest().mandate.mandateId
        try await within {
            for try await event in try world.wallet.events().stream() {
                if case .mandateActivated(mandateId, _, _) = event.what { break }
            }
        }
        _ = try await approving.value
        try await world.end()
    }

    func testAStoreThatWaitsHoldsUpItsOwnWalletOnly() async throws {
        let other = try await World.bound()
        let secrets = ScriptedSecrets()
        let door = Door()
        secrets.onGet { [honest = secrets.honest] name in
            try door.pass()
            return try honest.get(name: name)
        }
        let opening = Task { try await World.begin(secrets: secrets) }
        try await eventually("the store is asked") { door.isWaitedFor }
        try await within { _ = try await other.authorize(budget: "100") }
        door.open()
        try await opening.value.end()
        try await other.end()
    }

    func testAStoreMayCallAnotherWalletBack() async throws {
        let other = try await World.bound()
        let secrets = ScriptedSecrets()
        secrets.onRaiseCounter { [honest = secrets.honest] name, to in
            _ = try waiting { try await other.wallet.mandates().list() }
            return try honest.raiseCounter(name: name, to: to)
        }
        let world = try await within { try await World.begin(secrets: secrets) }
        try await within { try await world.wallet.suspend() }
        try await within { try await world.wallet.resume() }
        try await world.end()
        try await other.end()
    }
}
