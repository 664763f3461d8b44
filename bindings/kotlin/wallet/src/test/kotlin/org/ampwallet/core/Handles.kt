package org.ampwallet.core

import org.ampwallet.core.ffi.LiveObjects
import org.ampwallet.core.ffi.liveObjects
import java.util.concurrent.TimeUnit

/** The objects of every kind that the library still holds for this process. */
object Handles {
    /** Waits until no kind has more than in [count], and answers what is left: a cancelled call gives its own back a little later. */
    fun settle(count: LiveObjects): LiveObjects {
        val until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1)
        while (liveObjects() moreThan count && System.nanoTime() < until) {
            // What other tests did not close is given back with its garbage.
            System.gc()
            Thread.sleep(PAUSE_MILLIS)
        }
        return liveObjects()
    }

    val none: LiveObjects = LiveObjects(0u, 0u, 0u, 0u, 0u)

    private infix fun LiveObjects.moreThan(other: LiveObjects): Boolean =
        counts.zip(other.counts).any { (ours, theirs) -> ours > theirs }

    private val LiveObjects.counts: List<ULong>
        get() = listOf(ofWallets, agentSessions, verifiers, sandboxes, sandboxAgents)

    private const val PAUSE_MILLIS = 50L
}
