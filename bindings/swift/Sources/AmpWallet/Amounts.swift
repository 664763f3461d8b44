import AmpWalletCoreBindings
import Foundation

extension Amount {
    /// The amount as a decimal number of major units, exact: what the platform's currency formatter takes.
    public var value: Decimal {
        Decimal(sign: micros < 0 ? .minus : .plus, exponent: -6, significand: Decimal(micros.magnitude))
    }

    /// An amount of major units: `try Amount(12.5, "HKD")`.
    ///
    /// - Throws: `MoneyError` for a negative number, more than six fraction digits, or a currency that nothing is paid in.
    public init(_ major: Decimal, _ currency: String) throws {
        self = try amountOf(major: major, currency: currency)
    }

    /// Reads a plain decimal number of major units, `12.50`: ASCII digits and at most one point.
    ///
    /// - Throws: `MoneyError` for anything else.
    public init(_ text: String, _ currency: String) throws {
        self = try readAmount(text: text, currency: currency)
    }
}
