// Written by scripts/gen-bindings.sh from the core. Do not edit.

import AmpWalletCoreBindings
import Foundation

/// An error with a stable code, the same in every language: see `bindings/errors.md`. A person's text is the app's.
public protocol StableError: LocalizedError {
    /// The stable code, for example `store.busy`.
    var code: String { get }
}

extension StableError {
    /// The stable code: what a log may say.
    public var errorDescription: String? { code }
}

extension ClockError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Unreadable: "clock.unreadable"
        case .SetBack: "clock.set_back"
        }
    }
}

extension EventKind {
    /// The stable code of what this is.
    public var code: String {
        switch self {
        case .authorizationReceived: "authorization.received"
        case .authorizationRefused: "authorization.refused"
        case .authorizationApproved: "authorization.approved"
        case .authorizationFailed: "authorization.failed"
        case .agentBound: "agent.bound"
        case .agentUnbound: "agent.unbound"
        case .mandateActivated: "mandate.activated"
        case .mandateAdjusted: "mandate.adjusted"
        case .mandateRevoked: "mandate.revoked"
        case .mandateExpired: "mandate.expired"
        case .mandateFinished: "mandate.finished"
        case .paymentHeld: "payment.held"
        case .paymentRefused: "payment.refused"
        case .paymentCaptured: "payment.captured"
        case .paymentUnverified: "payment.unverified"
        case .paymentReleased: "payment.released"
        case .paymentRefunded: "payment.refunded"
        case .limitsChanged: "limits.changed"
        case .freezeChanged: "freeze.changed"
        case .appealOpened: "appeal.opened"
        case .appealClosed: "appeal.closed"
        case .eventsDropped: "events.dropped"
        }
    }
}

extension LogError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .NotWritten: "log.not_written"
        }
    }
}

extension Reason {
    /// The stable code of what this is.
    public var code: String {
        switch self {
        case .mandateNotActivated: "guard.mandate_not_activated"
        case .mandateExpired: "guard.mandate_expired"
        case .mandateUsed: "guard.mandate_used"
        case .agentUnknown: "guard.agent_unknown"
        case .agentNotActive: "guard.agent_not_active"
        case .agentBindingExpired: "guard.agent_binding_expired"
        case .agentKeyUnknown: "guard.agent_key_unknown"
        case .agentMismatch: "guard.agent_mismatch"
        case .walletTokenMismatch: "guard.wallet_token_mismatch"
        case .currencyMismatch: "guard.currency_mismatch"
        case .amountNotPositive: "guard.amount_not_positive"
        case .amountOutOfRange: "guard.amount_out_of_range"
        case .budgetExceeded: "guard.budget_exceeded"
        case .transactionOverMax: "guard.transaction_over_max"
        case .transactionUnderMin: "guard.transaction_under_min"
        case .merchantBlocked: "guard.merchant_blocked"
        case .merchantIdNotListed: "guard.merchant_id_not_listed"
        case .merchantConfusable: "guard.merchant_confusable"
        case .regionNotListed: "guard.region_not_listed"
        case .frequencyExceeded: "guard.payment_frequency_exceeded"
        case .retriesExhausted: "guard.retries_exhausted"
        case .merchantNotListed: "guard.merchant_not_listed"
        case .mccNotListed: "guard.mcc_not_listed"
        case .orderMissing: "guard.order_missing"
        case .orderDiffers: "guard.order_differs"
        case .unitMismatch: "guard.unit_mismatch"
        case .l3Missing: "guard.l3_missing"
        case .l3Forbidden: "guard.l3_forbidden"
        case .l3OrderDiffers: "guard.l3_order_differs"
        case .tokenNotBound: "guard.token_not_bound"
        case .tokenUsed: "guard.token_used"
        case .tokenReleased: "guard.token_released"
        case .tokenExpired: "guard.token_expired"
        case .amountOverHold: "guard.amount_over_hold"
        case .accumulatedOverBudget: "guard.accumulated_over_budget"
        case .fieldMissing: "guard.field_missing"
        case .fieldForbidden: "guard.field_forbidden"
        case .fieldMalformed: "guard.field_malformed"
        case .fieldsContradict: "guard.fields_contradict"
        case .textTooLong: "guard.text_too_long"
        case .textHostile: "guard.text_hostile"
        case .listTooLong: "guard.list_too_long"
        case .expiryPast: "guard.expiry_past"
        case .expiryTooFar: "guard.expiry_too_far"
        case .limitExceeded: "guard.limit_exceeded"
        case .limitCountExceeded: "guard.limit_count_exceeded"
        case .limitCurrency: "guard.limit_currency"
        case .frozen: "guard.frozen"
        case .rateUnusable: "guard.rate_unusable"
        case .unverifiedUnbounded: "guard.unverified_unbounded"
        case .unverifiedUnjudged: "guard.unverified_unjudged"
        }
    }
}

extension IdvError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Incomplete: "idv.incomplete"
        case .OtherSurface: "idv.other_surface"
        case .TooOld: "idv.too_old"
        case .NotYet: "idv.not_yet"
        case .Unproved: "idv.unproved"
        case .Sign: "idv.not_signed"
        }
    }
}

extension IspError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case let .Vault(error): error.code
        case .KeyChanged: "isp.key_changed"
        case .Unproved: "isp.unproved"
        case .Refused: "isp.refused"
        case .Unreachable: "isp.unreachable"
        }
    }
}

extension SecretError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Locked: "secret.locked"
        case .Unavailable: "secret.unavailable"
        case .Lost: "secret.lost"
        case .Corrupt: "secret.corrupt"
        case .Unproved: "secret.unproved"
        case .BadInput: "secret.bad_input"
        case .Failed: "secret.failed"
        }
    }
}

extension VaultError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Cancelled: "vault.cancelled"
        case .LockedOut: "vault.locked_out"
        case .KeyInvalidated: "vault.key_invalidated"
        case .KeyLost: "vault.key_lost"
        case .KeyCorrupt: "vault.key_corrupt"
        case .KeyExists: "vault.key_exists"
        case .UnavailableWhileLocked: "vault.unavailable_while_locked"
        case .Unsupported: "vault.unsupported"
        case .BadAlias: "vault.bad_alias"
        case .Unproved: "vault.unproved"
        case .Failed: "vault.failed"
        }
    }
}

extension LedgerError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Overdrawn: "ledger.overdrawn"
        case .NotPositive: "ledger.not_positive"
        case let .Money(error): error.code
        }
    }
}

extension LimitError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .TooMany: "limit.too_many"
        case .IdMalformed: "limit.id_malformed"
        case .IdRepeated: "limit.id_repeated"
        case .Negative: "limit.negative"
        case .Unfit: "limit.unfit"
        case .ScopeMalformed: "limit.scope_malformed"
        case .MixedCurrencies: "limit.mixed_currencies"
        }
    }
}

extension ZoneError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Unknown: "limit.zone_unknown"
        case .OutOfRange: "limit.time_out_of_range"
        }
    }
}

extension MandateError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .IllegalTransition: "mandate.illegal_transition"
        case .NotActivated: "mandate.not_activated"
        case .UnknownStatus: "mandate.unknown_status"
        }
    }
}

extension SurfaceWarning {
    /// The stable code of what this is.
    public var code: String {
        switch self {
        case .agentUnverified: "surface.agent_unverified"
        case .agentKeyChanged: "surface.agent_key_changed"
        case .anyMerchant: "surface.any_merchant"
        case .anyCategory: "surface.any_category"
        case .wholeBudgetAtOnce: "surface.whole_budget_at_once"
        case .mixedScript: "surface.merchant_mixed_script"
        case .noGoods: "surface.no_goods"
        case .goodsSumDiffers: "surface.goods_sum_differs"
        }
    }
}

extension SurfaceError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Text: "surface.text_refused"
        case .DigestMismatch: "surface.digest_mismatch"
        }
    }
}

extension MoneyError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .UnknownCurrency: "money.unknown_currency"
        case .CurrencyMismatch: "money.currency_mismatch"
        case .Overflow: "money.overflow"
        case .Negative: "money.negative"
        case .Fraction: "money.fraction"
        case .Malformed: "money.malformed"
        }
    }
}

extension MppError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .PortInUse: "mpp.port_in_use"
        case .Listen: "mpp.listen"
        case .NoPath: "mpp.no_path"
        case .Interrupted: "mpp.interrupted"
        }
    }
}

extension NetworkError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Unreachable: "network.unreachable"
        case .Timeout: "network.timeout"
        case .AnswerLost: "network.answer_lost"
        case .Status: "network.status"
        case .Garbage: "network.garbage"
        case .TooLarge: "network.too_large"
        case .Refused: "network.refused"
        case .Unwritable: "network.unwritable"
        case .BadAddress: "network.bad_address"
        case .Tls: "network.tls"
        }
    }
}

extension RateError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Missing: "rate.missing"
        case .NoIssuer: "rate.no_issuer"
        case .TooLong: "rate.too_long"
        case let .Jose(error): error.code
        case .KeyUnknown: "rate.key_unknown"
        case .Malformed: "rate.malformed"
        case .WrongPair: "rate.wrong_pair"
        case .Expired: "rate.expired"
        case .Future: "rate.future"
        }
    }
}

extension SagaError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Ended: "payment.ended"
        case .NotHeld: "payment.not_held"
        case .ExceedsHold: "payment.exceeds_hold"
        case .TokenExpired: "payment.token_expired"
        case .NotCaptured: "payment.not_captured"
        case .ExceedsCapture: "payment.exceeds_capture"
        case let .Ledger(error): error.code
        }
    }
}

extension StoreError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .Foreign: "store.foreign"
        case .Newer: "store.newer"
        case .Corrupt: "store.corrupt"
        case .ReadOnly: "store.read_only"
        case .DiskFull: "store.disk_full"
        case .Busy: "store.busy"
        case .Suspended: "store.suspended"
        case .RolledBack: "store.rolled_back"
        case .KeyLost: "store.key_lost"
        case .KeyWrong: "store.key_wrong"
        case .KeyChanged: "store.key_changed"
        case let .Secret(error): error.code
        case .Closed: "store.closed"
        case .Conflict: "store.conflict"
        case .Missing: "store.missing"
        case .NonceSeen: "store.nonce_seen"
        case .Forbidden: "store.forbidden"
        case let .Ledger(error): error.code
        case let .Saga(error): error.code
        case .GroupFailed: "store.group_failed"
        case .WorkPanicked: "store.work_panicked"
        case .Io: "store.io"
        }
    }
}

extension WalletError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case let .Refused(refusal): refusal.reasons.first?.code ?? "guard.refused"
        case let .Chain(error): error.code
        case let .Build(error): error.code
        case let .Surface(error): error.code
        case let .Mandate(error): error.code
        case let .Money(error): error.code
        case let .Clock(error): error.code
        case let .Store(error): error.code
        case let .Network(error): error.code
        case let .Isp(error): error.code
        case let .Idv(error): error.code
        case let .Ledger(error): error.code
        case let .Limit(error): error.code
        case let .Zone(error): error.code
        case let .Rate(error): error.code
        case let .Entropy(error): error.code
        case let .Sign(error): error.code
        case .NotFound: "wallet.not_found"
        case .Conflict: "wallet.conflict"
        case .NotPending: "wallet.not_pending"
        case .ApprovalExpired: "wallet.approval_expired"
        case .Replayed: "wallet.replayed"
        case .Invalid: "wallet.invalid"
        case .TooManyPending: "wallet.too_many_pending"
        case .ApprovalNeeded: "wallet.approval_needed"
        case .NotVerified: "wallet.not_verified"
        case .OutcomeUnknown: "wallet.outcome_unknown"
        case .Unvouched: "wallet.unvouched"
        case .Interrupted: "wallet.interrupted"
        }
    }
}
