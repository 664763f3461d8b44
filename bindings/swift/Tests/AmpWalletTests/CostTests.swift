import AmpWallet
import Foundation
import XCTest

/// What a call costs from Swift, beside the same work in Rust in the same process. Runs with AMP_COST=1; prints a line of
/// JSON for each, medians in nanoseconds. The two take turns, so that whatever else the machine does falls on both.
/// Asserted is, on a library built for release alone: 1.5 times an empty call and the Rust time together.
final class CostTests: XCTestCase {
    private static let mandates = 1_000

    override func setUp() async throws {
        try XCTSkipUnless(ProcessInfo.processInfo.environment["AMP_COST"] == "1", "AMP_COST=1 measures")
    }

    func testAnEmptyCall() async throws {
        let calls = 10_000
        let empty = try await median(rounds: 10) {
            try nanos { for _ in 0..<calls { try emptyCall() } } / Double(calls)
        }
        try report("empty", ["swift": empty, "swift_async": try await emptyCallSoonNanos()])
    }

    func testADecisionCostsAnEmptyCallAndTheRustTime() async throws {
        let world = try await World.bound()
        try await world.sandbox.setExtensions(extensions: ContractExtensions(x1: true, x2: false, x3: true, x4: true))
        let mandate = try await world.authorize(budget: "100000")
        let payments = try world.wallet.payments()
        // Each decision is another one: a token and an L3 of its own.
        var announced: [TokenAnnouncement] = []
        for _ in 0..<600 {
            announced.append(try await Token.make(world, mandate, for: try Amount("0.01", "HKD")).announcement)
        }
        var next = announced.makeIterator()
        try await measure("s2", rounds: 300) {
            _ = try await payments.preVerify(announcement: try XCTUnwrap(next.next()))
        } inRust: {
            try await measurePreVerify(wallet: world.wallet, announcements: [try XCTUnwrap(next.next())])
        }
        try await world.end()
    }

    func testAListCostsAnEmptyCallAndTheRustTime() async throws {
        let world = try await World.bound()
        for _ in 0..<Self.mandates { _ = try await world.authorize(budget: "10") }
        let mandates = try world.wallet.mandates()
        let length = UInt32(Self.mandates)
        let listed = try await mandates.page(after: nil, limit: length).mandates.count
        XCTAssertEqual(listed, Self.mandates)
        try await measure("list_1000", rounds: 100) {
            _ = try await mandates.page(after: nil, limit: length)
        } inRust: {
            try await measureList(wallet: world.wallet, rounds: 1)
        }
        try await world.end()
    }

    /// Measures the same work from here and in Rust, in turns.
    private func measure(
        _ what: String, rounds: Int, fromHere: () async throws -> Void, inRust: () async throws -> UInt64
    ) async throws {
        let empty = try await emptyCallSoonNanos()
        var (here, rust): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            here.append(try await nanos(fromHere))
            rust.append(Double(try await inRust()))
        }
        let (cost, inRust) = (Self.median(here), Self.median(rust))
        let allowed = 1.5 * (empty + inRust)
        try report(what, ["swift": cost, "rust": inRust, "swift_allowed": allowed])
        if try isOptimized() { XCTAssertLessThanOrEqual(cost, allowed, what) }
    }

    private func emptyCallSoonNanos() async throws -> Double {
        let calls = 2_000
        return try await median(rounds: 10) {
            try await nanos { for _ in 0..<calls { try await emptyCallSoon() } } / Double(calls)
        }
    }

    private func report(_ what: String, _ figures: KeyValuePairs<String, Double>) throws {
        let members = figures.map { ",\"\($0.key)\":\(Int64($0.value))" }.joined()
        let optimized = try isOptimized()
        print("{\"language\":\"swift\",\"optimized\":\(optimized),\"unit\":\"ns\",\"call\":\"\(what)\"\(members)}")
    }

    private func median(rounds: Int, _ measured: () async throws -> Double) async throws -> Double {
        var all: [Double] = []
        for _ in 0..<rounds { all.append(try await measured()) }
        return Self.median(all)
    }

    private static func median(_ all: [Double]) -> Double { all.sorted()[all.count / 2] }

    private func nanos(_ work: () throws -> Void) rethrows -> Double {
        let began = DispatchTime.now().uptimeNanoseconds
        try work()
        return Double(DispatchTime.now().uptimeNanoseconds - began)
    }

    private func nanos(_ work: () async throws -> Void) async rethrows -> Double {
        let began = DispatchTime.now().uptimeNanoseconds
        try await work()
        return Double(DispatchTime.now().uptimeNanoseconds - began)
    }
}
