package org.ampwallet.demo.presenters.watch

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.ffi.BudgetUse
import org.ampwallet.core.ffi.Overview
import org.ampwallet.core.ffi.WaitingApproval
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Presenter
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.line
import org.ampwallet.demo.presenters.with

/**
 * What is left of the budgets in one currency, as a ring.
 *
 * @property amount what is left.
 * @property left the same in a sentence.
 * @property about the ring for a person who does not see it.
 */
data class Ring(val amount: Arg, val left: Line, val about: Line, val usedPermille: UInt) {
    companion object {
        fun of(budget: BudgetUse): Ring = Ring(
            amount = Arg.Money(budget.remaining),
            left = Word.WATCH_LEFT_AMOUNT.with(Arg.Money(budget.remaining)),
            about = Word.TASK_PROGRESS.with(Arg.Permille(budget.usedPermille)),
            usedPermille = budget.usedPermille,
        )
    }
}

/** A request that waits for the person. */
data class Waiting(val authSessionId: String, val agentId: String, val title: Line) {
    companion object {
        fun of(one: WaitingApproval): Waiting = Waiting(
            one.session.authSessionId,
            one.session.agentId,
            one.surface?.let { Word.ofSurfaceKind(it.kind) }?.line ?: Word.APP_DETAILS.line,
        )
    }
}

/**
 * The wrist's first look.
 *
 * @property rings one for each currency in which an agent may spend; empty without a mandate.
 */
data class WatchHome(
    val loaded: Boolean = false,
    val waiting: List<Waiting> = emptyList(),
    val rings: List<Ring> = emptyList(),
    val allFrozen: Boolean = false,
) {
    companion object {
        fun of(now: Overview): WatchHome =
            WatchHome(true, now.waiting.map(Waiting::of), now.budgets.map(Ring::of), now.freeze.all)
    }
}

/** What is left, what waits, and one tap that stops everything. */
class WatchHomePresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<WatchHome>(WatchHome(), scope) {
    /** Reads everything anew, in one read. */
    fun load(): Job = act { read() }

    /** Stops every agent. */
    fun freezeAll(): Job = act {
        app.get().limits.freeze(null)
        read()
    }

    /** Lets every agent go on. */
    fun unfreezeAll(): Job = act {
        app.get().limits.unfreeze(null)
        read()
    }

    private suspend fun read() {
        val now = app.get().wallet.overview()
        show { WatchHome.of(now) }
    }
}
