import AmpWallet
import Foundation
import XCTest

/// What happened: told at least once, in order, until it is acknowledged.
final class EventTests: XCTestCase {
    func testAnEventIsToldUntilItIsAcknowledged() async throws {
        let world = try await World.bound()
        let first = try await unwrapped(try await world.wallet.events().next())
        let again = try await world.wallet.events().next()
        XCTAssertEqual(again, first)
        XCTAssertEqual(first.what.code, "authorization.received")
        try await world.wallet.events().acknowledge(eventId: first.eventId)
        let second = try await world.wallet.events().after(after: 0)
        XCTAssertGreaterThan(second.eventId, first.eventId)
        let rest = try await world.wallet.events().waiting(after: second.eventId)
        XCTAssertEqual(rest.map(\.eventId), rest.map(\.eventId).sorted())
        let future = await thrown { try await world.wallet.events().acknowledge(eventId: 9_999) } as? WalletError
        XCTAssertEqual(future?.code, "wallet.not_found")
        try await world.end()
    }

    func testWhatWasAcknowledgedIsHistory() async throws {
        let world = try await World.bound()
        let told = try await world.wallet.events().waiting(after: 0)
        try await world.wallet.events().acknowledge(eventId: told[told.count - 1].eventId)
        let next = try await world.wallet.events().next()
        XCTAssertNil(next)
        let latest = try await world.wallet.events().history(before: nil, limit: 2)
        XCTAssertEqual(latest, Array(told.reversed().prefix(2)))
        let earlier = try await world.wallet.events().history(before: latest[1].eventId, limit: 200)
        XCTAssertEqual(earlier, Array(told.reversed().dropFirst(2)))
        let usual = try world.sandbox.walletConfig(dataDir: world.folder.path, pspUserId: "user-1").retention
        XCTAssertEqual(usual, RetentionPolicy())
        XCTAssertEqual([usual.events, usual.eventDays], [20_000, 400])
        XCTAssertNil(usual.endedDays, "payments are kept for good")
        try await world.end()
    }

    func testAStreamTellsWhatHappensWhileItIsRead() async throws {
        let world = try await World.bound()
        let last = try await world.wallet.events().waiting(after: 0).last?.eventId ?? 0
        let reading = Task {
            for try await event in try world.wallet.events().stream(from: last) { return event.what.code }
            return ""
        }
        _ = try await world.ask(budget: "100")
        let code = try await within { try await reading.value }
        XCTAssertEqual(code, "authorization.received")
        try await world.end()
    }

    func testAStreamEndsAtOnceWhenItsTaskIsCancelled() async throws {
        let world = try await World.bound()
        let last = try await world.wallet.events().waiting(after: 0).last?.eventId ?? 0
        for _ in 0..<32 {
            let began = Heard<Bool>()
            let reading = Task {
                let stream = try world.wallet.events().stream(from: last)
                began.put(true)
                for try await _ in stream { XCTFail("an event came") }
                return Task.isCancelled
            }
            try await eventually("the stream is read") { !began.all.isEmpty }
            reading.cancel()
            let cancelled = try await within { try await reading.value }
            XCTAssertTrue(cancelled)
        }
        try await world.end()
    }

    func testAnEventWhoseHandlingFailsComesAgain() async throws {
        struct Crash: Error {}
        let world = try await World.bound()
        let told = try await world.wallet.events().waiting(after: 0)
        XCTAssertGreaterThan(told.count, 1)
        let handled = Heard<Int64>()
        let failed = await thrown {
            try await world.wallet.events().handleEach { event in
                if handled.all.count == 1 { throw Crash() }
                handled.put(event.eventId)
            }
        }
        XCTAssertTrue(failed is Crash)
        let next = try await world.wallet.events().next()
        XCTAssertEqual(next, told[1])
        let rest = Task { try await world.wallet.events().handleEach { handled.put($0.eventId) } }
        try await eventually("all are handled") { handled.all == told.map(\.eventId) }
        rest.cancel()
        try await within { try await rest.value }
        try await world.end()
    }

    func testAStreamWaitsForASuspendedWallet() async throws {
        let world = try await World.bound()
        let last = try await world.wallet.events().waiting(after: 0).last?.eventId ?? 0
        let reading = Task {
            for try await event in try world.wallet.events().stream(from: last) { return event.what.code }
            return ""
        }
        try await world.wallet.suspend()
        try await world.wallet.resume()
        _ = try await world.ask(budget: "100")
        let code = try await within { try await reading.value }
        XCTAssertEqual(code, "authorization.received")
        try await world.end()
    }

    func testAReportTellsWhatWasSpent() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "10000")
        _ = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
        let hour: TimeInterval = 3_600
        let report = try await world.wallet.reports().spending(
            from: Date(timeIntervalSinceNow: -hour), to: Date(timeIntervalSinceNow: hour))
        XCTAssertEqual(report.spent, [try Amount("180", "HKD")])
        XCTAssertEqual(report.byMerchant.map(\.key), ["Harbour Airways"])
        try await world.end()
    }
}
