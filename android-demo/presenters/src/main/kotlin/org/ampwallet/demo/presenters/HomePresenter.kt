package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.ffi.AgentOverview
import org.ampwallet.core.ffi.BudgetUse
import org.ampwallet.core.ffi.SessionKind
import org.ampwallet.core.ffi.Limits
import org.ampwallet.core.ffi.WaitingApproval
import kotlin.time.Instant

/** A request that waits for the person, at a glance. */
data class WaitingItem(val authSessionId: String, val kind: SessionKind, val agent: String, val until: Instant, val asked: Asked?)

/** A bound agent and what it may still spend. */
data class AgentItem(
    val agentId: String,
    val frozen: Boolean,
    val liveTasks: Long,
    val budgets: List<BudgetUse>,
    val limits: List<LimitItem>,
)

/** Everything at a glance. */
data class Home(
    val loaded: Boolean = false,
    val waiting: List<WaitingItem> = emptyList(),
    val agents: List<AgentItem> = emptyList(),
    val limits: List<LimitItem> = emptyList(),
    val allFrozen: Boolean = false,
)

/** Who may spend what, what waits, and one tap that stops everything. */
class HomePresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<Home>(Home(), scope) {
    /** Reads everything anew, in one read. */
    fun load(): Job = look { read() }

    fun freezeAll(): Job = change { freeze(null) }

    fun unfreezeAll(): Job = change { unfreeze(null) }

    fun freeze(agentId: String): Job = change { freeze(agentId) }

    fun unfreeze(agentId: String): Job = change { unfreeze(agentId) }

    private fun change(what: suspend Limits.() -> Unit): Job = act {
        app.get().limits.what()
        read()
    }

    private suspend fun read() {
        val now = app.get().wallet.overview()
        show {
            Home(
                loaded = true,
                waiting = now.waiting.map(::waitingOf),
                agents = now.agents.map(::agentOf),
                limits = now.limits.map(LimitItem::of),
                allFrozen = now.freeze.all,
            )
        }
    }

    private fun waitingOf(one: WaitingApproval): WaitingItem = WaitingItem(
        one.session.authSessionId, one.session.kind, one.session.agentId, one.session.expiresAt, one.surface?.let(Asked::of),
    )

    private fun agentOf(one: AgentOverview): AgentItem = AgentItem(
        one.binding.agentId, one.frozen, one.liveTasks.toLong(), one.budgets, one.limits.map(LimitItem::of),
    )
}
