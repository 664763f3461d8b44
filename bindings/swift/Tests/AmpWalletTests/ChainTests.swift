import AmpWallet
import AmpWalletTesting
import Foundation
import XCTest

/// The other side: who verifies what was signed, and an agent that signs on the device.
final class ChainTests: XCTestCase {
    func testAMerchantVerifiesAChainWithoutAWallet() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "10000")
        let order = try await world.agent.order(sku: "flight-seat", quantity: 2)
        let l3 = try await world.agent.sign(mandate: mandate, order: order)
        let root = try world.sandbox.rootKey()
        let verifier = try ChainVerifier(root: root, iss: "alipayplus.com", aud: "alipayplus.com")
        let chain = try verifier.verify(l1: mandate.l1, l2: mandate.l2, l3: l3, at: nil)
        XCTAssertEqual(chain.mode, .autonomous)
        XCTAssertEqual(chain.l3?.checkout.totalAmount, order.totalAmount)

        let policy = VerificationPolicy(
            roots: [root], iss: "alipayplus.com", l2Aud: "alipayplus.com", l3Aud: "another.example",
            leewaySeconds: 60, profile: .strict)
        let other = try ChainVerifier.withPolicy(policy: policy)
        let arrived = await thrown { try other.verify(l1: mandate.l1, l2: mandate.l2, l3: l3, at: Date()) }
        guard case let .Chain(fault) = arrived as? WalletError else { return XCTFail("verified for another") }
        XCTAssertEqual(fault.layer, .l3)
        XCTAssertEqual(fault.claim, "aud")
        XCTAssertEqual((arrived as? WalletError)?.code, fault.code)
        try await world.end()
    }

    func testAnAgentOnTheDeviceSignsWithItsOwnKeyWithoutAskingAPerson() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "10000")
        let vault = DesktopVault()
        let session = try await AgentSession.open(
            vault: vault, alias: "agent-key", kid: "agent-kid", l2: mandate.l2, aud: "alipayplus.com")
        XCTAssertTrue(try session.key().contains("agent-kid"))
        let order = try await world.agent.order(sku: "flight-seat", quantity: 1)
        let l3 = try await session.signCheckout(checkout: order)
        let anew = try await session.signCheckout(checkout: order)
        XCTAssertNotEqual(l3, anew)
        XCTAssertEqual(vault.confirmations, 0)

        // The mandate delegates to another key: what this one signs pays nothing.
        let token = try await Token.make(world, mandate, for: order)
        var announcement = token.announcement
        announcement.l3 = l3
        let arrived = await thrown { [announcement] in
            try await world.wallet.payments().preVerify(announcement: announcement)
        }
        guard case let .Chain(fault) = arrived as? WalletError else { return XCTFail("another key's L3 was taken") }
        XCTAssertEqual(fault.layer, .l3)
        try await world.end()
    }

    func testAnAgentWithAKeyInTheVaultBuysAndAsksNobody() async throws {
        let world = try await World.begin()
        let vault = DesktopVault()
        let agent = try await world.sandbox.agentOnDevice(agentId: "agent-here", vault: vault, alias: "agent-key")
        try await world.approve(try await agent.askBinding())
        let asked = try await agent.askMandate(task: "a seat", constraints: World.bounds("1000"), order: nil)
        try await world.approve(asked.link)
        let mandate = try await agent.granted(asked: asked)
        let bought = try await agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        XCTAssertEqual(bought, .paid)
        let session = try await AgentSession.open(
            vault: vault, alias: "agent-key", kid: "agent-here-key", l2: mandate.l2, aud: "alipayplus.com")
        let order = try await agent.order(sku: "flight-seat", quantity: 1)
        let l3 = try await session.signCheckout(checkout: order)
        let token = try await agent.paymentToken(mandate: mandate, l3: l3, order: order)
        let paid = try await agent.pay(order: order, paymentToken: token)
        XCTAssertEqual(paid, .paid)
        let second = try await agent.order(sku: "flight-seat", quantity: 1)
        let requested = try await session.requestToken(
            providerUrl: try world.sandbox.url(), sessionId: mandate.sessionId, l1: mandate.l1, checkout: second)
        let paidAgain = try await agent.pay(order: second, paymentToken: requested)
        XCTAssertEqual(paidAgain, .paid)
        XCTAssertEqual(vault.confirmations, 0)
        try await world.end()
    }

    func testAnAgentWhoseVaultFailsSignsNothing() async throws {
        let vault = ScriptedVault()
        vault.onCreateKey { _, _ in throw VaultError.UnavailableWhileLocked }
        let arrived = await thrown {
            try await AgentSession.open(vault: vault, alias: "agent-key", kid: "kid", l2: "", aud: "a")
        }
        XCTAssertEqual(arrived as? WalletError, .Isp(.Vault(.UnavailableWhileLocked)))
    }

    func testTheVaultsAndTheStoresOtherMethodsAreReachedFromTheCore() async throws {
        let (vault, secrets) = (ScriptedVault(), ScriptedSecrets())
        let unsupported = await thrown {
            try await vaultAttestation(vault: vault, alias: "k", challenge: Data([1]))
        }
        XCTAssertEqual(unsupported as? WalletError, .Isp(.Vault(.Unsupported)))
        let first = try vault.createKey(alias: "k", policy: .none)
        try await vaultDeleteKey(vault: vault, alias: "k")
        XCTAssertNotEqual(try vault.createKey(alias: "k", policy: .none), first)
        try secrets.set(name: "n", value: Data([1]))
        try await storeDelete(store: secrets, name: "n")
        XCTAssertNil(try secrets.get(name: "n"))
        secrets.onGet { _ in Data([1]) }
        let kept = await thrown { try await storeDelete(store: secrets, name: "n") } as? WalletError
        XCTAssertEqual(kept, .Store(.Secret(.Unproved(name: "n"))))
    }
}
