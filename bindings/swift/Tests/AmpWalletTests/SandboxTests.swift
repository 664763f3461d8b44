import AmpWallet
import Foundation
import XCTest

/// The AMP network in this process, and what can go wrong in it.
final class SandboxTests: XCTestCase {
    func testAnAgentBuysStepByStepUnderAnImmediateMandate() async throws {
        let world = try await World.bound()
        let order = try await world.agent.order(sku: "tea-oolong", quantity: 2)
        let asked = try await world.agent.askMandate(task: "buy tea", constraints: nil, order: order)
        try await world.approve(asked.link)
        let mandate = try await world.agent.granted(asked: asked)
        let token = try await world.agent.paymentToken(mandate: mandate, l3: nil, order: order)
        let paid = try await world.agent.pay(order: order, paymentToken: token)
        XCTAssertEqual(paid, .paid)
        try await world.end()
    }

    func testFaultsOfTheNetworkArriveAndGoAway() async throws {
        let world = try await World.bound()
        let faults: [Fault] = [
            .drop, .loseAnswer, .status(status: 503), .garbage, .oversize, .refuse(code: "SYSTEM_ERROR"),
        ]
        for fault in faults {
            try await world.sandbox.addFault(
                order: FaultOrder(path: "/agent/createMandateSession", fault: fault, times: 1))
        }
        try await world.sandbox.clearFaults()
        let asked = try await world.ask(budget: "100")
        try await world.sandbox.addFault(
            order: FaultOrder(path: "/network/notifyAuthorization", fault: .refuse(code: "NO_SUCH_MANDATE"), times: nil)
        )
        let arrived = await thrown { try await world.approve(asked.link) } as? WalletError
        XCTAssertTrue(arrived?.code.hasPrefix("network.") ?? false, "\(String(describing: arrived))")
        try await world.sandbox.clearFaults()
        try await world.end()
    }

    func testTheBareContractOfTheReferencePaysToo() async throws {
        let world = try await World.begin()
        try await world.sandbox.setExtensions(extensions: ContractExtensions(x1: true, x2: false, x3: true, x4: false))
        try await world.approve(try await world.agent.askBinding())
        let mandate = try await world.authorize(budget: "10000")
        let bought = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        XCTAssertEqual(bought, .paid)
        try await world.end()
    }

    func testAMerchantThatCheatsIsRefusedEachWay() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "100000")
        let cheats: [OrderChange] = [
            .swapGoods, .swapMerchant, .changeTotal(minor: 1), .changeAmount(minor: 100), .mistakeUnit,
        ]
        for cheat in cheats {
            try await world.sandbox.changeNextOrder(change: cheat)
            let bought = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
            guard case .refused = bought else { return XCTFail("\(cheat) was paid") }
        }
        let refused = try world.wallet.payments().refusals()
        XCTAssertGreaterThanOrEqual(refused.count, cheats.count)
        try await world.end()
    }

    func testASandboxThatWasStoppedSaysSoAndAPortIsTakenOnce() async throws {
        let sandbox = try await Sandbox.start(port: 0)
        let port = try XCTUnwrap(UInt16(try sandbox.url().split(separator: ":").last ?? ""))
        let busy = await thrown { try await Sandbox.start(port: port) } as? SandboxError
        XCTAssertEqual(busy, .PortBusy(port: port))
        try await sandbox.stop()
        let stopped = await thrown { try sandbox.url() } as? SandboxError
        XCTAssertEqual(stopped, .Stopped)
    }

    func testASandboxAtAnAddressIsUsedAsOneOfThisProcessButForItsRates() async throws {
        let world = try await World.bound()
        let sandbox = try await Sandbox.connect(url: try world.sandbox.url())
        XCTAssertEqual(try sandbox.rootKey(), try world.sandbox.rootKey())
        let agent = try sandbox.agent(agentId: "agent-elsewhere")
        let articles = try await agent.catalogue()
        let tea = try XCTUnwrap(articles.first { $0.sku == "tea-pu-erh" })
        XCTAssertEqual(tea.price, try Amount("268", "HKD"))
        try await sandbox.addFault(order: FaultOrder(path: "/merchant/createOrder", fault: .drop, times: 1))
        try await sandbox.clearFaults()
        let order = try await agent.order(sku: tea.sku, quantity: 1)
        XCTAssertEqual(order.merchant.merchantName, tea.merchantName)
        let elsewhere = await thrown { try sandbox.rateIssuer() } as? SandboxError
        XCTAssertEqual(elsewhere, .Elsewhere)
        try await sandbox.stop()
        try await world.end()
    }

    func testASandboxThatKeepsItsRootKeyIsTrustedAfterARestart() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let first = try await Sandbox.startIn(port: 0, folder: folder.path)
        let key = try first.rootKey()
        try await first.stop()
        let second = try await Sandbox.startIn(port: 0, folder: folder.path)
        XCTAssertEqual(try second.rootKey(), key)
        try await second.stop()
        try FileManager.default.removeItem(at: folder)
    }

    func testAMandateRunsOutWithTheClock() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "10000")
        try world.sandbox.shiftClock(millis: 400 * 86_400_000)
        let bought = await Result { try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1) }
        if case .success(.paid) = bought { XCTFail("an expired mandate paid") }
        let done = try await world.wallet.keepHouse()
        XCTAssertEqual(done.mandatesExpired, 1)
        try await world.end()
    }

    func testWhatTheAppsServerRelaysIsAnsweredAsTheNetworkExpects() async throws {
        let world = try await World.bound()
        let unknown = try await world.wallet.inbox().deliver(path: "/mpp/none", body: "{}")
        XCTAssertEqual(unknown.status, 404)
        let garbage = try await world.wallet.inbox().deliver(path: "/mpp/pay", body: "no JSON")
        XCTAssertGreaterThanOrEqual(garbage.status, 200)
        let wrong = await thrown { try await world.wallet.inbox().deliver(path: "no path", body: "{}") } as? MppError
        guard case .NoPath = wrong else { return XCTFail("\(String(describing: wrong))") }
        try await world.end()
    }
}

extension Result where Failure == any Error {
    /// What asynchronous work came to.
    fileprivate init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
