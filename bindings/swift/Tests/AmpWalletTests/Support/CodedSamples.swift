import AmpWallet
import Foundation

/// One of each of the library's coded values that are no errors, for the tables.
enum CodedSamples {
    private static let one = Amount(micros: 1, currency: "HKD")
    private static let then = Date(timeIntervalSince1970: 1)
    private static let refused = Refused(stage: .s2, code: "guard.mandate_used", reasons: [.mandateUsed])

    static let reasons: [Reason] = [
        Reason.mandateNotActivated(state: .revoked),
        Reason.mandateExpired(expiredAt: then),
        Reason.mandateUsed,
        Reason.agentUnknown(agentId: "x"),
        Reason.agentNotActive(agentId: "x", state: .ended),
        Reason.agentBindingExpired(expiredAt: then),
        Reason.agentKeyUnknown(agentId: "x"),
        Reason.agentMismatch(expected: "x", presented: "x"),
        Reason.walletTokenMismatch,
        Reason.currencyMismatch(expected: "HKD", presented: "HKD"),
        Reason.amountNotPositive(amount: one),
        Reason.amountOutOfRange,
        Reason.budgetExceeded(requested: one, remaining: one),
        Reason.transactionOverMax(amount: one, max: one),
        Reason.transactionUnderMin(amount: one, min: one),
        Reason.merchantBlocked(merchantName: "x"),
        Reason.merchantIdNotListed(merchantId: "x"),
        Reason.merchantConfusable(merchantName: "x", listed: "x"),
        Reason.regionNotListed(region: nil),
        Reason.frequencyExceeded(counted: 1, max: 1),
        Reason.retriesExhausted(attempts: 1, maxRetries: 1),
        Reason.merchantNotListed(merchantName: "x"),
        Reason.mccNotListed(merchantMcc: "x"),
        Reason.orderMissing,
        Reason.orderDiffers(difference: .merchantWebsite),
        Reason.unitMismatch(expected: one, presented: one),
        Reason.l3Missing,
        Reason.l3Forbidden,
        Reason.l3OrderDiffers(difference: .merchantWebsite),
        Reason.tokenNotBound,
        Reason.tokenUsed,
        Reason.tokenReleased(because: "x"),
        Reason.tokenExpired(expiredAt: then),
        Reason.amountOverHold(amount: one, held: one),
        Reason.accumulatedOverBudget(accumulated: one, budget: one),
        Reason.fieldMissing(field: "x"),
        Reason.fieldForbidden(field: "x"),
        Reason.fieldMalformed(field: "x"),
        Reason.fieldsContradict(field: "x", other: "x"),
        Reason.textTooLong(field: "x", max: 1),
        Reason.textHostile(field: "x", codePoint: 1),
        Reason.listTooLong(field: "x", max: 1),
        Reason.expiryPast(expiresAt: then),
        Reason.expiryTooFar(expiresAt: then, latest: then),
        Reason.limitExceeded(limitId: "x", requested: one, counted: one, max: one),
        Reason.limitCountExceeded(limitId: "x", counted: 1, max: 1),
        Reason.limitCurrency(limitId: "x", currency: "HKD", expected: "HKD"),
        Reason.frozen(agentId: "x"),
        Reason.rateUnusable(base: "HKD", quote: "HKD", because: "x"),
        Reason.unverifiedUnbounded,
        Reason.unverifiedUnjudged(limitId: "x"),
    ]

    static let events: [EventKind] = [
        EventKind.authorizationReceived(authSessionId: "x", agentId: "x", session: "x"),
        EventKind.authorizationRefused(authSessionId: "x", agentId: "x", because: refused, untold: 0),
        EventKind.authorizationApproved(authSessionId: "x"),
        EventKind.authorizationFailed(authSessionId: "x", because: "x"),
        EventKind.agentBound(agentId: "x", authSessionId: "x"),
        EventKind.agentUnbound(agentId: "x", authSessionId: "x"),
        EventKind.mandateActivated(mandateId: "x", agentId: "x", budget: one),
        EventKind.mandateAdjusted(mandateId: "x", before: one, after: one),
        EventKind.mandateRevoked(mandateId: "x"),
        EventKind.mandateExpired(mandateId: "x"),
        EventKind.mandateFinished(mandateId: "x"),
        EventKind.paymentHeld(paymentId: "x", mandateId: "x", agentId: "x", merchantName: "x", amount: one),
        EventKind.paymentRefused(
            mandateId: "x", paymentId: nil, agentId: "x", merchantName: nil, because: refused, untold: 0),
        EventKind.paymentCaptured(paymentId: "x", mandateId: "x", agentId: "x", merchantName: "x", amount: one),
        EventKind.paymentUnverified(paymentId: "x", amount: one),
        EventKind.paymentReleased(
            paymentId: "x", mandateId: "x", agentId: "x", merchantName: "x", amount: one, because: "x"),
        EventKind.paymentRefunded(
            paymentId: "x", mandateId: "x", agentId: "x", merchantName: "x", refundId: "x", amount: one),
        EventKind.limitsChanged,
        EventKind.freezeChanged(all: true, agents: ["x"]),
        EventKind.appealOpened(paymentId: "x", appealId: "x"),
        EventKind.appealClosed(paymentId: "x", appealId: "x"),
        EventKind.eventsDropped(dropped: 1),
    ]

    static let warnings: [SurfaceWarning] = [
        SurfaceWarning.agentUnverified,
        SurfaceWarning.agentKeyChanged,
        SurfaceWarning.anyMerchant,
        SurfaceWarning.anyCategory,
        SurfaceWarning.wholeBudgetAtOnce,
        SurfaceWarning.mixedScript(merchantName: "x"),
        SurfaceWarning.noGoods,
        SurfaceWarning.goodsSumDiffers(goods: one, total: one),
    ]
}
