package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.code
import org.ampwallet.core.ffi.Article
import org.ampwallet.core.ffi.BindingState
import org.ampwallet.core.ffi.Purchase
import org.ampwallet.core.ffi.SandboxException
import org.ampwallet.core.stableCode

/** What came of what the agent did: one sentence, and the wallet's reasons where it refused. */
data class Said(val verdict: Line, val paid: Boolean, val whys: List<Why> = emptyList())

/**
 * The demo agent.
 *
 * @property shelf what there is to buy.
 * @property opens the screen on which the person answers what the agent just asked; see [DemoAgentPresenter.opened].
 */
data class DemoAgent(
    val loaded: Boolean = false,
    val bound: Boolean = false,
    val shelf: List<Article> = emptyList(),
    val said: Said? = null,
    val opens: Route? = null,
)

/** Lets the agent in this app behave and misbehave, and shows what the wallet said. */
class DemoAgentPresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<DemoAgent>(DemoAgent(), scope) {
    /** Reads what there is to buy, and whether the agent is bound. */
    fun load(): Job = act {
        val open = app.get()
        val shelf = open.shopper.catalogue()
        val bound = isBound(open)
        show { it.copy(loaded = true, shelf = shelf, bound = bound) }
    }

    /** The agent asks to be bound. */
    fun askBinding(): Job = act {
        val link = app.get().shopper.askBinding()
        show { it.copy(said = waits(), opens = Route.Bind(link.authUrl)) }
    }

    /** The agent asks for a mandate; [task] is its words for what it is about to do. */
    fun askMandate(task: String): Job = whenBound {
        val session = app.get().market.shopping.askMandate(task)
        show { it.copy(said = waits(), opens = Route.Approve(session)) }
    }

    /** The agent asks to pay one exact order. */
    fun askImmediate(article: Article): Job = whenBound {
        val session = app.get().market.shopping.askImmediate(article.sku, article.name)
        show { it.copy(said = waits(), opens = Route.Approve(session)) }
    }

    /** The agent buys on its own, as its mandate allows. */
    fun buy(article: Article): Job = shop { buy(article.sku) }

    /** The agent does something wrong. */
    fun misbehave(what: Misbehaviour): Job = shop {
        val (mine, others) = content.shelf.partition { it.merchantName in Shopping.MERCHANTS }
        misbehave(what, mine.first().sku, others.first().sku)
    }

    /** The screen that was to be opened was opened. */
    fun opened() = show { it.copy(opens = null) }

    private fun whenBound(work: suspend () -> Unit): Job {
        show { it.copy(said = null) }
        return act { ifBound(work) }
    }

    private suspend fun ifBound(work: suspend () -> Unit) {
        if (isBound(app.get())) work() else show { it.copy(bound = false, said = Said(Word.AGENT_NO_BINDING.line, false)) }
    }

    private fun shop(what: suspend Shopping.() -> Purchase): Job = whenBound {
        val shopping = app.get().market.shopping
        val said = if (shopping.hasAsked) said(shopping, what) else Said(Word.AGENT_NO_MANDATE.line, false)
        show { it.copy(said = said) }
    }

    private suspend fun said(shopping: Shopping, what: suspend Shopping.() -> Purchase): Said =
        try {
            when (val purchase = shopping.what()) {
                is Purchase.Paid -> Said(Word.AGENT_SAID_PAID.line, true)
                is Purchase.Refused -> refused(purchase)
            }
        } catch (error: SandboxException) {
            if (error.stableCode != NOT_GRANTED) throw error
            Said(Word.AGENT_NO_MANDATE.line, false)
        }

    /** Who said no, and why: this wallet, or the network before it was asked. */
    private fun refused(purchase: Purchase.Refused): Said {
        val latest = app.get().payments.refusals().firstOrNull()?.reasons.orEmpty()
        if (latest.firstOrNull()?.code == purchase.detail) return Said(Word.AGENT_SAID_REFUSED.line, false, latest.map(Why::of))
        return Said(Word.AGENT_SAID_NETWORK.line, false, listOf(Why.ofWire(purchase.resultCode, purchase.detail)))
    }

    private suspend fun isBound(open: OpenWallet): Boolean =
        open.agents.list().any { it.agentId == Market.SHOPPER && it.state == BindingState.ACTIVE }

    private fun waits() = Said(Word.AGENT_SAID_WAITS.line, false)

    private companion object {
        /** The network has no approved mandate for the agent. */
        const val NOT_GRANTED = "agent.answer_incomplete"
    }
}
