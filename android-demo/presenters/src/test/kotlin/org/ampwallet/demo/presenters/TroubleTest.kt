package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.Fault
import org.ampwallet.core.ffi.FaultOrder
import org.ampwallet.demo.presenters.testing.OtherProcess
import org.ampwallet.demo.presenters.testing.SoftwareVault
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import java.io.File
import kotlin.time.Duration.Companion.hours

/** Every trouble made for real, and what helps against it. */
class TroubleTest {
    private val hour = 1.hours.inWholeMilliseconds

    @Test
    fun `without a network the agent is told so, and goes on once there is one`() = World.run {
        open.sandbox.stop()
        val agent = DemoAgentPresenter(app, scope)
        agent.load().join()
        assertEquals(TroubleKind.OFFLINE, agent.state.value.trouble?.kind)
        assertEquals(Remedy.RETRY, agent.state.value.trouble?.remedy)
        agent.after { app.openAnew() }.join()
        agent.state.value.expectNoTrouble()
        assertEquals(true, agent.state.value.content.loaded)
    }

    @Test
    fun `a sandbox that answers nonsense is down, until it is started again`() = World.run {
        open.sandbox.addFault(FaultOrder(CATALOGUE, Fault.Status(503u), null))
        val agent = DemoAgentPresenter(app, scope)
        agent.load().join()
        assertEquals(TroubleKind.SANDBOX_DOWN to Remedy.START_SANDBOX, agent.state.value.trouble?.run { kind to remedy })
        agent.after { app.openAnew() }.join()
        agent.state.value.expectNoTrouble()
    }

    @Test
    fun `too many wrong fingers sign nothing`() = World.run {
        val approve = ApprovePresenter(app, scope, open.shopper.askBinding().authSessionId)
        approve.load().join()
        test.vault.person = SoftwareVault.Person.FAILS_TOO_OFTEN
        approve.approve("Bind").join()
        assertEquals(TroubleKind.LOCKED_OUT, approve.state.value.trouble?.kind)
        assertNull(approve.state.value.content.decision)
    }

    @Test
    fun `a key that is gone signs nothing, and the wallet can be made anew`() = World.run {
        approve(open.shopper.askBinding())
        val approve = ApprovePresenter(app, scope, open.market.shopping.askMandate("travel"))
        approve.load().join()
        test.vault.loseKeys()
        approve.approve("Approve").join()
        assertEquals(TroubleKind.KEY_LOST to Remedy.START_ANEW, approve.state.value.trouble?.run { kind to remedy })
        app.erase()
        begin()
        assertEquals(AppWallet.Phase.Open, app.phase.value)
    }

    @Test
    fun `a database that another process holds locked changes nothing, until it lets go`() = World.run {
        val home = HomePresenter(app, scope)
        OtherProcess.holding(File(test.folder, "wallet")).use {
            home.freezeAll().join()
            assertEquals(TroubleKind.DATABASE_LOCKED, home.state.value.trouble?.kind)
        }
        home.retry().join()
        home.state.value.expectNoTrouble()
        assertEquals(true, home.state.value.content.allFrozen)
    }

    @Test
    fun `a clock that was set back decides nothing, until the person says that it is right`() = World.run {
        val home = HomePresenter(app, scope)
        open.sandbox.shiftClock(hour)
        home.freezeAll().join()
        open.sandbox.shiftClock(0)
        home.unfreezeAll().join()
        assertEquals(TroubleKind.CLOCK_SET_BACK to Remedy.TRUST_CLOCK, home.state.value.trouble?.run { kind to remedy })
        assertEquals(true, home.state.value.content.allFrozen)
        home.after { app.trustClock() }.join()
        home.state.value.expectNoTrouble()
        assertEquals(false, home.state.value.content.allFrozen)
    }

    @Test
    fun `a wallet opened again is the same wallet, in the same sandbox`() = World.run {
        approve(open.shopper.askBinding())
        app.close()
        app.openAgain()
        assertEquals(AppWallet.Phase.Open, app.phase.value)
        val home = HomePresenter(app, scope)
        home.load().join()
        assertEquals(listOf(Market.SHOPPER), home.state.value.content.agents.map { it.agentId })
    }

    private companion object {
        const val CATALOGUE = "/merchant/catalogue"
    }
}
