package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.use
import org.junit.Assert.assertEquals
import org.junit.Test

/** A sandbox that runs elsewhere, as `amp sandbox serve` does on a developer's machine. */
class AddressTest {
    @Test
    fun `a wallet in a sandbox at an address is bound and pays`() = World.run(begun = false) {
        Sandbox.start(0u).use { elsewhere ->
            val welcome = WelcomePresenter(app, scope)
            welcome.change(elsewhere.url())
            welcome.beginAtAddress().join()
            welcome.state.value.expectNoTrouble()
            assertEquals(SandboxPlace.At(elsewhere.url()), test.choices.place)
            approve(open.shopper.askBinding())
            val agent = DemoAgentPresenter(app, scope)
            agent.load().join()
            agent.askMandate("Flight").join()
            val approve = ApprovePresenter(app, scope, (agent.state.value.content.opens as Route.Approve).authSessionId)
            approve.load().join()
            approve.approve("Approve").join()
            approve.state.value.expectNoTrouble()
            agent.buy(agent.state.value.content.shelf.first()).join()
            agent.state.value.expectNoTrouble()
            assertEquals(true, agent.state.value.content.said?.paid)
            app.close()
        }
    }

    @Test
    fun `where no sandbox is, no wallet is made, and the person may choose anew`() = World.run(begun = false) {
        val welcome = WelcomePresenter(app, scope)
        welcome.change("ftp://nowhere")
        assertEquals(true, welcome.state.value.content.isAddressBad)
        welcome.change("http://127.0.0.1:9")
        assertEquals(false, welcome.state.value.content.isAddressBad)
        welcome.beginAtAddress().join()
        assertEquals(TroubleKind.OFFLINE, welcome.state.value.trouble?.kind)
        assertEquals(WelcomeStep.CHOOSE to null, welcome.state.value.content.step to test.choices.place)
        welcome.beginInApp().join()
        welcome.state.value.expectNoTrouble()
    }
}
