import AmpWallet
import Foundation
import XCTest

/// A fault in the core is an error in Swift and not the end of the app.
final class PanicTests: XCTestCase {
    func testAPanicIsThrownAndTheWalletStaysUsable() async throws {
        let world = try await World.bound()
        let mandate = try await world.authorize(budget: "10000")
        for _ in 0..<3 {
            let now = await thrown { try panicNow() }
            XCTAssertNotNil(now)
            XCTAssertNil(now as? WalletError, "a fault is no answer of the wallet")
            let soon = await thrown { try await panicSoon() }
            XCTAssertNotNil(soon)
            XCTAssertNil(soon as? WalletError)
            let inside = await thrown { try await panicInTransaction(wallet: world.wallet) } as? WalletError
            XCTAssertEqual(inside, .Store(.WorkPanicked))
            try emptyCall()
            let bought = try await world.agent.buy(mandate: mandate, sku: "flight-seat", quantity: 1)
            XCTAssertEqual(bought, .paid)
        }
        let told = try await world.wallet.events().waiting(after: 0).map(\.what)
        XCTAssertFalse(told.contains(.limitsChanged), "what a transaction did before it panicked is not kept")
        let checked = try await world.wallet.check()
        XCTAssertEqual(checked.books.findings, [])
        try await world.end()
    }

    func testPanicsInManyTasksAtOnceAreAllThrown() async throws {
        let caught = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    do {
                        if number.isMultiple(of: 2) { try panicNow() } else { try await panicSoon() }
                        return false
                    } catch {
                        return true
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        XCTAssertEqual(caught, 64)
    }
}
