import AmpWallet
import Foundation
import XCTest

/// Log records: what was called and how it ended, told to a sink that may do as it likes.
final class LogTests: XCTestCase {
    func testEveryCallIsToldWithTheCodeItEndedWith() async throws {
        let sink = Sink()
        let world = try await World.begin(loggingTo: sink)
        _ = try await world.wallet.mandates().list()
        _ = await thrown { try await world.wallet.mandates().get(mandateId: "none") }
        try await eventually("both records") { sink.told.contains { $0.operation == "mandates.get" } }
        let list = try XCTUnwrap(sink.told.first { $0.operation == "mandates.list" })
        XCTAssertEqual([list.level, list.code == nil ? .debug : .warn], [LogLevel.debug, .debug])
        let get = try XCTUnwrap(sink.told.first { $0.operation == "mandates.get" })
        XCTAssertEqual(get.level, .warn)
        XCTAssertEqual(get.code, "wallet.not_found")
        XCTAssertEqual(sink.told.first?.operation, "wallet.open")
        try await world.end()
    }

    func testASinkThatThrowsLosesThatRecordAndGetsTheNext() async throws {
        let sink = Sink { record in
            if record.operation == "tasks.list" { throw LogError.NotWritten }
        }
        let world = try await World.begin(loggingTo: sink)
        _ = try await world.wallet.tasks().list()
        _ = try await world.wallet.payments().list()
        try await eventually("the next record") { sink.told.contains { $0.operation == "payments.list" } }
        try await world.end()
    }

    func testASinkThatBlocksHoldsNobodyUpAndLearnsHowManyRecordsItMissed() async throws {
        let door = Door()
        let sink = Sink { _ in try door.pass() }
        let world = try await World.begin(loggingTo: sink)
        try await eventually("the sink is asked") { door.isWaitedFor }
        let calls = 600
        try await within { for _ in 0..<calls { _ = try await world.wallet.agents().list() } }
        door.open()
        try await eventually("a record that tells what was dropped") {
            _ = try await world.wallet.agents().list()
            return sink.told.contains { $0.dropped > 0 }
        }
        let dropped = sink.told.reduce(0) { $0 + $1.dropped }
        XCTAssertLessThan(dropped, UInt64(calls))
        try await world.end()
    }

    func testASinkMayCallTheWalletBack() async throws {
        let wallet = Heard<Wallet>()
        let answered = Heard<Int>()
        let sink = Sink { record in
            guard record.operation == "tasks.list", let back = wallet.all.first else { return }
            answered.put(try waiting { try await back.payments().list().count })
        }
        let world = try await World.begin(loggingTo: sink)
        wallet.put(world.wallet)
        _ = try await world.wallet.tasks().list()
        try await eventually("the sink's own call") { answered.all == [0] }
        try await world.end()
    }

    func testNoRecordHoldsAnAmountATokenOrAText() async throws {
        let sink = Sink()
        let world = try await World.bound(loggingTo: sink)
        let mandate = try await world.authorize(budget: "1234.56")
        _ = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        _ = try await world.agent.buy(mandate: mandate, sku: "flight-hkg-kul", quantity: 1)
        let secrets = try await world.wallet.payments().list().map(\.paymentToken) + [mandate.l2, "1234", "Harbour"]
        try await eventually("the payments are told") { sink.told.count > 5 }
        let text = sink.told.map { "\($0.operation) \($0.code ?? "")" }.joined(separator: "\n")
        for secret in secrets { XCTAssertFalse(text.contains(secret)) }
        try await world.end()
    }
}

/// A sink in memory that does what a test says before it keeps a record.
final class Sink: LogSink, @unchecked Sendable {
    private let heard = Heard<LogRecord>()
    private let act: @Sendable (LogRecord) throws -> Void

    init(_ act: @escaping @Sendable (LogRecord) throws -> Void = { _ in }) { self.act = act }

    var told: [LogRecord] { heard.all }

    func log(record: LogRecord) throws {
        try act(record)
        heard.put(record)
    }
}
