import AmpWallet

/// Why the wallet said no, in a person's words: one sentence, and what stands behind it.
public struct Why: Hashable, Sendable {
    public let reason: Line
    public let detail: Line?

    /// The sentence for a reason of the core.
    init(_ reason: Reason) {
        self.reason = Word.ofReason(reason.code).line
        if let difference = reason.difference {
            detail = Line(.ofOrderDifference(difference), difference.args)
        } else {
            detail = Word.ofReasonDetail(reason.code).map { Line($0, reason.args) }
        }
    }

    /// The sentence for a reason of which only the stable code is kept; it has no amounts.
    init(code: String) { (reason, detail) = (Word.ofReason(code).line, nil) }
}

extension Reason {
    /// What about the order is not what was approved or signed.
    fileprivate var difference: OrderDifference? {
        switch self {
        case let .orderDiffers(difference), let .l3OrderDiffers(difference): difference
        default: nil
        }
    }

    /// What the second sentence speaks of, in its order.
    var args: [Arg] {
        switch self {
        case let .accumulatedOverBudget(one, other), let .amountOverHold(one, other), let .budgetExceeded(one, other),
            let .transactionOverMax(one, other), let .transactionUnderMin(one, other), let .unitMismatch(one, other):
            [.money(one), .money(other)]
        case let .limitExceeded(_, requested, counted, max): [.money(requested), .money(counted), .money(max)]
        case let .agentBindingExpired(at), let .mandateExpired(at), let .tokenExpired(at), let .expiryPast(at):
            [.time(at)]
        case let .expiryTooFar(expiresAt, latest): [.time(expiresAt), .time(latest)]
        case let .agentMismatch(one, other), let .currencyMismatch(one, other), let .fieldsContradict(one, other):
            [.name(one), .name(other)]
        case let .limitCurrency(_, currency, expected): [.name(currency), .name(expected)]
        case let .rateUnusable(base, quote, _): [.name(base), .name(quote)]
        case let .fieldForbidden(field), let .fieldMalformed(field), let .fieldMissing(field),
            let .textHostile(field, _):
            [.name(field)]
        case let .textTooLong(field, max), let .listTooLong(field, max): [.name(field), .number(Int64(max))]
        case let .frequencyExceeded(counted, max), let .limitCountExceeded(_, counted, max):
            [.number(counted), .number(Int64(max))]
        case let .retriesExhausted(attempts, maxRetries): [.number(attempts), .number(Int64(maxRetries))]
        case let .mccNotListed(mcc): [.words(categoryLine(mcc))]
        case let .merchantBlocked(name), let .merchantNotListed(name): [.quote(name)]
        case let .merchantConfusable(name, listed): [.quote(name), .quote(listed)]
        case let .merchantIdNotListed(merchantId): [.name(merchantId)]
        case let .regionNotListed(region): [.name(region ?? "")]
        case .agentKeyUnknown, .agentNotActive, .agentUnknown, .amountNotPositive, .amountOutOfRange, .frozen,
            .l3Forbidden,
            .l3Missing, .l3OrderDiffers, .mandateNotActivated, .mandateUsed, .orderDiffers, .orderMissing,
            .tokenNotBound,
            .tokenReleased, .tokenUsed, .unverifiedUnbounded, .unverifiedUnjudged, .walletTokenMismatch:
            []
        }
    }
}

extension OrderDifference {
    /// What was bound and what was presented, or which line it is.
    fileprivate var args: [Arg] {
        switch self {
        case let .currency(bound, presented), let .merchantId(bound, presented): [.name(bound), .name(presented)]
        case let .merchantName(bound, presented): [.quote(bound), .quote(presented)]
        case let .merchantMcc(bound, presented): [.words(categoryLine(bound)), .words(categoryLine(presented))]
        case let .goodsCount(bound, presented): [.number(Int64(bound)), .number(Int64(presented))]
        case let .goodsName(line), let .goodsQuantity(line), let .goodsUnitAmount(line): [.number(Int64(line))]
        case let .total(bound, presented), let .unitMismatch(bound, presented): [.money(bound), .money(presented)]
        case .merchantWebsite, .referenceCheckoutId: []
        }
    }
}
