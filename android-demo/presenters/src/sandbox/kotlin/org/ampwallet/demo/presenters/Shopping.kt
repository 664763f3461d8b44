package org.ampwallet.demo.presenters

import org.ampwallet.core.Amount
import org.ampwallet.core.Constraints
import org.ampwallet.core.ffi.AgentMandate
import org.ampwallet.core.ffi.AskedMandate
import org.ampwallet.core.ffi.Checkout
import org.ampwallet.core.ffi.OrderChange
import org.ampwallet.core.ffi.Purchase
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxAgent

/** What the demo agent can do wrong, to see the wallet refuse it. */
enum class Misbehaviour(val title: Word, val about: Word) {
    OVER_BUDGET(Word.AGENT_OVER_BUDGET, Word.AGENT_OVER_BUDGET_ABOUT),
    CHANGED_PRICE(Word.AGENT_CHANGED_PRICE, Word.AGENT_CHANGED_PRICE_ABOUT),
    TAMPERED_ORDER(Word.AGENT_TAMPERED_ORDER, Word.AGENT_TAMPERED_ORDER_ABOUT),
    UNKNOWN_MERCHANT(Word.AGENT_UNKNOWN_MERCHANT, Word.AGENT_UNKNOWN_MERCHANT_ABOUT),
    REPLAY(Word.AGENT_REPLAY, Word.AGENT_REPLAY_ABOUT),
}

/**
 * The agent that lives in this app and shops in the sandbox, so that one person alone sees the whole story. It knows the
 * wallet only as every agent does: through the network.
 */
class Shopping(private val sandbox: Sandbox, private val agent: SandboxAgent) {
    private var asked: AskedMandate? = null
    private var order: Checkout? = null

    /** Whether a mandate was asked for; only the network knows whether it was approved. */
    val hasAsked: Boolean get() = asked != null

    /** Asks for a mandate: a task within bounds. Answers the session that now waits for the person. */
    suspend fun askMandate(task: String): String {
        val bounds = Constraints(Amount(BUDGET, CURRENCY), merchantNames = MERCHANTS, merchantMccs = CATEGORIES)
        val now = agent.askMandate(task, bounds, null)
        asked = now
        order = null
        return now.link.authSessionId
    }

    /** Asks to pay one exact order. Answers the session that now waits for the person. */
    suspend fun askImmediate(sku: String, task: String): String {
        val exactly = agent.order(sku, 1u)
        val now = agent.askMandate(task, null, exactly)
        asked = now
        order = exactly
        return now.link.authSessionId
    }

    /** Buys as the mandate allows. */
    suspend fun buy(sku: String, quantity: UInt = 1u): Purchase {
        val mandate = granted()
        val exactly = order ?: return agent.buy(mandate, sku, quantity)
        return agent.pay(exactly, agent.paymentToken(mandate, null, exactly))
    }

    /** Does [what] is wrong with [sku]; [elsewhere] is an article of a merchant that was not approved. */
    suspend fun misbehave(what: Misbehaviour, sku: String, elsewhere: String): Purchase = when (what) {
        Misbehaviour.OVER_BUDGET -> tooMuch(sku)
        Misbehaviour.UNKNOWN_MERCHANT -> agent.buy(granted(), elsewhere, 1u)
        Misbehaviour.CHANGED_PRICE -> cheated(OrderChange.ChangeAmount(MORE_CENTS), sku)
        Misbehaviour.TAMPERED_ORDER -> cheated(OrderChange.SwapGoods, sku)
        Misbehaviour.REPLAY -> replay(sku)
    }

    /** Buys more than half of the budget, and where that went well, as much again. */
    private suspend fun tooMuch(sku: String): Purchase {
        val mandate = granted()
        val first = agent.buy(mandate, sku, MORE_THAN_HALF)
        return if (first == Purchase.Paid) agent.buy(mandate, sku, MORE_THAN_HALF) else first
    }

    private suspend fun cheated(change: OrderChange, sku: String): Purchase {
        val mandate = granted()
        sandbox.changeNextOrder(change)
        return agent.buy(mandate, sku, 1u)
    }

    /** Pays, and hands the merchant the same payment token once more. */
    private suspend fun replay(sku: String): Purchase {
        val mandate = granted()
        val exactly = agent.order(sku, 1u)
        val token = agent.paymentToken(mandate, agent.sign(mandate, exactly), exactly)
        val first = agent.pay(exactly, token)
        return if (first == Purchase.Paid) agent.pay(exactly, token) else first
    }

    private suspend fun granted(): AgentMandate = agent.granted(asked ?: throw NothingAsked())

    companion object {
        /** The merchants that the demo agent asks for; the sandbox has others too. */
        val MERCHANTS: List<String> = listOf("Harbour Airways", "Menara Grand Hotel")
        private val CATEGORIES = listOf("4511", "7011")
        private const val BUDGET = "10000"
        private const val CURRENCY = "HKD"

        /** So many flights are more than half of the budget; the network itself refuses more than all of it. */
        private const val MORE_THAN_HALF = 3u
        private const val MORE_CENTS = 10_000L
    }
}

/** The demo agent has asked for no mandate yet. */
class NothingAsked : IllegalStateException("no mandate was asked for")
