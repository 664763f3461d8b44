package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.OrderDifference
import org.ampwallet.core.ffi.Reason

/** Why the wallet said no, in a person's words: one sentence, and what stands behind it. */
data class Why(val reason: Line, val detail: Line? = null) {
    companion object {
        /** The sentence for a reason of the core. */
        fun of(reason: Reason): Why = with(reason) { said() }

        /** The sentence for a reason of which only the stable code is kept; it has no amounts. */
        fun of(code: String): Why = Why(Word.ofReason(code).line)

        /** The sentence for what another role of the network says: AMP's result code, and a code of its own in [detail]. */
        fun ofWire(resultCode: String, detail: String): Why = of(SAID[detail.substringBefore(' ')] ?: SAID[resultCode] ?: detail)

        /** What does not fit the signed bounds is for a person the same as what does not fit the mandate. */
        private val SAID = mapOf(
            "chain.budget_exceeded" to "guard.budget_exceeded",
            "chain.currency_mismatch" to "guard.currency_mismatch",
            "chain.merchant_not_allowed" to "guard.merchant_not_listed",
            "chain.merchant_blocked" to "guard.merchant_blocked",
            "chain.merchant_confusable" to "guard.merchant_confusable",
            "chain.mcc_not_allowed" to "guard.mcc_not_listed",
            "chain.region_not_allowed" to "guard.region_not_listed",
            "PAYMENT_TOKEN_ALREADY_USED" to "guard.token_used",
            "PAYMENT_TOKEN_EXPIRED" to "guard.token_expired",
            "CHECKOUT_AMOUNT_EXCEEDS_BUDGET" to "guard.budget_exceeded",
            "MERCHANT_NOT_IN_CONSTRAINTS" to "guard.merchant_not_listed",
            "MANDATE_EXPIRED" to "guard.mandate_expired",
            "MANDATE_STATUS_INVALID" to "guard.mandate_not_activated",
        )
    }
}

private fun Reason.said(): Why =
    when (this) {
        is Reason.AccumulatedOverBudget ->
            Why(Word.REASON_ACCUMULATED_OVER_BUDGET.line, Word.REASON_ACCUMULATED_OVER_BUDGET_DETAIL.with(Arg.Money(accumulated), Arg.Money(budget)))
        is Reason.AgentBindingExpired ->
            Why(Word.REASON_AGENT_BINDING_EXPIRED.line, Word.REASON_AGENT_BINDING_EXPIRED_DETAIL.with(Arg.Time(expiredAt)))
        is Reason.AgentKeyUnknown -> Why(Word.REASON_AGENT_KEY_UNKNOWN.line)
        is Reason.AgentMismatch ->
            Why(Word.REASON_AGENT_MISMATCH.line, Word.REASON_AGENT_MISMATCH_DETAIL.with(Arg.Name(expected), Arg.Name(presented)))
        is Reason.AgentNotActive -> Why(Word.REASON_AGENT_NOT_ACTIVE.line)
        is Reason.AgentUnknown -> Why(Word.REASON_AGENT_UNKNOWN.line)
        is Reason.AmountNotPositive -> Why(Word.REASON_AMOUNT_NOT_POSITIVE.line)
        is Reason.AmountOutOfRange -> Why(Word.REASON_AMOUNT_OUT_OF_RANGE.line)
        is Reason.AmountOverHold ->
            Why(Word.REASON_AMOUNT_OVER_HOLD.line, Word.REASON_AMOUNT_OVER_HOLD_DETAIL.with(Arg.Money(amount), Arg.Money(held)))
        is Reason.BudgetExceeded ->
            Why(Word.REASON_BUDGET_EXCEEDED.line, Word.REASON_BUDGET_EXCEEDED_DETAIL.with(Arg.Money(requested), Arg.Money(remaining)))
        is Reason.CurrencyMismatch ->
            Why(Word.REASON_CURRENCY_MISMATCH.line, Word.REASON_CURRENCY_MISMATCH_DETAIL.with(Arg.Name(expected), Arg.Name(presented)))
        is Reason.ExpiryPast ->
            Why(Word.REASON_EXPIRY_PAST.line, Word.REASON_EXPIRY_PAST_DETAIL.with(Arg.Time(expiresAt)))
        is Reason.ExpiryTooFar ->
            Why(Word.REASON_EXPIRY_TOO_FAR.line, Word.REASON_EXPIRY_TOO_FAR_DETAIL.with(Arg.Time(expiresAt), Arg.Time(latest)))
        is Reason.FieldForbidden ->
            Why(Word.REASON_FIELD_FORBIDDEN.line, Word.REASON_FIELD_FORBIDDEN_DETAIL.with(Arg.Name(field)))
        is Reason.FieldMalformed ->
            Why(Word.REASON_FIELD_MALFORMED.line, Word.REASON_FIELD_MALFORMED_DETAIL.with(Arg.Name(field)))
        is Reason.FieldMissing ->
            Why(Word.REASON_FIELD_MISSING.line, Word.REASON_FIELD_MISSING_DETAIL.with(Arg.Name(field)))
        is Reason.FieldsContradict ->
            Why(Word.REASON_FIELDS_CONTRADICT.line, Word.REASON_FIELDS_CONTRADICT_DETAIL.with(Arg.Name(field), Arg.Name(other)))
        is Reason.FrequencyExceeded ->
            Why(Word.REASON_PAYMENT_FREQUENCY_EXCEEDED.line, Word.REASON_PAYMENT_FREQUENCY_EXCEEDED_DETAIL.with(Arg.Number(counted), Arg.Number(max.toLong())))
        is Reason.Frozen -> Why(Word.REASON_FROZEN.line)
        is Reason.L3Forbidden -> Why(Word.REASON_L3_FORBIDDEN.line)
        is Reason.L3Missing -> Why(Word.REASON_L3_MISSING.line)
        is Reason.L3OrderDiffers -> Why(Word.REASON_L3_ORDER_DIFFERS.line, difference.line)
        is Reason.LimitCountExceeded ->
            Why(Word.REASON_LIMIT_COUNT_EXCEEDED.line, Word.REASON_LIMIT_COUNT_EXCEEDED_DETAIL.with(Arg.Number(counted), Arg.Number(max.toLong())))
        is Reason.LimitCurrency ->
            Why(Word.REASON_LIMIT_CURRENCY.line, Word.REASON_LIMIT_CURRENCY_DETAIL.with(Arg.Name(currency), Arg.Name(expected)))
        is Reason.LimitExceeded ->
            Why(Word.REASON_LIMIT_EXCEEDED.line, Word.REASON_LIMIT_EXCEEDED_DETAIL.with(Arg.Money(requested), Arg.Money(counted), Arg.Money(max)))
        is Reason.ListTooLong ->
            Why(Word.REASON_LIST_TOO_LONG.line, Word.REASON_LIST_TOO_LONG_DETAIL.with(Arg.Name(field), Arg.Number(max.toLong())))
        is Reason.MandateExpired ->
            Why(Word.REASON_MANDATE_EXPIRED.line, Word.REASON_MANDATE_EXPIRED_DETAIL.with(Arg.Time(expiredAt)))
        is Reason.MandateNotActivated -> Why(Word.REASON_MANDATE_NOT_ACTIVATED.line)
        is Reason.MandateUsed -> Why(Word.REASON_MANDATE_USED.line)
        is Reason.MccNotListed ->
            Why(Word.REASON_MCC_NOT_LISTED.line, Word.REASON_MCC_NOT_LISTED_DETAIL.with(Arg.Words(categoryLine(merchantMcc))))
        is Reason.MerchantBlocked ->
            Why(Word.REASON_MERCHANT_BLOCKED.line, Word.REASON_MERCHANT_BLOCKED_DETAIL.with(Arg.Quote(merchantName)))
        is Reason.MerchantConfusable ->
            Why(Word.REASON_MERCHANT_CONFUSABLE.line, Word.REASON_MERCHANT_CONFUSABLE_DETAIL.with(Arg.Quote(merchantName), Arg.Quote(listed)))
        is Reason.MerchantIdNotListed ->
            Why(Word.REASON_MERCHANT_ID_NOT_LISTED.line, Word.REASON_MERCHANT_ID_NOT_LISTED_DETAIL.with(Arg.Name(merchantId)))
        is Reason.MerchantNotListed ->
            Why(Word.REASON_MERCHANT_NOT_LISTED.line, Word.REASON_MERCHANT_NOT_LISTED_DETAIL.with(Arg.Quote(merchantName)))
        is Reason.OrderDiffers -> Why(Word.REASON_ORDER_DIFFERS.line, difference.line)
        is Reason.OrderMissing -> Why(Word.REASON_ORDER_MISSING.line)
        is Reason.RateUnusable ->
            Why(Word.REASON_RATE_UNUSABLE.line, Word.REASON_RATE_UNUSABLE_DETAIL.with(Arg.Name(base), Arg.Name(quote)))
        is Reason.RegionNotListed ->
            Why(Word.REASON_REGION_NOT_LISTED.line, Word.REASON_REGION_NOT_LISTED_DETAIL.with(Arg.Name(region.orEmpty())))
        is Reason.RetriesExhausted ->
            Why(Word.REASON_RETRIES_EXHAUSTED.line, Word.REASON_RETRIES_EXHAUSTED_DETAIL.with(Arg.Number(attempts), Arg.Number(maxRetries.toLong())))
        is Reason.TextHostile ->
            Why(Word.REASON_TEXT_HOSTILE.line, Word.REASON_TEXT_HOSTILE_DETAIL.with(Arg.Name(field)))
        is Reason.TextTooLong ->
            Why(Word.REASON_TEXT_TOO_LONG.line, Word.REASON_TEXT_TOO_LONG_DETAIL.with(Arg.Name(field), Arg.Number(max.toLong())))
        is Reason.TokenExpired ->
            Why(Word.REASON_TOKEN_EXPIRED.line, Word.REASON_TOKEN_EXPIRED_DETAIL.with(Arg.Time(expiredAt)))
        is Reason.TokenNotBound -> Why(Word.REASON_TOKEN_NOT_BOUND.line)
        is Reason.TokenReleased -> Why(Word.REASON_TOKEN_RELEASED.line)
        is Reason.TokenUsed -> Why(Word.REASON_TOKEN_USED.line)
        is Reason.TransactionOverMax ->
            Why(Word.REASON_TRANSACTION_OVER_MAX.line, Word.REASON_TRANSACTION_OVER_MAX_DETAIL.with(Arg.Money(amount), Arg.Money(max)))
        is Reason.TransactionUnderMin ->
            Why(Word.REASON_TRANSACTION_UNDER_MIN.line, Word.REASON_TRANSACTION_UNDER_MIN_DETAIL.with(Arg.Money(amount), Arg.Money(min)))
        is Reason.UnitMismatch ->
            Why(Word.REASON_UNIT_MISMATCH.line, Word.REASON_UNIT_MISMATCH_DETAIL.with(Arg.Money(expected), Arg.Money(presented)))
        is Reason.UnverifiedUnbounded -> Why(Word.REASON_UNVERIFIED_UNBOUNDED.line)
        is Reason.UnverifiedUnjudged -> Why(Word.REASON_UNVERIFIED_UNJUDGED.line)
        is Reason.WalletTokenMismatch -> Why(Word.REASON_WALLET_TOKEN_MISMATCH.line)
    }

/** What about an order is not what was approved. */
private val OrderDifference.line: Line
    get() = when (this) {
        is OrderDifference.Currency -> Word.DIFFERENCE_CURRENCY.with(Arg.Name(bound), Arg.Name(presented))
        is OrderDifference.GoodsCount -> Word.DIFFERENCE_GOODS_COUNT.with(Arg.Number(bound.toLong()), Arg.Number(presented.toLong()))
        is OrderDifference.GoodsName -> Word.DIFFERENCE_GOODS_NAME.with(Arg.Number(line.toLong() + 1))
        is OrderDifference.GoodsQuantity -> Word.DIFFERENCE_GOODS_QUANTITY.with(Arg.Number(line.toLong() + 1))
        is OrderDifference.GoodsUnitAmount -> Word.DIFFERENCE_GOODS_UNIT_AMOUNT.with(Arg.Number(line.toLong() + 1))
        is OrderDifference.MerchantId -> Word.DIFFERENCE_MERCHANT_ID.with(Arg.Name(bound), Arg.Name(presented))
        is OrderDifference.MerchantMcc -> Word.DIFFERENCE_MERCHANT_MCC.with(Arg.Words(categoryLine(bound)), Arg.Words(categoryLine(presented)))
        is OrderDifference.MerchantName -> Word.DIFFERENCE_MERCHANT_NAME.with(Arg.Quote(bound), Arg.Quote(presented))
        is OrderDifference.MerchantWebsite -> Word.DIFFERENCE_MERCHANT_WEBSITE.line
        is OrderDifference.ReferenceCheckoutId -> Word.DIFFERENCE_REFERENCE_CHECKOUT_ID.line
        is OrderDifference.Total -> Word.DIFFERENCE_TOTAL.with(Arg.Money(bound), Arg.Money(presented))
        is OrderDifference.UnitMismatch -> Word.DIFFERENCE_UNIT_MISMATCH.with(Arg.Money(bound), Arg.Money(presented))
    }
