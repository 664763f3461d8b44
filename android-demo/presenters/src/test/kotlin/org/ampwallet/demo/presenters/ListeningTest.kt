package org.ampwallet.demo.presenters

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.FlowPreview
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.debounce
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import org.ampwallet.demo.presenters.testing.OtherProcess
import org.junit.Test
import java.io.File
import kotlin.time.Duration.Companion.seconds

/** The app hears of the wallet for as long as that is open, whatever comes in between. */
class ListeningTest {
    @Test
    fun `whoever held the database while an event was acknowledged stops nobody from hearing the next one`() = World.run {
        val holds = CompletableDeferred<OtherProcess>()
        // Undispatched, it runs within the listener: at the first change the other process is there, before the event can be
        // acknowledged.
        scope.launch(Dispatchers.Unconfined) {
            app.changes.first()
            holds.complete(OtherProcess.holding(File(test.folder, "wallet")))
        }
        open.shopper.askBinding()
        withTimeout(10.seconds) { holds.await() }.use {
            // The wallet waits five seconds for the other one, then gives up.
            delay(6.seconds)
        }
        quiet()
        val heard = Heard(app, scope)
        open.shopper.askBinding()
        withTimeout(10.seconds) { heard.wait() }
    }

    /** Waits until nothing more is heard of what has happened. */
    @OptIn(FlowPreview::class)
    private suspend fun World.quiet() = app.changes.onStart { emit(Unit) }.debounce(2.seconds).first()
}
