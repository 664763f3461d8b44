import AmpWallet
import Foundation
import XCTest

/// What a call costs from Swift, beside the same work in Rust in the same process. Runs with AMP_COST=1; prints one line of
/// JSON. Asserted is, on a library built for release alone: 1.5 times an empty call and the Rust time together.
final class CostTests: XCTestCase {
    private static let mandates = 1_000
    private static let rounds = 200

    func testACallFromSwiftCostsAnEmptyCallAndTheRustTime() async throws {
        try XCTSkipUnless(ProcessInfo.processInfo.environment["AMP_COST"] == "1", "AMP_COST=1 measures")
        let empty = try time(rounds: 100_000) { try emptyCall() }
        let world = try await World.bound()
        try await world.sandbox.setExtensions(extensions: ContractExtensions(x1: true, x2: false, x3: true, x4: true))
        let mandate = try await world.authorize(budget: "100000")
        let soon = try await time(rounds: 20_000) { try await emptyCallSoon() }

        let announced = try await announcements(world, mandate, Self.rounds * 4)
        var (decisionRust, decisionSwift): (Double, Double) = (.infinity, .infinity)
        for part in 0..<2 {
            let rust = Array(announced[(2 * part) * Self.rounds..<(2 * part + 1) * Self.rounds])
            let swift = Array(announced[(2 * part + 1) * Self.rounds..<(2 * part + 2) * Self.rounds])
            let nanos = try await measurePreVerify(wallet: world.wallet, announcements: rust)
            decisionRust = min(decisionRust, Double(nanos) / Double(Self.rounds))
            let payments = try world.wallet.payments()
            var next = swift.makeIterator()
            decisionSwift = min(
                decisionSwift,
                try await time(rounds: Self.rounds) {
                    if let one = next.next() { _ = try await payments.preVerify(announcement: one) }
                })
        }

        for _ in 1..<Self.mandates { _ = try await world.authorize(budget: "10") }
        let listRust = Double(try await measureList(wallet: world.wallet, rounds: 50)) / 50
        let mandates = try world.wallet.mandates()
        let listSwift = try await time(rounds: 50) { _ = try await mandates.page(after: nil, limit: 1_000) }
        let view = try await mandates.page(after: nil, limit: 1_000).mandates.count
        try await world.end()

        let figures: [(String, Double)] = [
            ("empty_ns", empty), ("empty_async_ns", soon), ("s2_swift_ns", decisionSwift),
            ("s2_rust_ns", decisionRust), ("list_swift_ns", listSwift), ("list_rust_ns", listRust),
            ("list_length", Double(view)),
        ]
        let members = figures.map { "\"\($0.0)\":\(Int64($0.1))" }.joined(separator: ",")
        print("{\"language\":\"swift\",\"optimized\":\(try isOptimized()),\(members)}")
        XCTAssertEqual(view, Self.mandates)
        guard try isOptimized() else { return }
        XCTAssertLessThanOrEqual(decisionSwift, 1.5 * (soon + decisionRust), "S2")
        XCTAssertLessThanOrEqual(listSwift, 1.5 * (soon + listRust), "list")
    }

    private func announcements(_ world: World, _ mandate: AgentMandate, _ count: Int) async throws
        -> [TokenAnnouncement]
    {
        var made: [TokenAnnouncement] = []
        for _ in 0..<count {
            made.append(try await Token.make(world, mandate, for: try Amount("0.01", "HKD")).announcement)
        }
        return made
    }

    /// Nanoseconds for one of `rounds`.
    private func time(rounds: Int, _ work: () throws -> Void) throws -> Double {
        let began = DispatchTime.now().uptimeNanoseconds
        for _ in 0..<rounds { try work() }
        return Double(DispatchTime.now().uptimeNanoseconds - began) / Double(rounds)
    }

    private func time(rounds: Int, _ work: () async throws -> Void) async throws -> Double {
        let began = DispatchTime.now().uptimeNanoseconds
        for _ in 0..<rounds { try await work() }
        return Double(DispatchTime.now().uptimeNanoseconds - began) / Double(rounds)
    }
}
