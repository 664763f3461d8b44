package org.ampwallet.core

import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import org.ampwallet.core.ffi.AuthorizationOutcome
import org.ampwallet.core.ffi.EventKind
import org.ampwallet.core.ffi.MandateState
import org.ampwallet.core.ffi.OrderChange
import org.ampwallet.core.ffi.Purchase
import org.ampwallet.core.ffi.Stage
import org.junit.jupiter.api.Test
import java.math.BigDecimal
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.time.Duration.Companion.days

/** The story that `amp demo` tells, in Kotlin: bind, authorize, pay, refuse, revoke, report. */
class StoryTest {
    @Test
    fun `an agent is bound, pays within its mandate, and is refused beyond it`() = World.run { world ->
        val bound = assertIs<AuthorizationOutcome.Bound>(world.approve(world.agent.askBinding()))
        assertEquals("agent-travel-1", bound.v1.agentId)

        val mandate = world.authorize("10000")
        assertEquals(Purchase.Paid, world.agent.buy(mandate, "flight-hkg-kul", 1u))
        assertEquals(Purchase.Paid, world.agent.buy(mandate, "hotel-kul-night", 3u))

        refused(world, Stage.S2, "guard.budget_exceeded") { world.agent.buy(mandate, "hotel-kul-suite", 1u) }
        world.sandbox.changeNextOrder(OrderChange.SwapGoods)
        refused(world, Stage.S3, "guard.order_differs") { world.agent.buy(mandate, "hotel-kul-dinner", 1u) }
        world.sandbox.changeNextOrder(OrderChange.ChangeAmount(10_000))
        refused(world, Stage.S4, "guard.amount_over_hold") { world.agent.buy(mandate, "hotel-kul-dinner", 1u) }

        val ours = world.mandates.list().single()
        assertEquals(BigDecimal("7750.000000"), ours.spent.value)
        assertEquals(MandateState.REVOKED, world.mandates.revoke(ours.mandate.mandateId).state)
        refused(world, Stage.S2, "guard.mandate_not_activated") { world.agent.buy(mandate, "hotel-kul-transfer", 1u) }

        val tea = world.agent.order("tea-oolong", 1u)
        val once = world.authorize(tea)
        assertEquals(Purchase.Paid, world.agent.pay(tea, world.agent.paymentToken(once, null, tea)))

        val now = kotlin.time.Clock.System.now()
        val report = world.reports.spending(now - 1.days, now + 1.days)
        assertEquals(3u, report.payments)
        val told = world.events.waiting(0).map { it.what }
        assertEquals(3, told.count { it is EventKind.PaymentCaptured })
        assertEquals(told.take(4), world.events.flow().take(4).toList().map { it.what })
    }

    private suspend fun refused(world: World, stage: Stage, code: String, buy: suspend () -> Purchase) {
        val refused = assertIs<Purchase.Refused>(buy())
        assertEquals(code, refused.detail)
        val last = world.payments.refusals().first()
        assertEquals(stage to code, last.stage to last.reasons.first().code)
    }
}
