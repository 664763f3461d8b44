package org.ampwallet.demo.presenters

import kotlinx.coroutines.runBlocking
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.use
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test

/** A release build has one network, which it knows by its address and root key alone. The network here is a sandbox's. */
class NetworkTest {
    @Test
    fun `a wallet is made in the network that the app was built for, opened there again, and deleted`() = inNetwork { network ->
        val welcome = WelcomePresenter(app, scope)
        welcome.begin().join()
        welcome.state.value.expectNoTrouble()
        assertEquals(WelcomeStep.READY to network, welcome.state.value.content.step to test.choices.place)
        assertNull("nothing of a sandbox is around it", open.around)
        val settings = SettingsPresenter(app, scope)
        settings.load().join()
        assertEquals(Word.APP_AT.with(Arg.Name(network.url)), settings.state.value.content.place)
        val key = open.wallet.ispKey()
        app.close()
        app.openAgain()
        assertEquals(key, open.wallet.ispKey())
        app.erase()
        assertEquals(AppWallet.Phase.None to null, app.phase.value to test.choices.place)
    }

    @Test
    fun `an app that was built for no network makes no wallet of itself`() = World.run(begun = false) {
        val welcome = WelcomePresenter(app, scope)
        welcome.begin().join()
        assertEquals(WelcomeStep.CHOOSE to null, welcome.state.value.content.step to test.choices.place)
    }

    private fun inNetwork(test: suspend World.(Network) -> Unit): Unit = runBlocking {
        Sandbox.start(0u).use { sandbox ->
            val network = Network(sandbox.url(), sandbox.rootKey())
            World.run(begun = false, network = network) { test(network) }
        }
    }
}
