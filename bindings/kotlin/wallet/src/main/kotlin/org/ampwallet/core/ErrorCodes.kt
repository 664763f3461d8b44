// Written by scripts/gen-bindings.sh from the core. Do not edit.

package org.ampwallet.core

import org.ampwallet.core.ffi.ClockException
import org.ampwallet.core.ffi.EventKind
import org.ampwallet.core.ffi.LogException
import org.ampwallet.core.ffi.Reason
import org.ampwallet.core.ffi.IdvException
import org.ampwallet.core.ffi.IspException
import org.ampwallet.core.ffi.SecretException
import org.ampwallet.core.ffi.VaultException
import org.ampwallet.core.ffi.LedgerException
import org.ampwallet.core.ffi.LimitException
import org.ampwallet.core.ffi.ZoneException
import org.ampwallet.core.ffi.MandateException
import org.ampwallet.core.ffi.SurfaceWarning
import org.ampwallet.core.ffi.SurfaceException
import org.ampwallet.core.ffi.MoneyException
import org.ampwallet.core.ffi.MppException
import org.ampwallet.core.ffi.NetworkException
import org.ampwallet.core.ffi.RateException
import org.ampwallet.core.ffi.SagaException
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.WalletException

/** The stable code of a [ClockException], the same in every language: see `bindings/errors.md`. */
public val ClockException.code: String
    get() = when (this) {
        is ClockException.Unreadable -> "clock.unreadable"
        is ClockException.SetBack -> "clock.set_back"
    }

/** The stable code of a [EventKind], the same in every language: see `bindings/errors.md`. */
public val EventKind.code: String
    get() = when (this) {
        is EventKind.AuthorizationReceived -> "authorization.received"
        is EventKind.AuthorizationRefused -> "authorization.refused"
        is EventKind.AuthorizationApproved -> "authorization.approved"
        is EventKind.AuthorizationFailed -> "authorization.failed"
        is EventKind.AgentBound -> "agent.bound"
        is EventKind.AgentUnbound -> "agent.unbound"
        is EventKind.MandateActivated -> "mandate.activated"
        is EventKind.MandateAdjusted -> "mandate.adjusted"
        is EventKind.MandateRevoked -> "mandate.revoked"
        is EventKind.MandateExpired -> "mandate.expired"
        is EventKind.MandateFinished -> "mandate.finished"
        is EventKind.PaymentHeld -> "payment.held"
        is EventKind.PaymentRefused -> "payment.refused"
        is EventKind.PaymentCaptured -> "payment.captured"
        is EventKind.PaymentUnverified -> "payment.unverified"
        is EventKind.PaymentReleased -> "payment.released"
        is EventKind.PaymentRefunded -> "payment.refunded"
        is EventKind.LimitsChanged -> "limits.changed"
        is EventKind.FreezeChanged -> "freeze.changed"
        is EventKind.AppealOpened -> "appeal.opened"
        is EventKind.AppealClosed -> "appeal.closed"
        is EventKind.EventsDropped -> "events.dropped"
    }

/** The stable code of a [LogException], the same in every language: see `bindings/errors.md`. */
public val LogException.code: String
    get() = when (this) {
        is LogException.NotWritten -> "log.not_written"
    }

/** The stable code of a [Reason], the same in every language: see `bindings/errors.md`. */
public val Reason.code: String
    get() = when (this) {
        is Reason.MandateNotActivated -> "guard.mandate_not_activated"
        is Reason.MandateExpired -> "guard.mandate_expired"
        is Reason.MandateUsed -> "guard.mandate_used"
        is Reason.AgentUnknown -> "guard.agent_unknown"
        is Reason.AgentNotActive -> "guard.agent_not_active"
        is Reason.AgentBindingExpired -> "guard.agent_binding_expired"
        is Reason.AgentKeyUnknown -> "guard.agent_key_unknown"
        is Reason.AgentMismatch -> "guard.agent_mismatch"
        is Reason.WalletTokenMismatch -> "guard.wallet_token_mismatch"
        is Reason.CurrencyMismatch -> "guard.currency_mismatch"
        is Reason.AmountNotPositive -> "guard.amount_not_positive"
        is Reason.AmountOutOfRange -> "guard.amount_out_of_range"
        is Reason.BudgetExceeded -> "guard.budget_exceeded"
        is Reason.TransactionOverMax -> "guard.transaction_over_max"
        is Reason.TransactionUnderMin -> "guard.transaction_under_min"
        is Reason.MerchantBlocked -> "guard.merchant_blocked"
        is Reason.MerchantIdNotListed -> "guard.merchant_id_not_listed"
        is Reason.MerchantConfusable -> "guard.merchant_confusable"
        is Reason.RegionNotListed -> "guard.region_not_listed"
        is Reason.FrequencyExceeded -> "guard.payment_frequency_exceeded"
        is Reason.RetriesExhausted -> "guard.retries_exhausted"
        is Reason.MerchantNotListed -> "guard.merchant_not_listed"
        is Reason.MccNotListed -> "guard.mcc_not_listed"
        is Reason.OrderMissing -> "guard.order_missing"
        is Reason.OrderDiffers -> "guard.order_differs"
        is Reason.UnitMismatch -> "guard.unit_mismatch"
        is Reason.L3Missing -> "guard.l3_missing"
        is Reason.L3Forbidden -> "guard.l3_forbidden"
        is Reason.L3OrderDiffers -> "guard.l3_order_differs"
        is Reason.TokenNotBound -> "guard.token_not_bound"
        is Reason.TokenUsed -> "guard.token_used"
        is Reason.TokenReleased -> "guard.token_released"
        is Reason.TokenExpired -> "guard.token_expired"
        is Reason.AmountOverHold -> "guard.amount_over_hold"
        is Reason.AccumulatedOverBudget -> "guard.accumulated_over_budget"
        is Reason.FieldMissing -> "guard.field_missing"
        is Reason.FieldForbidden -> "guard.field_forbidden"
        is Reason.FieldMalformed -> "guard.field_malformed"
        is Reason.FieldsContradict -> "guard.fields_contradict"
        is Reason.TextTooLong -> "guard.text_too_long"
        is Reason.TextHostile -> "guard.text_hostile"
        is Reason.ListTooLong -> "guard.list_too_long"
        is Reason.ExpiryPast -> "guard.expiry_past"
        is Reason.ExpiryTooFar -> "guard.expiry_too_far"
        is Reason.LimitExceeded -> "guard.limit_exceeded"
        is Reason.LimitCountExceeded -> "guard.limit_count_exceeded"
        is Reason.LimitCurrency -> "guard.limit_currency"
        is Reason.Frozen -> "guard.frozen"
        is Reason.RateUnusable -> "guard.rate_unusable"
        is Reason.UnverifiedUnbounded -> "guard.unverified_unbounded"
        is Reason.UnverifiedUnjudged -> "guard.unverified_unjudged"
    }

/** The stable code of a [IdvException], the same in every language: see `bindings/errors.md`. */
public val IdvException.code: String
    get() = when (this) {
        is IdvException.Incomplete -> "idv.incomplete"
        is IdvException.OtherSurface -> "idv.other_surface"
        is IdvException.TooOld -> "idv.too_old"
        is IdvException.NotYet -> "idv.not_yet"
        is IdvException.Unproved -> "idv.unproved"
        is IdvException.Sign -> "idv.not_signed"
    }

/** The stable code of a [IspException], the same in every language: see `bindings/errors.md`. */
public val IspException.code: String
    get() = when (this) {
        is IspException.Vault -> v1.code
        is IspException.KeyChanged -> "isp.key_changed"
        is IspException.Unproved -> "isp.unproved"
        is IspException.Refused -> "isp.refused"
        is IspException.Unreachable -> "isp.unreachable"
    }

/** The stable code of a [SecretException], the same in every language: see `bindings/errors.md`. */
public val SecretException.code: String
    get() = when (this) {
        is SecretException.Locked -> "secret.locked"
        is SecretException.Unavailable -> "secret.unavailable"
        is SecretException.Lost -> "secret.lost"
        is SecretException.Corrupt -> "secret.corrupt"
        is SecretException.Unproved -> "secret.unproved"
        is SecretException.BadInput -> "secret.bad_input"
        is SecretException.Failed -> "secret.failed"
    }

/** The stable code of a [VaultException], the same in every language: see `bindings/errors.md`. */
public val VaultException.code: String
    get() = when (this) {
        is VaultException.Cancelled -> "vault.cancelled"
        is VaultException.LockedOut -> "vault.locked_out"
        is VaultException.KeyInvalidated -> "vault.key_invalidated"
        is VaultException.KeyLost -> "vault.key_lost"
        is VaultException.KeyCorrupt -> "vault.key_corrupt"
        is VaultException.KeyExists -> "vault.key_exists"
        is VaultException.UnavailableWhileLocked -> "vault.unavailable_while_locked"
        is VaultException.Unsupported -> "vault.unsupported"
        is VaultException.BadAlias -> "vault.bad_alias"
        is VaultException.Unproved -> "vault.unproved"
        is VaultException.Failed -> "vault.failed"
    }

/** The stable code of a [LedgerException], the same in every language: see `bindings/errors.md`. */
public val LedgerException.code: String
    get() = when (this) {
        is LedgerException.Overdrawn -> "ledger.overdrawn"
        is LedgerException.NotPositive -> "ledger.not_positive"
        is LedgerException.Money -> v1.code
    }

/** The stable code of a [LimitException], the same in every language: see `bindings/errors.md`. */
public val LimitException.code: String
    get() = when (this) {
        is LimitException.TooMany -> "limit.too_many"
        is LimitException.IdMalformed -> "limit.id_malformed"
        is LimitException.IdRepeated -> "limit.id_repeated"
        is LimitException.Negative -> "limit.negative"
        is LimitException.Unfit -> "limit.unfit"
        is LimitException.ScopeMalformed -> "limit.scope_malformed"
        is LimitException.MixedCurrencies -> "limit.mixed_currencies"
    }

/** The stable code of a [ZoneException], the same in every language: see `bindings/errors.md`. */
public val ZoneException.code: String
    get() = when (this) {
        is ZoneException.Unknown -> "limit.zone_unknown"
        is ZoneException.OutOfRange -> "limit.time_out_of_range"
    }

/** The stable code of a [MandateException], the same in every language: see `bindings/errors.md`. */
public val MandateException.code: String
    get() = when (this) {
        is MandateException.IllegalTransition -> "mandate.illegal_transition"
        is MandateException.NotActivated -> "mandate.not_activated"
        is MandateException.UnknownStatus -> "mandate.unknown_status"
    }

/** The stable code of a [SurfaceWarning], the same in every language: see `bindings/errors.md`. */
public val SurfaceWarning.code: String
    get() = when (this) {
        is SurfaceWarning.AgentUnverified -> "surface.agent_unverified"
        is SurfaceWarning.AgentKeyChanged -> "surface.agent_key_changed"
        is SurfaceWarning.AnyMerchant -> "surface.any_merchant"
        is SurfaceWarning.AnyCategory -> "surface.any_category"
        is SurfaceWarning.WholeBudgetAtOnce -> "surface.whole_budget_at_once"
        is SurfaceWarning.MixedScript -> "surface.merchant_mixed_script"
        is SurfaceWarning.NoGoods -> "surface.no_goods"
        is SurfaceWarning.GoodsSumDiffers -> "surface.goods_sum_differs"
    }

/** The stable code of a [SurfaceException], the same in every language: see `bindings/errors.md`. */
public val SurfaceException.code: String
    get() = when (this) {
        is SurfaceException.Text -> "surface.text_refused"
        is SurfaceException.DigestMismatch -> "surface.digest_mismatch"
    }

/** The stable code of a [MoneyException], the same in every language: see `bindings/errors.md`. */
public val MoneyException.code: String
    get() = when (this) {
        is MoneyException.UnknownCurrency -> "money.unknown_currency"
        is MoneyException.CurrencyMismatch -> "money.currency_mismatch"
        is MoneyException.Overflow -> "money.overflow"
        is MoneyException.Negative -> "money.negative"
        is MoneyException.Fraction -> "money.fraction"
        is MoneyException.Malformed -> "money.malformed"
    }

/** The stable code of a [MppException], the same in every language: see `bindings/errors.md`. */
public val MppException.code: String
    get() = when (this) {
        is MppException.PortInUse -> "mpp.port_in_use"
        is MppException.Listen -> "mpp.listen"
        is MppException.NoPath -> "mpp.no_path"
        is MppException.Interrupted -> "mpp.interrupted"
    }

/** The stable code of a [NetworkException], the same in every language: see `bindings/errors.md`. */
public val NetworkException.code: String
    get() = when (this) {
        is NetworkException.Unreachable -> "network.unreachable"
        is NetworkException.Timeout -> "network.timeout"
        is NetworkException.AnswerLost -> "network.answer_lost"
        is NetworkException.Status -> "network.status"
        is NetworkException.Garbage -> "network.garbage"
        is NetworkException.TooLarge -> "network.too_large"
        is NetworkException.Refused -> "network.refused"
        is NetworkException.Unwritable -> "network.unwritable"
        is NetworkException.BadAddress -> "network.bad_address"
        is NetworkException.Tls -> "network.tls"
    }

/** The stable code of a [RateException], the same in every language: see `bindings/errors.md`. */
public val RateException.code: String
    get() = when (this) {
        is RateException.Missing -> "rate.missing"
        is RateException.NoIssuer -> "rate.no_issuer"
        is RateException.TooLong -> "rate.too_long"
        is RateException.Jose -> v1.code
        is RateException.KeyUnknown -> "rate.key_unknown"
        is RateException.Malformed -> "rate.malformed"
        is RateException.WrongPair -> "rate.wrong_pair"
        is RateException.Expired -> "rate.expired"
        is RateException.Future -> "rate.future"
    }

/** The stable code of a [SagaException], the same in every language: see `bindings/errors.md`. */
public val SagaException.code: String
    get() = when (this) {
        is SagaException.Ended -> "payment.ended"
        is SagaException.NotHeld -> "payment.not_held"
        is SagaException.ExceedsHold -> "payment.exceeds_hold"
        is SagaException.TokenExpired -> "payment.token_expired"
        is SagaException.NotCaptured -> "payment.not_captured"
        is SagaException.ExceedsCapture -> "payment.exceeds_capture"
        is SagaException.Ledger -> v1.code
    }

/** The stable code of a [StoreException], the same in every language: see `bindings/errors.md`. */
public val StoreException.code: String
    get() = when (this) {
        is StoreException.Foreign -> "store.foreign"
        is StoreException.Newer -> "store.newer"
        is StoreException.Corrupt -> "store.corrupt"
        is StoreException.ReadOnly -> "store.read_only"
        is StoreException.DiskFull -> "store.disk_full"
        is StoreException.Busy -> "store.busy"
        is StoreException.Suspended -> "store.suspended"
        is StoreException.RolledBack -> "store.rolled_back"
        is StoreException.KeyLost -> "store.key_lost"
        is StoreException.KeyWrong -> "store.key_wrong"
        is StoreException.KeyChanged -> "store.key_changed"
        is StoreException.Secret -> v1.code
        is StoreException.Closed -> "store.closed"
        is StoreException.Conflict -> "store.conflict"
        is StoreException.Missing -> "store.missing"
        is StoreException.NonceSeen -> "store.nonce_seen"
        is StoreException.Forbidden -> "store.forbidden"
        is StoreException.Ledger -> v1.code
        is StoreException.Saga -> v1.code
        is StoreException.GroupFailed -> "store.group_failed"
        is StoreException.WorkPanicked -> "store.work_panicked"
        is StoreException.Io -> "store.io"
    }

/** The stable code of a [WalletException], the same in every language: see `bindings/errors.md`. */
public val WalletException.code: String
    get() = when (this) {
        is WalletException.Refused -> v1.reasons.firstOrNull()?.code ?: "guard.refused"
        is WalletException.Chain -> v1.code
        is WalletException.Build -> v1.code
        is WalletException.Surface -> v1.code
        is WalletException.Mandate -> v1.code
        is WalletException.Money -> v1.code
        is WalletException.Clock -> v1.code
        is WalletException.Store -> v1.code
        is WalletException.Network -> v1.code
        is WalletException.Isp -> v1.code
        is WalletException.Idv -> v1.code
        is WalletException.Ledger -> v1.code
        is WalletException.Limit -> v1.code
        is WalletException.Zone -> v1.code
        is WalletException.Rate -> v1.code
        is WalletException.Entropy -> v1.code
        is WalletException.Sign -> v1.code
        is WalletException.NotFound -> "wallet.not_found"
        is WalletException.Conflict -> "wallet.conflict"
        is WalletException.NotPending -> "wallet.not_pending"
        is WalletException.ApprovalExpired -> "wallet.approval_expired"
        is WalletException.Replayed -> "wallet.replayed"
        is WalletException.Invalid -> "wallet.invalid"
        is WalletException.TooManyPending -> "wallet.too_many_pending"
        is WalletException.ApprovalNeeded -> "wallet.approval_needed"
        is WalletException.NotVerified -> "wallet.not_verified"
        is WalletException.OutcomeUnknown -> "wallet.outcome_unknown"
        is WalletException.Unvouched -> "wallet.unvouched"
        is WalletException.Interrupted -> "wallet.interrupted"
    }
