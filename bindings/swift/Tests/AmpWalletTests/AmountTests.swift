import AmpWallet
import Foundation
import XCTest

/// Amounts from what a person or a program wrote, exact in both directions.
final class AmountTests: XCTestCase {
    func testAnAmountIsExactInBothDirections() throws {
        for text in ["0", "0.01", "12.50", "9999999.999999", "0.000001"] {
            let amount = try Amount(text, "HKD")
            let value = try XCTUnwrap(Decimal(string: text))
            XCTAssertEqual(amount.value, value)
            XCTAssertEqual(try Amount(value, "HKD"), amount)
            XCTAssertEqual(try amountOf(major: value, currency: "HKD"), try readAmount(text: text, currency: "HKD"))
        }
    }

    func testRandomAmountsComeBackAsTheyWere() throws {
        var dice = Dice(seed: 7)
        for _ in 0..<2_000 {
            let micros = Int64(bitPattern: dice.next() >> 2)
            let amount = Amount(micros: micros, currency: "USD")
            XCTAssertEqual(try Amount(amount.value, "USD"), amount)
        }
    }

    func testWhatIsNoAmountIsRefusedWithItsCode() async throws {
        let refused: [(String, String, MoneyError)] = [
            ("1e3", "HKD", .Malformed(text: "1e3")), ("", "HKD", .Malformed(text: "")),
            ("1", "XXQ", .UnknownCurrency(currency: "XXQ")),
            ("99999999999999999999", "HKD", .Overflow), ("0.0000001", "HKD", .Fraction(currency: "HKD")),
        ]
        for (text, currency, error) in refused {
            let arrived = await thrown { try Amount(text, currency) } as? MoneyError
            XCTAssertEqual(arrived, error)
            XCTAssertEqual(arrived?.errorDescription, error.code)
        }
        let negative = await thrown { try Amount(Decimal(-1), "HKD") } as? MoneyError
        XCTAssertEqual(negative, .Negative)
    }

    func testACurrencyOrAKeyThatCannotBeArrivesAsTheErrorOfItsCall() async throws {
        let world = try await World.begin()
        let refund = RefundRequest(refundId: "r-1", paymentId: "x", amount: Amount(micros: 1, currency: "XXQ"))
        let money = await thrown { try await world.wallet.payments().refund(request: refund) } as? WalletError
        XCTAssertEqual(money, .Money(.UnknownCurrency(currency: "XXQ")))
        let key = await thrown { try ChainVerifier(root: "{}", iss: "x", aud: "x") } as? WalletError
        guard case .Invalid = key else { return XCTFail("\(String(describing: key))") }
        try await world.end()
    }

    func testACurrencyThatCannotBeInASandboxesCallArrivesAsItsErrorAndNamesTheField() async throws {
        let world = try await World.bound()
        let budget = try Amount("100", "HKD")
        let unknown = Constraints(upTo: Amount(micros: 1, currency: "XXQ"), at: ["Harbour Airways"])
        let money =
            await thrown {
                try await world.agent.askMandate(task: "fly", constraints: unknown, order: nil)
            } as? SandboxError
        XCTAssertEqual(money, .Money(.UnknownCurrency(currency: "XXQ")))

        var mixed = Constraints(upTo: budget, at: ["Harbour Airways"])
        mixed.perTransactionMin = try Amount("1", "USD")
        let bounds =
            await thrown {
                try await world.agent.askMandate(task: "fly", constraints: mixed, order: nil)
            } as? SandboxError
        let named = AgentError.CurrencyDiffers(
            field: "constraints.perTransactionMin", expected: "HKD", presented: "USD")
        XCTAssertEqual(bounds, .Agent(named))
        XCTAssertEqual(bounds?.code, "agent.currency_differs")

        let mandate = try await world.authorize(budget: "10000")
        var order = try await world.agent.order(sku: "flight-seat", quantity: 1)
        order.goods[0].goodsUnitAmount = try Amount("1", "USD")
        let line = SandboxError.Agent(
            .CurrencyDiffers(field: "checkout.goods[0].goodsUnitAmount", expected: "HKD", presented: "USD"))
        let (sent, changed) = (mandate, order)
        let signed = await thrown { try await world.agent.sign(mandate: sent, order: changed) } as? SandboxError
        let token =
            await thrown {
                try await world.agent.paymentToken(mandate: sent, l3: nil, order: changed)
            } as? SandboxError
        XCTAssertEqual([signed, token], [line, line])
        try await world.end()
    }

    func testTheLibrarySaysWhichItIs() throws {
        XCTAssertEqual(try AmpWallet.version(), try libraryVersion())
        XCTAssertTrue(try libraryVersion().contains("."))
    }

    func testWhatIsNoKeyIsRefused() async throws {
        let arrived = await thrown { try readKey(jwk: "{}") } as? WalletError
        guard case .Invalid = arrived else { return XCTFail("\(String(describing: arrived))") }
    }
}
