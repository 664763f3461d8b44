package org.ampwallet.demo.presenters

import org.ampwallet.core.Amount
import org.ampwallet.core.Constraints
import org.ampwallet.core.ffi.Purchase
import org.ampwallet.core.ffi.SessionKind
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** What the person sees first: what waits, who may still spend what, and the stop of everything. */
class HomeTest {
    @Test
    fun `a request waits on top, and what an agent may still spend is shown after it is approved`() = World.run {
        val home = HomePresenter(app, scope)
        home.load().join()
        assertEquals(Home(loaded = true), home.state.value.content)
        val binding = open.shopper.askBinding()
        home.load().join()
        val waiting = home.state.value.content.waiting.single()
        assertEquals(SessionKind.ENROLLMENT to Market.SHOPPER, waiting.kind to waiting.agent)
        approve(binding)
        val asked = open.shopper.askMandate("travel", Constraints(Amount("10000", "HKD"), listOf("Harbour Airways")), null)
        approve(asked.link)
        assertEquals(Purchase.Paid, open.shopper.buy(open.shopper.granted(asked), "flight-hkg-kul", 1u))
        home.load().join()
        val agent = home.state.value.content.agents.single()
        val budget = agent.budgets.single()
        assertEquals(Amount("2800", "HKD") to Amount("7200", "HKD"), budget.spent to budget.remaining)
        assertEquals(280u to 1L, budget.usedPermille to agent.liveTasks)
        assertTrue(home.state.value.content.waiting.isEmpty())
    }

    @Test
    fun `one tap freezes everything, one tap ends it`() = World.run {
        approve(open.shopper.askBinding())
        val home = HomePresenter(app, scope)
        home.freezeAll().join()
        assertTrue(home.state.value.content.allFrozen)
        assertTrue(home.state.value.content.agents.single().frozen)
        home.unfreezeAll().join()
        assertEquals(false, home.state.value.content.allFrozen)
        home.freeze(Market.SHOPPER).join()
        assertEquals(false to true, home.state.value.content.run { allFrozen to agents.single().frozen })
        home.unfreeze(Market.SHOPPER).join()
        assertEquals(false, home.state.value.content.agents.single().frozen)
    }

    @Test
    fun `what happens in the wallet is heard, so that what is shown is read anew`() = World.run {
        val heard = Heard(app, scope)
        approve(open.shopper.askBinding())
        heard.wait()
    }
}
