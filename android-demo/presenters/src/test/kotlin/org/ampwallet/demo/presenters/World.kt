package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.ampwallet.core.ffi.IdvLink
import org.ampwallet.demo.presenters.testing.TestDevice
import java.io.File
import kotlin.time.Duration.Companion.minutes

/** A person with a device and the app on it; everything behind the presenters is real. */
class World private constructor(val test: TestDevice, val scope: CoroutineScope) {
    val app = AppWallet(test.device, scope)

    /** The wallet that is open. */
    val open: OpenWallet get() = app.get()

    /** The first run, as a person does it. */
    suspend fun begin() {
        WelcomePresenter(app, scope).apply { beginInApp().join() }.state.value.expectNoTrouble()
    }

    /** What a person does with a request: reads it and says yes. */
    suspend fun approve(link: IdvLink) {
        val approve = ApprovePresenter(app, scope, link.authSessionId)
        approve.load().join()
        approve.approve("Approve").join()
        approve.state.value.expectNoTrouble()
    }

    companion object {
        /** Runs a test in a world of its own; a deadlock fails it. */
        fun run(begun: Boolean = true, network: Network? = null, test: suspend World.() -> Unit): Unit = runBlocking<Unit> {
            withTimeout(3.minutes) {
                val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
                val world = World(TestDevice(network = network), scope)
                try {
                    if (begun) world.begin()
                    world.test()
                } finally {
                    world.app.close()
                    scope.cancel()
                    File(world.test.folder).deleteRecursively()
                }
            }
        }
    }
}

/** Hears the next change in the wallet. */
class Heard(app: AppWallet, scope: CoroutineScope) {
    private val change = scope.async(start = CoroutineStart.UNDISPATCHED) { app.changes.first() }

    suspend fun wait(): Unit = change.await()
}

/** Fails with what went wrong, if something did. */
fun Shown<*>.expectNoTrouble() {
    check(trouble == null) { "unexpected: $trouble" }
}
