package org.ampwallet.core

import org.ampwallet.core.ffi.Cap
import org.ampwallet.core.ffi.DeviceView
import org.ampwallet.core.ffi.Dimension
import org.ampwallet.core.ffi.Limit
import org.ampwallet.core.ffi.LimitKind
import org.ampwallet.core.ffi.LimitSet
import org.ampwallet.core.ffi.Payment
import org.ampwallet.core.ffi.PaymentRequest
import org.ampwallet.core.ffi.ReportFormat
import org.ampwallet.core.ffi.Scope
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.Window
import org.junit.jupiter.api.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Clock
import kotlin.time.Duration.Companion.days

/** What a home screen reads. */
class OverviewTest {
    private val daily = Limit("day", LimitKind.SPENDING, Window.DAY, Scope(Dimension.ALL, null), Cap.Amount(Amount("1000", "HKD")))

    @Test
    fun `what waits, who is bound and what each may still spend is one read`() = World.run { world ->
        val link = world.agent.askBinding()
        val waiting = world.wallet.overview().waiting.single()
        assertEquals(link.authSessionId, waiting.session.authSessionId)
        assertEquals(world.mandates.surface(link.authSessionId), waiting.surface)
        world.approve(link)
        world.limits.set(LimitSet(listOf(daily)))
        world.purchase(world.authorize("4400"), world.agent.order("hotel-kul-dinner", 1u))
        val seen = world.wallet.overview()
        val agent = seen.agents.single()
        assertTrue(agent.mayRequest && !agent.frozen && seen.waiting.isEmpty())
        val budget = agent.budgets.single()
        assertEquals(Amount("880", "HKD") to Amount("3520", "HKD"), budget.spent to budget.remaining)
        assertEquals(200u to 1u, budget.usedPermille to agent.liveTasks)
        assertEquals(seen.budgets, agent.budgets)
        val limit = seen.limits.single()
        assertEquals(Cap.Amount(Amount("120", "HKD")) to 880u, limit.remaining to limit.usedPermille)
        world.limits.freeze(null)
        assertTrue(world.wallet.overview().agents.single().frozen)
    }

    @Test
    fun `history comes page by page, newest first`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        repeat(3) { world.purchase(mandate, world.agent.order("hotel-kul-dinner", 1u)) }
        val first = world.payments.page(null, 2u)
        val second = world.payments.page(assertNotNull(first.next), 2u)
        assertNull(second.next)
        assertEquals(world.payments.list(), first.payments + second.payments)
        assertEquals(world.mandates.list(), world.mandates.page(null, 10u).mandates)
        assertEquals(world.tasks.list(), world.tasks.page(null, 10u).tasks)
        val one: Payment = first.payments.first()
        assertEquals(one, world.payments.get(one.paymentId))
        failing<WalletException.Invalid>("wallet.invalid") { world.payments.page("no page gave this", 2u) }
        failing<WalletException.Invalid>("wallet.invalid") { world.payments.page(null, 0u) }
    }

    @Test
    fun `a payment is proved by its chain, layer by layer`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val order = world.agent.order("hotel-kul-dinner", 1u)
        val paid = world.purchase(mandate, order)
        val kept = world.payments.evidence(paid.paymentId)
        assertEquals(mandate.l1 to mandate.l2, kept.l1 to kept.l2)
        val chain = world.payments.verify(paid.paymentId)
        assertEquals(order, chain.l3?.checkout)
        assertEquals(world.wallet.ispKey(), chain.l1.ispKey)
        failing<WalletException.NotFound>("wallet.not_found") { world.payments.verify("nothing") }
    }

    @Test
    fun `limits are looked at before they are set`() = World.run { world ->
        world.bind()
        world.purchase(world.authorize("10000"), world.agent.order("hotel-kul-dinner", 1u))
        val set = LimitSet(listOf(daily))
        val preview = world.limits.preview(set)
        assertEquals(LimitSet(emptyList()), world.limits.get())
        world.limits.set(set)
        assertEquals(preview, world.limits.usage())
    }

    @Test
    fun `a watch that paid is known, and a report leaves the app`() = World.run { world ->
        world.bind()
        val order = world.agent.order("hotel-kul-dinner", 1u)
        val announcement = world.announce(world.authorize("10000"), order).copy(deviceId = "watch-1")
        world.payments.preVerify(announcement)
        assertEquals(listOf(DeviceView("watch-1", 0, null)), world.wallet.devices())
        val paid = world.payments.pay(PaymentRequest(announcement.paymentToken, order.totalAmount, order))
        assertEquals(listOf(DeviceView("watch-1", 1, paid.endedAt)), world.wallet.devices())
        val (from, to) = Clock.System.now() - 1.days to Clock.System.now() + 1.days
        val line = world.reports.spending(from, to).byMerchant.single()
        assertEquals(1000u to 1000u, line.sharePermille to line.barPermille)
        assertContains(world.reports.export(from, to, ReportFormat.CSV), "merchant,Menara Grand Hotel,HKD,880.00,0.00,1")
        assertContains(world.reports.export(from, to, ReportFormat.JSON), "\"by_merchant\"")
    }
}
