package org.ampwallet.core

import org.ampwallet.core.ffi.liveHandles
import java.util.concurrent.TimeUnit

/** The wallets' objects that the library still holds for this process. */
object Handles {
    /** Waits until no more than [count] are left, and answers how many are: a cancelled call gives its own back a little later. */
    fun settle(count: ULong): ULong {
        val until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1)
        while (liveHandles() > count && System.nanoTime() < until) {
            // What other tests did not close is given back with its garbage.
            System.gc()
            Thread.sleep(PAUSE_MILLIS)
        }
        return liveHandles()
    }

    private const val PAUSE_MILLIS = 50L
}
