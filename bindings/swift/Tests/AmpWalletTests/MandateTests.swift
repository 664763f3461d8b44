import AmpWallet
import Foundation
import XCTest

/// What agents ask for, and what the user makes of it.
final class MandateTests: XCTestCase {
    func testWhatIsAskedForIsShownAndDeclined() async throws {
        let world = try await World.bound()
        let asked = try await world.ask(budget: "10000")
        let id = asked.link.authSessionId
        let waiting = try await world.wallet.mandates().waiting()
        XCTAssertEqual(waiting.map(\.authSessionId), [id])
        let shown = try await world.wallet.mandates().surface(authSessionId: id)
        XCTAssertEqual(shown.kind, .autonomous)
        let budget = shown.fields.first { if case .money = $0.value { true } else { false } }
        guard case let .money(amount, _) = budget?.value else { return XCTFail("no budget is shown") }
        XCTAssertEqual(amount, try Amount("10000", "HKD"))
        try await world.wallet.mandates().decline(authSessionId: id)
        let session = try await world.wallet.mandates().session(authSessionId: id)
        XCTAssertEqual(session.status, .failed)
        XCTAssertEqual(session.failureCode, "wallet.declined")
        let again = await thrown { try await world.wallet.mandates().decline(authSessionId: id) }
        guard case .NotPending = again as? WalletError else { return XCTFail("declined twice") }
        try await world.end()
    }

    func testAnApprovalOfSomethingElseApprovesNothing() async throws {
        let world = try await World.bound()
        let asked = try await world.ask(budget: "10000")
        let id = asked.link.authSessionId
        var shown = try await world.wallet.mandates().surface(authSessionId: id)
        let late = shown.approval(of: id, result: "FACE", at: Date(timeIntervalSinceNow: -3_600), reason: "Confirm")
        let old = await thrown { try await world.wallet.mandates().approve(approval: late) } as? WalletError
        XCTAssertEqual(old?.code, "idv.too_old")
        let no = shown.approval(of: id, result: "false", reason: "Confirm")
        let unverified = await thrown { try await world.wallet.mandates().approve(approval: no) } as? WalletError
        XCTAssertEqual(unverified, .NotVerified(result: "false"))
        shown.digest = "other"
        let other = shown.approval(of: id, result: "FACE", reason: "Confirm")
        let differs = await thrown { try await world.wallet.mandates().approve(approval: other) } as? WalletError
        XCTAssertEqual(differs, .Surface(.DigestMismatch))
        try await world.end()
    }

    func testAMandateIsReadRaisedWithApprovalLoweredWithoutAndRevoked() async throws {
        let world = try await World.bound()
        _ = try await world.authorize(budget: "1000")
        let id = try await world.newest().mandate.mandateId
        let (more, less) = (try Amount("2000", "HKD"), try Amount("500", "HKD"))
        let raise = AdjustmentRequest(adjustmentId: "a-1", mandateId: id, budget: more, approval: nil)
        let bare = await thrown { try await world.wallet.mandates().adjust(request: raise) } as? WalletError
        XCTAssertEqual(bare, .ApprovalNeeded)
        let shown = try await world.wallet.mandates().adjustmentSurface(
            adjustmentId: "a-1", mandateId: id, budget: more)
        XCTAssertEqual(shown.kind, .adjustment)
        let yes = shown.approval(of: "", result: "FACE", reason: "Raise")
        var approved = raise
        approved.approval = AdjustmentApproval(evidence: yes.evidence, reason: yes.reason)
        let raised = try await world.wallet.mandates().adjust(request: approved)
        XCTAssertEqual(raised.after, more)
        let lower = AdjustmentRequest(adjustmentId: "a-2", mandateId: id, budget: less, approval: nil)
        let lowered = try await world.wallet.mandates().adjust(request: lower)
        XCTAssertEqual([lowered.before, lowered.after], [more, less])
        let adjusted = try await world.wallet.mandates().adjustments(mandateId: id)
        XCTAssertEqual(adjusted, [raised, lowered])
        let view = try await world.wallet.mandates().get(mandateId: id)
        XCTAssertEqual(view.available, less)
        let revoked = try await world.wallet.mandates().revoke(mandateId: id)
        XCTAssertEqual(revoked.state, .revoked)
        let late = await thrown { try await world.wallet.mandates().adjust(request: approvedAs("a-3", approved)) }
        guard case .Mandate = late as? WalletError else { return XCTFail("a revoked mandate was adjusted") }
        try await world.end()
    }

    func testARequestIsTakenOnceAndAnotherContentIsAConflict() async throws {
        let world = try await World.bound()
        let request = AuthorizationRequest(
            authSessionId: "session-1", agentId: "agent-2", customerId: "",
            subject: .enrollment(agentKey: try world.sandbox.rootKey()))
        let first = try await world.wallet.mandates().receive(request: request)
        XCTAssertNil(first.refusal)
        let again = try await world.wallet.mandates().receive(request: request)
        XCTAssertEqual(again.session, first.session)
        var other = request
        other.agentId = "agent-3"
        let arrived = await thrown { try await world.wallet.mandates().receive(request: other) } as? WalletError
        XCTAssertEqual(arrived, .Conflict(kind: "session", id: "session-1"))
        try await world.end()
    }

    func testAMandateWithoutBoundsIsRefusedInS1() async throws {
        let world = try await World.bound()
        let request = MandateRequest(
            raw: "buy anything", desc: "", expiresAt: nil, constraints: nil, checkout: nil, l1: nil, agentKey: nil)
        let received = try await world.wallet.mandates().receive(
            request: AuthorizationRequest(
                authSessionId: "session-2", agentId: "agent-travel-1", customerId: "", subject: .mandate(request)))
        XCTAssertEqual(received.refusal?.stage, .s1)
        XCTAssertEqual(received.session.status, .failed)
        try await world.end()
    }

    func testAgentsAndTasksAreListed() async throws {
        let world = try await World.begin()
        let link = try await world.agent.askBinding()
        try await world.approve(link)
        let agents = try await world.wallet.agents().list()
        XCTAssertEqual(agents.map(\.agentId), ["agent-travel-1"])
        let bound = try await world.wallet.agents().ofSession(authSessionId: link.authSessionId)
        XCTAssertEqual(bound, agents.first)
        let mandate = try await world.authorize(budget: "10000")
        _ = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        let task = try await unwrapped(try await world.wallet.tasks().list().first)
        XCTAssertEqual(task.status, .agentProcessing)
        XCTAssertEqual(task.spent, try Amount("180", "HKD"))
        let one = try await world.wallet.tasks().get(mandateId: task.mandateId)
        XCTAssertEqual(one, task)
        let bill = try await world.wallet.tasks().bill(mandateId: task.mandateId, after: nil, limit: 200)
        XCTAssertEqual(bill.lines.map(\.merchantName), ["Harbour Airways"])
        XCTAssertNil(bill.next)
        let cancelled = try await world.wallet.tasks().cancel(mandateId: task.mandateId)
        XCTAssertEqual(cancelled.state, .revoked)
        try await world.end()
    }
}

private func approvedAs(_ id: String, _ request: AdjustmentRequest) -> AdjustmentRequest {
    var other = request
    other.adjustmentId = id
    return other
}

/// What comes asynchronously, if it is there: `XCTUnwrap`, which takes nothing asynchronous.
func unwrapped<Value>(_ value: Value?, file: StaticString = #filePath, line: UInt = #line) async throws -> Value {
    try XCTUnwrap(value, file: file, line: line)
}
