package org.ampwallet.core

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.BillLine
import org.ampwallet.core.ffi.EventKind
import org.ampwallet.core.ffi.PaymentState
import org.junit.jupiter.api.Test
import java.util.concurrent.atomic.AtomicInteger
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds

/** 10,000 calls from 64 coroutines, cut off at random. */
class ManyCoroutinesTest {
    @Test
    fun `64 coroutines that are cancelled at random lose and double no payment, deadlock nothing, leak nothing`() {
        val before = Handles.settle(Handles.none)
        val (calls, cut) = AtomicInteger() to AtomicInteger()
        World.run { world ->
            world.bind()
            val mandate = world.authorize("100000000")
            val order = world.agent.order("hotel-kul-dinner", 1u)
            val (known, told) = withContext(Dispatchers.Default) {
                coroutineScope {
                    val done = CompletableDeferred<Unit>()
                    val events = async { listen(world, done) }
                    val known = List(SHOPPERS) { async { Shopper(world, mandate, order, it, calls, cut).shop(CALLS) } }.awaitAll().flatten()
                    done.complete(Unit)
                    agrees(world, known)
                    known to events.await()
                }
            }
            agrees(told, known)
        }
        println("many coroutines: ${calls.get()} calls, ${cut.get()} cut off")
        assertTrue(calls.get() >= CALLS && cut.get() > CALLS / 10, "${calls.get()} calls, ${cut.get()} cut off")
        assertEquals(before, Handles.settle(before))
    }

    /** Every event, page by page, until nothing more happens and nothing waits. */
    private suspend fun listen(world: World, done: CompletableDeferred<Unit>): List<EventKind> {
        val told = mutableListOf<EventKind>()
        while (true) {
            val over = done.isCompleted
            val page = world.events.waiting(0)
            if (page.isEmpty() && over) return told
            if (page.isEmpty()) delay(1.milliseconds) else world.events.acknowledge(page.last().eventId)
            told += page.map { it.what }
        }
    }

    /** The books say what the shoppers know, and agree with themselves. */
    private suspend fun agrees(world: World, known: List<Known>) {
        val view = world.mandates.list().single()
        val lines = world.wholeBill(view.mandate.mandateId)
        assertEquals(known.map { it.paymentId to it.state }.toSet(), lines.map { it.paymentId to it.state }.toSet())
        assertEquals(known.size, lines.size)
        val refunded = known.associate { it.paymentId to it.refunds.values.sumOf(Amount::micros) }
        assertEquals(refunded, lines.associate { it.paymentId to it.refunded.micros })
        val captured = known.filter { it.state == PaymentState.CAPTURED }.sumOf { it.amount.micros }
        assertEquals(captured to 0L, view.spent.micros to view.held.micros)
        assertEquals(emptyList(), world.wallet.check().books.findings)
    }

    private suspend fun World.wholeBill(mandateId: String): List<BillLine> {
        val all = mutableListOf<BillLine>()
        var after: String? = null
        do {
            val bill = tasks.bill(mandateId, after, PAGE)
            all += bill.lines
            after = bill.next
        } while (after != null)
        return all
    }

    /** The events tell each payment once, from its hold to its end. */
    private fun agrees(told: List<EventKind>, known: List<Known>) {
        val stories = mutableMapOf<String, MutableList<String>>()
        for (event in told) {
            when (event) {
                is EventKind.PaymentHeld -> stories.getOrPut(event.paymentId) { mutableListOf() } += "held"
                is EventKind.PaymentCaptured -> stories.getValue(event.paymentId) += "captured"
                is EventKind.PaymentReleased -> stories.getValue(event.paymentId) += "released"
                is EventKind.PaymentRefunded -> stories.getValue(event.paymentId) += event.refundId
                is EventKind.EventsDropped -> error("events were dropped: ${event.dropped}")
                else -> Unit
            }
        }
        val expected = known.associate { payment ->
            val end = if (payment.state == PaymentState.CAPTURED) "captured" else "released"
            payment.paymentId to listOf("held", end) + payment.refunds.keys
        }
        assertEquals(expected, stories)
    }

    private companion object {
        const val SHOPPERS = 64
        const val CALLS = 10_000
        const val PAGE = 200u
    }
}
