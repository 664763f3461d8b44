package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.Cap
import org.ampwallet.core.ffi.Dimension
import org.ampwallet.core.ffi.Limit
import org.ampwallet.core.ffi.LimitKind
import org.ampwallet.core.ffi.LimitUsage
import org.ampwallet.core.ffi.Scope
import org.ampwallet.core.ffi.Window
import kotlin.time.Instant

/**
 * A limit and how far it is used, as the core counts it.
 *
 * @property name for whom and over what time, in a few words.
 * @property effect what it does, in words.
 * @property used what counts already; none for a limit that counts each one by itself.
 */
data class LimitItem(
    val limit: Limit,
    val name: Line,
    val effect: List<Line>,
    val used: Arg,
    val remaining: Arg?,
    val usedPermille: UInt?,
    val endsAt: Instant?,
) {
    /** More counts already than the limit allows now, as the core says it: more than a thousand thousandths. */
    val isOver: Boolean get() = usedPermille.let { it != null && it > WHOLE }

    companion object {
        private const val WHOLE = 1000u

        fun of(usage: LimitUsage): LimitItem = LimitItem(
            limit = usage.limit,
            name = nameOf(usage.limit),
            effect = effectOf(usage.limit),
            used = if (usage.limit.max is Cap.Count) Arg.Number(usage.payments) else Arg.Moneys(usage.counted),
            remaining = usage.remaining?.arg,
            usedPermille = usage.usedPermille,
            endsAt = usage.endsAt,
        )

        /** A limit of which the core has no single count. */
        fun unused(limit: Limit): LimitItem = LimitItem(limit, nameOf(limit), effectOf(limit), Arg.Moneys(emptyList()), null, null, null)

        /** A limit in a few words: for whom, and over what time. */
        fun nameOf(limit: Limit): Line = Word.APP_LABEL_VALUE.with(
            limit.scope.only?.let { nameOf(limit.scope.dimension, it) } ?: Arg.Words(Word.ofDimension(limit.scope.dimension).line),
            Arg.Words(Word.ofWindow(limit.window).line),
        )

        /** What a limit does, in words: for whom how much, and when that begins anew. */
        fun effectOf(limit: Limit): List<Line> = listOf(boundOf(limit), windowOf(limit.window))

        private fun boundOf(limit: Limit): Line {
            val max = limit.max
            val counted = max is Cap.Count
            val words = if (limit.kind == LimitKind.SPENDING) spendingOf(limit.scope, counted) else delegationOf(limit.scope, counted)
            val most = if (max is Cap.Count) Arg.Number(max.v1.toLong()) else max.arg
            return limit.scope.only?.let { words.with(most, nameOf(limit.scope.dimension, it)) } ?: words.with(most)
        }

        private fun nameOf(dimension: Dimension, only: String): Arg =
            if (dimension == Dimension.CATEGORY) Arg.Words(categoryLine(only)) else Arg.Quote(only)

        private fun delegationOf(scope: Scope, counted: Boolean): Word = when {
            scope.only != null -> if (counted) Word.LIMITS_EFFECT_MANDATES_ONLY else Word.LIMITS_EFFECT_DELEGATION_ONLY
            scope.dimension == Dimension.ALL ->
                if (counted) Word.LIMITS_EFFECT_MANDATES_ALL else Word.LIMITS_EFFECT_DELEGATION_ALL
            else -> if (counted) Word.LIMITS_EFFECT_MANDATES_EACH else Word.LIMITS_EFFECT_DELEGATION_EACH
        }

        private fun spendingOf(scope: Scope, counted: Boolean): Word {
            if (scope.only != null) return if (counted) Word.LIMITS_EFFECT_PAYMENTS_ONLY else Word.LIMITS_EFFECT_SPENDING_ONLY
            return if (counted) paymentsOf(scope.dimension) else moneyOf(scope.dimension)
        }

        private fun moneyOf(dimension: Dimension): Word = when (dimension) {
            Dimension.ALL -> Word.LIMITS_EFFECT_SPENDING_ALL
            Dimension.AGENT -> Word.LIMITS_EFFECT_SPENDING_AGENT
            Dimension.MERCHANT -> Word.LIMITS_EFFECT_SPENDING_MERCHANT
            Dimension.CATEGORY -> Word.LIMITS_EFFECT_SPENDING_CATEGORY
            Dimension.DEVICE -> Word.LIMITS_EFFECT_SPENDING_DEVICE
            Dimension.MANDATE -> Word.LIMITS_EFFECT_SPENDING_MANDATE
        }

        private fun paymentsOf(dimension: Dimension): Word = when (dimension) {
            Dimension.ALL -> Word.LIMITS_EFFECT_PAYMENTS_ALL
            Dimension.AGENT -> Word.LIMITS_EFFECT_PAYMENTS_AGENT
            Dimension.MERCHANT -> Word.LIMITS_EFFECT_PAYMENTS_MERCHANT
            Dimension.CATEGORY -> Word.LIMITS_EFFECT_PAYMENTS_CATEGORY
            Dimension.DEVICE -> Word.LIMITS_EFFECT_PAYMENTS_DEVICE
            Dimension.MANDATE -> Word.LIMITS_EFFECT_PAYMENTS_MANDATE
        }

        private fun windowOf(window: Window): Line = when (window) {
            Window.MANDATE -> Word.LIMITS_EFFECT_WINDOW_MANDATE
            Window.DAY -> Word.LIMITS_EFFECT_WINDOW_DAY
            Window.WEEK -> Word.LIMITS_EFFECT_WINDOW_WEEK
            Window.MONTH -> Word.LIMITS_EFFECT_WINDOW_MONTH
        }.line
    }
}
