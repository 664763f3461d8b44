import AmpWallet
import Foundation
import XCTest

/// 10,000 calls from 64 tasks, many of them cancelled: no payment is lost or doubled, nobody waits for ever, and
/// every object is given back.
final class ManyCallsTests: XCTestCase {
    private static let tasks = 64
    private static let calls = 10_000

    func testTenThousandCallsFromSixtyFourTasksWithCancellationLoseAndDoubleNothing() async throws {
        let before = try liveObjects()
        try await run()
        try await eventually("every object is given back") { try liveObjects().isWithin(before) }
    }

    private func run() async throws {
        let world = try await World.begin()
        try await world.sandbox.setExtensions(extensions: ContractExtensions(x1: true, x2: false, x3: true, x4: true))
        try await world.approve(try await world.agent.askBinding())
        let mandate = try await world.authorize(budget: "100000")
        let told = Heard<String>()
        let listening = Task {
            try await world.wallet.events().handleEach { event in
                if case let .paymentCaptured(paymentId, _, _, _, _) = event.what { told.put(paymentId) }
            }
        }

        let tallies = try await within(seconds: 300) {
            try await withThrowingTaskGroup(of: Tally.self) { group in
                for number in 0..<Self.tasks {
                    group.addTask { try await Caller(world, mandate, number).make(calls: Self.share(number)) }
                }
                return try await group.reduce(into: [Tally]()) { $0.append($1) }
            }
        }
        XCTAssertEqual(tallies.reduce(0) { $0 + $1.calls }, Self.calls)
        XCTAssertGreaterThan(tallies.reduce(0) { $0 + $1.cancelled }, Self.calls / 10)
        XCTAssertEqual(tallies.flatMap(\.surprises), [])

        let wanted = tallies.flatMap(\.paid)
        let micros = wanted.reduce(0) { $0 + $1.order.totalAmount.micros }
        XCTAssertGreaterThan(wanted.count, 500)
        let view = try await world.newest()
        XCTAssertEqual(view.spent.micros, micros)
        XCTAssertEqual(view.held.micros, 0)
        let lines = try await bill(of: view.mandate.mandateId, world)
        XCTAssertEqual(lines.count, wanted.count)
        XCTAssertEqual(Set(lines.map(\.paymentId)).count, wanted.count)
        XCTAssertTrue(lines.allSatisfy { $0.state == .captured })
        XCTAssertEqual(Set(lines.compactMap(\.orderId)), Set(wanted.compactMap(\.order.referenceCheckoutId)))

        try await eventually("every debit is told") { told.all.count >= wanted.count }
        XCTAssertEqual(told.all.sorted(), lines.map(\.paymentId).sorted())
        listening.cancel()
        try await within { try await listening.value }
        try await world.end()
    }

    private static func share(_ number: Int) -> Int { calls / tasks + (number < calls % tasks ? 1 : 0) }

    private func bill(of mandateId: String, _ world: World) async throws -> [BillLine] {
        var (lines, after): ([BillLine], String?) = ([], nil)
        repeat {
            let page = try await world.wallet.tasks().bill(mandateId: mandateId, after: after, limit: 200)
            lines += page.lines
            after = page.next
        } while after != nil
        return lines
    }
}

/// What one task did.
private struct Tally: Sendable {
    var calls = 0
    var cancelled = 0
    var paid: [Token] = []
    var surprises: [String] = []
}

/// One task that calls whatever the dice say.
private struct Caller: Sendable {
    private let world: World
    private let mandate: AgentMandate
    private var dice: Dice
    private var tally = Tally()

    init(_ world: World, _ mandate: AgentMandate, _ number: Int) {
        (self.world, self.mandate, dice) = (world, mandate, Dice(seed: UInt64(number)))
    }

    func make(calls: Int) async throws -> Tally {
        var caller = self
        while caller.tally.calls < calls {
            let left = calls - caller.tally.calls
            if left >= 4, caller.dice.once(in: 8) { try await caller.pay() } else { await caller.read() }
        }
        return caller.tally
    }

    /// A token is announced and paid, each asked twice at the same time, each of these cancelled or not.
    private mutating func pay() async throws {
        let amount = Amount(micros: Int64(dice.next() % 1_000 + 1) * 10_000, currency: "HKD")
        let token = try await Token.make(world, mandate, for: amount)
        let wallet = world.wallet
        let held = await twice { try await wallet.payments().preVerify(announcement: token.announcement).paymentId }
        let (first, second) = (try? held.0.get(), try? held.1.get())
        if first == nil || first != second { tally.surprises.append("held: \(held)") }
        let paid = await twice { try await wallet.payments().pay(request: token.request).paymentId }
        let done = [paid.0, paid.1].compactMap { try? $0.get() }
        for case let .failure(error) in [paid.0, paid.1] where (error as? WalletError)?.code != "guard.token_used" {
            tally.surprises.append("paid: \(error)")
        }
        // At least one of the two heard of the debit; both did where the second was answered with the first.
        if done.isEmpty || done.contains(where: { $0 != first }) { tally.surprises.append("debited: \(paid)") }
        tally.paid.append(token)
    }

    private mutating func read() async {
        let wallet = world.wallet
        let kind = dice.next() % 8
        let answer = await call {
            switch kind {
            case 0: _ = try await wallet.mandates().list()
            case 1: _ = try await wallet.payments().list()
            case 2: _ = try await wallet.limits().usage()
            case 3: _ = try await wallet.events().waiting(after: 0)
            case 4: _ = try await wallet.tasks().list()
            case 5: _ = try await wallet.agents().list()
            case 6: _ = try wallet.payments().refusals()
            default: _ = try await wallet.limits().frozen()
            }
        }
        if case let .failure(error) = answer { tally.surprises.append("read \(kind): \(error)") }
    }

    private mutating func twice<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async -> (Result<Value, any Error>, Result<Value, any Error>) {
        let (one, other) = (begin(work), begin(work))
        return (await one.result, await other.result)
    }

    private mutating func call<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async -> Result<Value, any Error> {
        await begin(work).result
    }

    /// Begins a call, and cancels every third: at once, or a moment later.
    private mutating func begin<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) -> Task<Value, any Error> {
        let begun = Task(operation: work)
        tally.calls += 1
        if dice.once(in: 3) {
            tally.cancelled += 1
            if dice.once(in: 2) { begun.cancel() } else { Task { begun.cancel() } }
        }
        return begun
    }
}
