package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.Cap
import org.ampwallet.core.ffi.Dimension
import org.ampwallet.core.ffi.Limit
import org.ampwallet.core.ffi.LimitKind
import org.ampwallet.core.ffi.Scope
import org.ampwallet.core.ffi.Window

/**
 * A limit while a person writes it.
 *
 * @property currency in which it is written.
 * @property counts whether it bounds a number instead of an amount.
 * @property typed what stands in the field of the amount or number.
 * @property amount how much at most; none while what is typed is no amount.
 * @property preview the limit as it would be, with what counts for it already; none while it is not whole.
 */
data class Draft(
    val id: String,
    val currency: String,
    val kind: LimitKind = LimitKind.SPENDING,
    val window: Window = Window.DAY,
    val dimension: Dimension = Dimension.ALL,
    val only: String? = null,
    val counts: Boolean = false,
    val typed: String = "",
    val amount: Amount? = null,
    val count: UInt? = null,
    val preview: LimitItem? = null,
) {
    /** The limit that this is, once it is whole. */
    fun limit(): Limit? {
        val max = amount?.let { Cap.Amount(it) } ?: count?.let { Cap.Count(it) } ?: return null
        return Limit(id, kind, window, Scope(dimension, only), max)
    }

    companion object {
        fun of(limit: Limit, currency: String): Draft {
            val (amount, count) = when (val max = limit.max) {
                is Cap.Amount -> max.v1 to null
                is Cap.Count -> null to max.v1
            }
            return Draft(
                limit.limitId, amount?.currency ?: currency, limit.kind, limit.window, limit.scope.dimension, limit.scope.only,
                counts = count != null, typed = count?.toString().orEmpty(), amount = amount, count = count,
            )
        }
    }
}
