package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.Cap
import org.ampwallet.core.ffi.Dimension
import org.ampwallet.core.ffi.Limit
import org.ampwallet.core.ffi.LimitKind
import org.ampwallet.core.ffi.LimitUsage
import org.ampwallet.core.ffi.Window
import kotlin.time.Instant

/**
 * A limit and how far it is used, as the core counts it.
 *
 * @property effect what it does, in words.
 * @property used what counts already; none for a limit that counts each one by itself.
 */
data class LimitItem(
    val limit: Limit,
    val effect: List<Line>,
    val used: Arg,
    val remaining: Arg?,
    val usedPermille: UInt?,
    val endsAt: Instant?,
) {
    companion object {
        fun of(usage: LimitUsage): LimitItem = LimitItem(
            limit = usage.limit,
            effect = effectOf(usage.limit),
            used = if (usage.limit.max is Cap.Count) Arg.Number(usage.payments) else Arg.Moneys(usage.counted),
            remaining = usage.remaining?.arg,
            usedPermille = usage.usedPermille,
            endsAt = usage.endsAt,
        )

        /** A limit of which the core has no single count. */
        fun unused(limit: Limit): LimitItem = LimitItem(limit, effectOf(limit), Arg.Moneys(emptyList()), null, null, null)

        /** What a limit does, in words: for whom how much, and when that begins anew. */
        fun effectOf(limit: Limit): List<Line> = listOf(boundOf(limit), windowOf(limit.window))

        private fun boundOf(limit: Limit): Line {
            val only = limit.scope.only
            val spending = limit.kind == LimitKind.SPENDING
            return when {
                only != null && spending -> Word.LIMITS_EFFECT_SPENDING_ONLY.with(limit.max.arg, nameOf(limit.scope.dimension, only))
                only != null -> Word.LIMITS_EFFECT_DELEGATION_ONLY.with(limit.max.arg, nameOf(limit.scope.dimension, only))
                spending -> spendingOf(limit.scope.dimension).with(limit.max.arg)
                limit.scope.dimension == Dimension.ALL -> Word.LIMITS_EFFECT_DELEGATION_ALL.with(limit.max.arg)
                else -> Word.LIMITS_EFFECT_DELEGATION_EACH.with(limit.max.arg)
            }
        }

        private fun nameOf(dimension: Dimension, only: String): Arg =
            if (dimension == Dimension.CATEGORY) Arg.Words(categoryLine(only)) else Arg.Quote(only)

        private fun spendingOf(dimension: Dimension): Word = when (dimension) {
            Dimension.ALL -> Word.LIMITS_EFFECT_SPENDING_ALL
            Dimension.AGENT -> Word.LIMITS_EFFECT_SPENDING_AGENT
            Dimension.MERCHANT -> Word.LIMITS_EFFECT_SPENDING_MERCHANT
            Dimension.CATEGORY -> Word.LIMITS_EFFECT_SPENDING_CATEGORY
            Dimension.DEVICE -> Word.LIMITS_EFFECT_SPENDING_DEVICE
            Dimension.MANDATE -> Word.LIMITS_EFFECT_SPENDING_MANDATE
        }

        private fun windowOf(window: Window): Line = when (window) {
            Window.MANDATE -> Word.LIMITS_EFFECT_WINDOW_MANDATE
            Window.DAY -> Word.LIMITS_EFFECT_WINDOW_DAY
            Window.WEEK -> Word.LIMITS_EFFECT_WINDOW_WEEK
            Window.MONTH -> Word.LIMITS_EFFECT_WINDOW_MONTH
        }.line
    }
}
