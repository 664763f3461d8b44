package org.ampwallet.core

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.yield
import org.ampwallet.core.ffi.AgentMandate
import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.Checkout
import org.ampwallet.core.ffi.PaymentRequest
import org.ampwallet.core.ffi.PaymentState
import org.ampwallet.core.ffi.RefundRequest
import org.ampwallet.core.ffi.VoidedBy
import org.ampwallet.core.ffi.WalletException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlin.time.Clock
import kotlin.time.Duration.Companion.days

/** What one shopper knows of a payment of its own. */
data class Known(val paymentId: String, val state: PaymentState, val amount: Amount, val refunds: Map<String, Amount>)

/**
 * Buys, calls off, gives back and looks, and is cut off at random in the middle of a call; then it asks again, as an app
 * does that does not know what became of its call. [calls] counts every call, [cut] those that were cancelled.
 */
class Shopper(
    private val world: World,
    private val mandate: AgentMandate,
    private val order: Checkout,
    private val number: Int,
    private val calls: AtomicInteger,
    private val cut: AtomicInteger,
) {
    private val random = Random(number)
    private val known = mutableListOf<Known>()

    /** Shops until [total] calls were made by all shoppers together; answers what this one knows. */
    suspend fun shop(total: Int): List<Known> {
        while (calls.get() < total) {
            known += buy()
            repeat(random.nextInt(LOOKS)) { interrupted { look() } }
        }
        return known
    }

    private suspend fun buy(): Known {
        val mine = order.copy(referenceCheckoutId = "shopper-$number-${known.size}")
        val announcement = world.announce(mandate, mine)
        val held = insist { world.payments.preVerify(announcement) }
        if (random.nextInt(8) == 0) {
            val voided = insist { world.payments.voidPayment(held.paymentId, VoidedBy.USER) }
            return Known(voided.paymentId, voided.state, held.held, emptyMap())
        }
        pay(PaymentRequest(announcement.paymentToken, mine.totalAmount, mine))
        val refunds = if (random.nextInt(4) == 0) refund(held.paymentId) else emptyMap()
        return Known(held.paymentId, PaymentState.CAPTURED, mine.totalAmount, refunds)
    }

    /** A token pays once: after a call that was cut off, `guard.token_used` says that it had paid. */
    private suspend fun pay(request: PaymentRequest) {
        var cutOff = false
        while (true) {
            try {
                val paid = interrupted { world.payments.pay(request) }
                if (paid != null) return assertEquals(PaymentState.CAPTURED, paid.state)
                cutOff = true
            } catch (error: WalletException.Refused) {
                assertEquals("guard.token_used", error.stableCode)
                return assertTrue(cutOff, "a token was used that nobody had used")
            }
        }
    }

    private suspend fun refund(paymentId: String): Map<String, Amount> {
        val request = RefundRequest("refund-$number-${known.size}", paymentId, Amount("1.50", "HKD"))
        insist { world.payments.refund(request) }
        return mapOf(request.refundId to request.amount)
    }

    private suspend fun look() {
        val now = Clock.System.now()
        when (random.nextInt(6)) {
            0 -> world.mandates.list()
            1 -> world.payments.list()
            2 -> world.tasks.list()
            3 -> world.limits.usage()
            4 -> world.events.waiting(0)
            else -> world.reports.spending(now - 1.days, now + 1.days)
        }
    }

    /** Asks until an answer comes: what can be asked again safely. */
    private suspend fun <T : Any> insist(call: suspend () -> T): T {
        while (true) interrupted(call)?.let { return it }
    }

    /** Makes a call and perhaps cancels it on the way; none if it was cut off. */
    private suspend fun <T : Any> interrupted(call: suspend () -> T): T? = supervisorScope {
        calls.incrementAndGet()
        val running = async(start = if (random.nextBoolean()) CoroutineStart.UNDISPATCHED else CoroutineStart.DEFAULT) { call() }
        when (random.nextInt(6)) {
            0 -> running.cancel()
            1 -> {
                repeat(random.nextInt(20)) { yield() }
                running.cancel()
            }
            2 -> {
                delay(random.nextLong(4))
                running.cancel()
            }
        }
        try {
            running.await()
        } catch (_: CancellationException) {
            currentCoroutineContext().ensureActive()
            cut.incrementAndGet()
            null
        }
    }

    private companion object {
        const val LOOKS = 3
    }
}
