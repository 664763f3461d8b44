import AmpWallet
import Foundation
import XCTest

/// The wallet's currency, and the rates at which payments in others count.
final class RateTests: XCTestCase {
    func testARateIsBelievedFromItsIssuerAndWhileItHolds() async throws {
        let world = try await World.bound()
        let none = try await world.wallet.rates().conversion()
        XCTAssertNil(none)
        let dollars = ExchangeRate(base: "USD", quote: "HKD", rate: "7.8")
        let signed = try world.sandbox.signRate(exchange: dollars, seconds: 3_600)
        let early = await thrown { try await world.wallet.rates().take(token: signed) } as? WalletError
        XCTAssertEqual(early, .Rate(.NoIssuer))

        let conversion = Conversion(currency: "HKD", issuer: try world.sandbox.rateIssuer())
        try await world.wallet.rates().setConversion(conversion: conversion)
        let set = try await world.wallet.rates().conversion()
        XCTAssertEqual(set, conversion)
        let taken = try await world.wallet.rates().take(token: signed)
        XCTAssertEqual(taken.exchange, dollars)
        let listed = try await world.wallet.rates().list()
        XCTAssertEqual(listed, [taken])

        let euros = ExchangeRate(base: "USD", quote: "EUR", rate: "0.9")
        let other = try world.sandbox.signRate(exchange: euros, seconds: 3_600)
        let wrong = await thrown { try await world.wallet.rates().take(token: other) } as? WalletError
        XCTAssertEqual(wrong?.code, "rate.wrong_pair")
        try world.sandbox.shiftClock(millis: 3_601_000)
        let old = await thrown { try await world.wallet.rates().take(token: signed) } as? WalletError
        XCTAssertEqual(old?.code, "rate.expired")
        try await world.end()
    }

    func testTheWalletsCurrencyIsSetOnce() async throws {
        let world = try await World.begin()
        let issuer = try world.sandbox.rateIssuer()
        try await world.wallet.rates().setConversion(conversion: Conversion(currency: "HKD", issuer: issuer))
        let arrived = await thrown {
            try await world.wallet.rates().setConversion(conversion: Conversion(currency: "USD", issuer: issuer))
        }
        guard case .Conflict = arrived as? WalletError else { return XCTFail("\(String(describing: arrived))") }
        let unverified = try await world.wallet.payments().unverified()
        XCTAssertEqual(unverified, [])
        try await world.end()
    }
}
