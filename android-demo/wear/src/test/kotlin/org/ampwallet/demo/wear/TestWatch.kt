package org.ampwallet.demo.wear

import org.ampwallet.demo.presenters.Device
import org.ampwallet.demo.presenters.testing.TestDevice
import kotlin.time.Clock
import kotlin.time.Duration
import kotlin.time.Instant

/** The application with a software vault: Robolectric's Keystore asks nobody. */
class TestWatch : WatchApplication() {
    val test = TestDevice()

    /** How far the watch's clock is behind. */
    @Volatile
    var behind = Duration.ZERO

    override fun device(): Device = with(test) {
        val clock = object : Clock {
            override fun now(): Instant = Clock.System.now() - behind
        }
        Device(vault, secrets, folder, choices, clock = clock)
    }
}
