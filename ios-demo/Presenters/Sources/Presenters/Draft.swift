import AmpWallet
import Foundation

/// A limit while a person writes it.
public struct Draft: Hashable, Sendable, Identifiable {
    public let id: String
    public var kind = LimitKind.spending
    public var window = Window.day
    public var dimension = Dimension.all
    /// Whom or what alone it bounds; none for every one.
    public var only: String?
    /// How much at most, in major units of ``currency``; none while nothing was typed.
    public var major: Decimal?
    public var currency: String
    /// How often at most; none for a limit in money.
    public var count: UInt32?
    /// The limit as it would be, with what counts for it already; none while it is not whole.
    public internal(set) var preview: LimitItem?

    /// What there is to choose from.
    public static let kinds = [LimitKind.spending, .delegation]
    public static let windows = [Window.day, .week, .month, .mandate]
    public static let dimensions = [Dimension.all, .agent, .merchant, .category, .device, .mandate]

    init(id: String, currency: String) { (self.id, self.currency) = (id, currency) }

    /// To change a limit; `currency` where it counts.
    init(_ limit: Limit, currency: String) {
        self.init(id: limit.limitId, currency: currency)
        (kind, window, dimension, only) = (limit.kind, limit.window, limit.scope.dimension, limit.scope.only)
        switch limit.max {
        case let .amount(amount): (major, self.currency) = (amount.value, amount.currency)
        case let .count(count): self.count = count
        }
    }

    /// The limit that this is, once it is whole.
    var limit: Limit? {
        let cap: Cap
        if let count {
            cap = .count(count)
        } else if let major, let amount = try? Amount(major, currency) {
            cap = .amount(amount)
        } else {
            return nil
        }
        return Limit(limitId: id, kind: kind, window: window, scope: Scope(dimension: dimension, only: only), max: cap)
    }
}
