package org.ampwallet.core

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import org.ampwallet.core.ffi.Event
import org.ampwallet.core.ffi.RetentionPolicy
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.WalletException
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull

/** Events are pulled, acknowledged, told at least once, in order, over a restart. */
class EventsTest {
    @Test
    fun `an event is told again until it is acknowledged, after a restart too`() = World.run { world ->
        world.bind()
        val first = assertNotNull(world.events.next())
        assertEquals(first, world.events.next())
        world.closeWallet()
        val again = world.reopen()
        assertEquals(first, again.events.next())
        again.events.acknowledge(first.eventId)
        again.events.acknowledge(first.eventId)
        val second = assertNotNull(again.events.next())
        assertEquals(second, again.events.after(first.eventId))
        assertEquals(listOf(second), again.events.waiting(first.eventId).take(1))
        failing<WalletException.NotFound>("wallet.not_found") { again.events.acknowledge(1_000_000) }
        again.events.acknowledge(again.events.waiting(0).last().eventId)
        assertNull(again.events.next())
        again.closeWallet()
    }

    @Test
    fun `what was acknowledged is history, the latest first, page by page`() = World.run { world ->
        world.bind()
        val told = world.events.waiting(0)
        world.events.acknowledge(told.last().eventId)
        assertNull(world.events.next())
        val latest = world.events.history(null, 2u)
        assertEquals(told.reversed().take(2), latest)
        assertEquals(told.reversed().drop(2), world.events.history(latest.last().eventId, 200u))
        val usual = world.sandbox.walletConfig(world.folder.toString(), "user-1").retention
        assertEquals(RetentionPolicy(), usual)
        assertEquals(listOf(20_000u, 400u), listOf(usual.events, usual.eventDays))
        assertNull(usual.endedDays, "payments are kept for good")
    }

    @Test
    fun `a flow waits for the next event and ends with the wallet`() = World.run { world ->
        coroutineScope {
            val bound = CompletableDeferred<Unit>()
            val told = async {
                world.events.flow().map { it.what.code }.onEach { if (it == "agent.bound") bound.complete(Unit) }.toList()
            }
            world.bind()
            bound.await()
            world.wallet.shutDown()
            assertEquals(listOf("authorization.received", "authorization.approved", "agent.bound"), told.await())
        }
    }

    @Test
    fun `what a collector did not finish comes again, what it finished does not`() = World.run { world ->
        world.bind()
        val seen = mutableListOf<Event>()
        val cut = CompletableDeferred<Unit>()
        coroutineScope {
            val job = launch {
                world.events.acknowledging().collect {
                    seen += it
                    if (seen.size == 2) {
                        cut.complete(Unit)
                        CompletableDeferred<Unit>().await()
                    }
                }
            }
            cut.await()
            job.cancel()
        }
        assertEquals(seen[1], world.events.acknowledging().first())
        assertEquals(listOf(seen[1].eventId, seen[1].eventId + 1), world.events.flow().take(2).map { it.eventId }.toList())
    }

    @Test
    fun `a wallet that is suspended is waited for`() = World.run { world ->
        coroutineScope {
            val told = async { world.events.flow().take(1).toList() }
            world.wallet.suspend()
            val refused = failing<WalletException.Store>("store.suspended") { world.events.next() }
            assertIs<StoreException.Suspended>(refused.v1)
            world.wallet.resume()
            world.bind()
            assertEquals(1, told.await().size)
        }
    }
}
