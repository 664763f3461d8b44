package org.ampwallet.demo.presenters

import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import org.ampwallet.core.Amount
import org.ampwallet.core.Constraints
import org.ampwallet.core.ffi.PaymentRequest
import org.ampwallet.core.ffi.TokenAnnouncement
import org.junit.Assert.assertEquals
import org.junit.Test
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Clock
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.measureTime

/** How long a person with years of payments waits for her home screen. Measured and said, not asserted: machines differ. */
class ColdStartTest {
    @Test
    fun `home comes up as fast with ten thousand payments, and no list is read whole`() = World.run {
        val few = coldStart()
        val made = measureTime { pays(PAYMENTS) }
        val many = coldStart()
        println("note: $PAYMENTS payments made in $made; cold start to home: $few without history, $many with it")
        val timeline = TimelinePresenter(app, scope)
        val first = measureTime { timeline.load().join() }
        val second = measureTime { timeline.more().join() }
        timeline.state.value.expectNoTrouble()
        println("note: first page of the timeline $first, the next one $second, ${timeline.state.value.content.entries.size} entries read")
        assertEquals(true, timeline.state.value.content.more)
        assertEquals(80, timeline.state.value.content.entries.size)
    }

    /** From nothing open to a home screen that shows everything. The library itself is loaded already. */
    private suspend fun World.coldStart(): Duration {
        app.close()
        return measureTime {
            app.openAgain()
            val home = HomePresenter(app, scope)
            home.load().join()
            home.state.value.expectNoTrouble()
            assertEquals(true, home.state.value.content.loaded)
        }
    }

    /** Payments as the network announces and debits them, through the wallet's own calls. */
    private suspend fun World.pays(count: Int) {
        approve(open.shopper.askBinding())
        val bounds = Constraints(Amount("100000000", "HKD"), merchantNames = listOf("Harbour Airways"))
        val asked = open.shopper.askMandate("seats", bounds, null)
        approve(asked.link)
        val mandate = open.shopper.granted(asked)
        val order = open.shopper.order("flight-seat", 1u)
        val number = AtomicInteger()
        coroutineScope {
            List(AT_ONCE) {
                async {
                    while (true) {
                        val next = number.incrementAndGet()
                        if (next > count) break
                        val mine = order.copy(referenceCheckoutId = "seat-$next")
                        val token = "28100123" + next.toString().padStart(20, '0')
                        val signed = open.shopper.sign(mandate, mine)
                        val announced = TokenAnnouncement(
                            token, mandate.networkMandateId, mandate.tokenId, mandate.authSessionId,
                            Clock.System.now() + 10.minutes, mandate.l1, mandate.l2, signed, mine, null,
                        )
                        open.payments.preVerify(announced)
                        open.payments.pay(PaymentRequest(token, mine.totalAmount, mine))
                    }
                }
            }.awaitAll()
        }
    }

    private companion object {
        const val PAYMENTS = 10_000
        const val AT_ONCE = 32
    }
}
