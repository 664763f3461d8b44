package org.ampwallet.demo.wear

import org.ampwallet.core.Amount
import org.ampwallet.core.Constraints
import org.ampwallet.core.ffi.AgentMandate
import org.ampwallet.core.ffi.AskedMandate
import org.ampwallet.core.ffi.OrderChange
import org.ampwallet.core.ffi.Purchase
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.shopper
import org.ampwallet.demo.presenters.sandbox
import kotlin.test.assertEquals
import kotlin.test.assertIs

/** An agent that shops elsewhere, while the person looks at the wrist. */
class AtTheShop(private val wallet: AppWallet) {
    private val agent get() = wallet.get().shopper
    private lateinit var asked: AskedMandate
    private val mandate: suspend () -> AgentMandate = { agent.granted(asked) }

    suspend fun asksToBeBound() {
        agent.askBinding()
    }

    suspend fun asksForMandate(task: String = "Flight and hotel", budget: String = "10000") {
        val bounds = Constraints(
            Amount(budget, "HKD"), merchantNames = listOf("Harbour Airways", "Menara Grand Hotel"), merchantMccs = listOf("4511", "7011"),
        )
        asked = agent.askMandate(task, bounds, null)
    }

    suspend fun buys(sku: String, quantity: UInt = 1u) = assertEquals(Purchase.Paid, agent.buy(mandate(), sku, quantity))

    suspend fun isRefused(code: String, sku: String, quantity: UInt = 1u, change: OrderChange? = null) {
        change?.let { wallet.get().sandbox.changeNextOrder(it) }
        assertEquals(code, assertIs<Purchase.Refused>(agent.buy(mandate(), sku, quantity)).detail.substringBefore(' '))
    }

    /** Pays, and hands the merchant the same token once more. */
    suspend fun isRefusedTheSecondTime(code: String, sku: String) {
        val granted = mandate()
        val order = agent.order(sku, 1u)
        val token = agent.paymentToken(granted, agent.sign(granted, order), order)
        assertEquals(Purchase.Paid, agent.pay(order, token))
        assertEquals(code, assertIs<Purchase.Refused>(agent.pay(order, token)).detail)
    }
}
