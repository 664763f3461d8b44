package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.BindingState
import org.ampwallet.core.ffi.SurfaceKind
import org.ampwallet.demo.presenters.testing.SoftwareVault
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** From nothing to an agent that is bound. */
class FirstRunTest {
    @Test
    fun `the first run makes a wallet and its key, and remembers where the sandbox is`() = World.run(begun = false) {
        assertEquals(AppWallet.Phase.None, app.phase.value)
        val welcome = WelcomePresenter(app, scope)
        assertEquals(WelcomeStep.CHOOSE, welcome.state.value.content.step)
        welcome.beginInApp().join()
        welcome.state.value.expectNoTrouble()
        assertEquals(WelcomeStep.READY, welcome.state.value.content.step)
        assertEquals(AppWallet.Phase.Open, app.phase.value)
        assertEquals(SandboxPlace.InApp, test.choices.place)
    }

    @Test
    fun `an agent is bound in three steps, and the person is asked once`() = World.run {
        val bind = BindPresenter(app, scope)
        bind.open(open.shopper.askBinding().authUrl).join()
        val review = bind.state.value.content
        assertEquals(BindStep.REVIEW, review.step)
        val asked = checkNotNull(review.asked)
        assertEquals(SurfaceKind.ENROLLMENT, asked.kind)
        assertTrue(Word.FIELD_SCOPE in asked.stressed.map { it.label.word })
        bind.confirm("Bind").join()
        bind.state.value.expectNoTrouble()
        assertEquals(BindStep.BOUND, bind.state.value.content.step)
        assertEquals(1, test.vault.asked.get())
        assertEquals(listOf(BindingState.ACTIVE), open.agents.list().map { it.state })
    }

    @Test
    fun `the link of the app's own domain opens the same request`() = World.run {
        val bind = BindPresenter(app, scope)
        bind.open(open.shopper.askBinding().authUrl.replace("amp-wallet://", "https://wallet.example/")).join()
        bind.state.value.expectNoTrouble()
        assertEquals(BindStep.REVIEW, bind.state.value.content.step)
    }

    @Test
    fun `what is no link of the network opens nothing`() = World.run {
        val bind = BindPresenter(app, scope)
        val others = listOf(
            "", "https://evil.example", "https://evil.example/authorize?authSessionId=1", "amp-wallet://authorize?x=1",
            "amp-wallet://authorize?authSessionId=", "https://wallet.example/authorize?x=1",
        )
        for (text in others) {
            bind.open(text).join()
            assertTrue(text, bind.state.value.content.linkIsNone)
        }
        bind.open("amp-wallet://authorize?authSessionId=nobody-asked").join()
        assertEquals("wallet.not_found", bind.state.value.trouble?.code)
        assertEquals(BindStep.LINK, bind.state.value.content.step)
    }

    @Test
    fun `an agent that is declined is not bound`() = World.run {
        val bind = BindPresenter(app, scope)
        bind.open(open.shopper.askBinding().authUrl).join()
        bind.decline().join()
        assertEquals(BindStep.LINK, bind.state.value.content.step)
        assertEquals(0, test.vault.asked.get())
        assertTrue(open.agents.list().none { it.state == BindingState.ACTIVE })
    }

    @Test
    fun `a prompt that is dismissed signs nothing, and the request still waits`() = World.run {
        val session = open.shopper.askBinding().authSessionId
        val approve = ApprovePresenter(app, scope, session)
        approve.load().join()
        test.vault.person = SoftwareVault.Person.CANCELS
        approve.approve("Bind").join()
        val trouble = approve.state.value.trouble
        assertEquals(TroubleKind.BIOMETRIC_CANCELLED, trouble?.kind)
        assertEquals(listOf(session), open.mandates.waiting().map { it.authSessionId })
        test.vault.person = SoftwareVault.Person.CONFIRMS
        approve.retry().join()
        approve.state.value.expectNoTrouble()
        assertEquals(Decision.APPROVED, approve.state.value.content.decision)
    }
}
