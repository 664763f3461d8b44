package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.ffi.Limit
import org.ampwallet.core.ffi.LimitSet
import java.util.UUID

/**
 * The person's limits.
 *
 * @property draft the limit that is being written or changed, with its effect and how far it would be used at once.
 * @property removing the limit that the person is asked about.
 * @property currency in which a new limit is written: that of what agents may spend.
 * @property saved a limit was just set.
 */
data class Limits(
    val loaded: Boolean = false,
    val limits: List<LimitItem> = emptyList(),
    val draft: Draft? = null,
    val removing: String? = null,
    val currency: String = FIRST_CURRENCY,
    val saved: Boolean = false,
)

/** The limits: how far each is used, what a new one would do before it is set. */
class LimitsPresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<Limits>(Limits(), scope) {
    fun load(): Job = look { read() }

    /** Begins a new limit. */
    fun add() = show { it.copy(draft = Draft("limit-${UUID.randomUUID()}", it.currency), saved = false) }

    /** Begins to change one. */
    fun edit(item: LimitItem) = show { it.copy(draft = Draft.of(item.limit, it.currency), saved = false) }

    /** Leaves the limit that was being written. */
    fun leave() = show { it.copy(draft = null) }

    /** The person changes the draft. What it would do is asked of the core, which sets nothing. */
    fun change(draft: Draft): Job = act {
        show { it.copy(draft = draft.copy(preview = null)) }
        val limit = draft.limit() ?: return@act
        val used = app.get().limits.preview(LimitSet(others(draft.id) + limit)).first { it.limit.limitId == draft.id }
        show { it.copy(draft = draft.copy(preview = LimitItem.of(used))) }
    }

    /** Sets the limit that was written. */
    fun set(): Job = act {
        val draft = content.draft ?: return@act
        val limit = draft.limit() ?: return@act
        app.get().limits.put(limit)
        read()
        show { it.copy(draft = null, saved = true) }
    }

    /** Asks whether to remove a limit; none to ask no more. */
    fun askToRemove(limitId: String?) = show { it.copy(removing = limitId, saved = false) }

    /** Removes the limit that was asked about. */
    fun remove(): Job = act {
        val limitId = content.removing ?: return@act
        show { it.copy(removing = null) }
        app.get().limits.remove(limitId)
        read()
    }

    private suspend fun others(limitId: String): List<Limit> =
        app.get().limits.get().limits.filterNot { it.limitId == limitId }

    private suspend fun read() {
        val open = app.get().limits
        val usage = open.usage().associateBy { it.limit.limitId }
        // Limits that count each one by itself have no one usage: they are shown as what they are.
        val items = open.get().limits.map { limit -> usage[limit.limitId]?.let(LimitItem::of) ?: LimitItem.unused(limit) }
        val currency = app.get().wallet.overview().budgets.firstOrNull()?.budget?.currency ?: FIRST_CURRENCY
        show { it.copy(loaded = true, limits = items, currency = currency) }
    }
}

/** As long as no budget says in what currency the person's agents spend. */
private const val FIRST_CURRENCY = "HKD"
