package org.ampwallet.core

import org.ampwallet.core.ffi.AdjustmentRequest
import org.ampwallet.core.ffi.EventKind
import org.ampwallet.core.ffi.Layer
import org.ampwallet.core.ffi.LedgerException
import org.ampwallet.core.ffi.NetworkException
import org.ampwallet.core.ffi.PaymentRequest
import org.ampwallet.core.ffi.PaymentState
import org.ampwallet.core.ffi.RefundRequest
import org.ampwallet.core.ffi.SagaException
import org.ampwallet.core.ffi.Stage
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.TaskStatus
import org.ampwallet.core.ffi.TokenAnnouncement
import org.ampwallet.core.ffi.VoidedBy
import org.ampwallet.core.ffi.WalletException
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.time.Clock
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes
import java.math.BigDecimal

/** Tokens, debits, what comes back, what is disputed. */
class PaymentsTest {
    @Test
    fun `a token is held once and pays once`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val order = world.agent.order("hotel-kul-dinner", 1u)
        val announcement = world.announce(mandate, order)
        val held = world.payments.preVerify(announcement)
        assertEquals(PaymentState.HELD, held.state)
        assertEquals(held, world.payments.preVerify(announcement))
        val request = PaymentRequest(announcement.paymentToken, order.totalAmount, order)
        val paid = world.payments.pay(request)
        assertEquals(PaymentState.CAPTURED to order.totalAmount, paid.state to paid.captured)
        val again = failing<WalletException.Refused>("guard.token_used") { world.payments.pay(request) }
        assertEquals(Stage.S3, again.v1.stage)
        assertEquals(again.v1, world.payments.refusals().first())
        failing<WalletException.Conflict>("wallet.conflict") { world.payments.preVerify(announcement) }
        assertEquals(listOf(paid), world.payments.list())
        assertEquals(emptyList(), world.payments.unverified())
        assertEquals(BigDecimal("880.000000"), world.mandates.list().single().spent.value)
    }

    @Test
    fun `an L3 that was seen before holds nothing under another token`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val announcement = world.announce(mandate, world.agent.order("hotel-kul-dinner", 1u))
        world.payments.preVerify(announcement)
        failing<WalletException.Replayed>("wallet.replayed") {
            world.payments.preVerify(announcement.copy(paymentToken = World.newToken()))
        }
        val broken = announcement.copy(paymentToken = World.newToken(), l3 = announcement.l3!!.dropLast(3))
        val fault = failing<WalletException.Chain>(chainCode(world, broken)) { world.payments.preVerify(broken) }
        assertEquals(Layer.L3, fault.v1.layer)
        failing<WalletException.Invalid>("wallet.invalid") { world.payments.preVerify(announcement.copy(paymentToken = "1")) }
    }

    private suspend fun chainCode(world: World, announcement: TokenAnnouncement): String =
        runCatching { world.payments.preVerify(announcement) }.exceptionOrNull()?.stableCode.orEmpty()

    @Test
    fun `a payment that is called off pays nothing any more`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val order = world.agent.order("hotel-kul-dinner", 1u)
        val announcement = world.announce(mandate, order)
        val held = world.payments.preVerify(announcement)
        val voided = world.payments.voidPayment(held.paymentId, VoidedBy.USER)
        assertEquals(PaymentState.RELEASED to "payment.voided_by_user", voided.state to voided.releasedBecause)
        failing<WalletException.Refused>("guard.token_released") {
            world.payments.pay(PaymentRequest(announcement.paymentToken, order.totalAmount, order))
        }
        val paid = world.purchase(mandate, order)
        val ended = failing<WalletException.Store>("payment.ended") { world.payments.voidPayment(paid.paymentId, VoidedBy.MERCHANT) }
        assertIs<SagaException.Ended>(assertIs<StoreException.Saga>(ended.v1).v1)
        failing<WalletException.NotFound>("wallet.not_found") { world.payments.voidPayment("nothing", VoidedBy.USER) }
    }

    @Test
    fun `what a merchant gives back is recorded once and never exceeds the debit`() = World.run { world ->
        world.bind()
        val paid = world.purchase(world.authorize("10000"), world.agent.order("hotel-kul-dinner", 1u))
        val request = RefundRequest("r-1", paid.paymentId, Amount("80", "HKD"))
        val refund = world.payments.refund(request)
        assertEquals(refund, world.payments.refund(request))
        failing<WalletException.Conflict>("wallet.conflict") { world.payments.refund(request.copy(amount = Amount("81", "HKD"))) }
        failing<WalletException.NotFound>("wallet.not_found") { world.payments.refund(RefundRequest("r-2", "nothing", Amount("1", "HKD"))) }
        failing<WalletException.Invalid>("wallet.invalid") { world.payments.refund(request.copy(refundId = "")) }
        val tooMuch = failing<WalletException.Store>("payment.exceeds_capture") {
            world.payments.refund(RefundRequest("r-3", paid.paymentId, Amount("801", "HKD")))
        }
        assertIs<SagaException.ExceedsCapture>(assertIs<StoreException.Saga>(tooMuch.v1).v1)
        assertEquals(listOf(refund), world.payments.refunds(paid.paymentId))
        val told = world.events.waiting(0).map { it.what }.filterIsInstance<EventKind.PaymentRefunded>().single()
        assertEquals("r-1" to Amount("80", "HKD"), told.refundId to told.amount)
    }

    @Test
    fun `a dispute keeps the evidence and ends once`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val order = world.agent.order("hotel-kul-dinner", 1u)
        val paid = world.purchase(mandate, order)
        val appeal = world.payments.appeal(paid.paymentId, "never ordered")
        assertEquals(appeal, world.payments.appeal(paid.paymentId, "never ordered"))
        assertEquals(mandate.l2 to order, appeal.evidence.l2 to appeal.evidence.order)
        assertEquals(listOf(appeal), world.payments.appeals())
        failing<WalletException.Conflict>("wallet.conflict") { world.payments.appeal(paid.paymentId, "another reason") }
        failing<WalletException.Invalid>("wallet.invalid") { world.payments.appeal(paid.paymentId, "") }
        val closed = world.payments.closeAppeal(appeal.appealId, "rejected")
        assertNotNull(closed.closedAt)
        failing<WalletException.Conflict>("wallet.conflict") { world.payments.closeAppeal(appeal.appealId, "granted") }
        val held = world.payments.preVerify(world.announce(mandate, order))
        failing<WalletException.Store>("payment.not_captured") { world.payments.appeal(held.paymentId, "too early") }
    }

    @Test
    fun `a token that nobody announced is asked for at the network`() = World.run { world ->
        world.bind()
        val request = PaymentRequest(World.newToken(), Amount("1", "HKD"), null)
        failing<WalletException.NotFound>("wallet.not_found") { world.payments.pay(request) }
        world.sandbox.stop()
        val unreachable = failing<WalletException.Network>("network.unreachable") { world.payments.pay(request) }
        assertIs<NetworkException.Unreachable>(unreachable.v1)
    }

    @Test
    fun `a task shows what is left, its bill every payment, and it ends when it is cancelled`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val paid = world.purchase(mandate, world.agent.order("hotel-kul-dinner", 1u))
        val task = world.tasks.list().single()
        assertEquals(task, world.tasks.get(paid.mandateId))
        assertEquals(BigDecimal("9120.000000"), task.remaining.value)
        val bill = world.tasks.bill(paid.mandateId, null, 200u)
        assertEquals(listOf(paid.paymentId) to null, bill.lines.map { it.paymentId } to bill.next)
        val second = world.purchase(mandate, world.agent.order("flight-seat", 1u))
        val newest = world.tasks.bill(paid.mandateId, null, 1u)
        assertEquals(listOf(second.paymentId), newest.lines.map { it.paymentId })
        assertEquals(bill.lines to null, world.tasks.bill(paid.mandateId, newest.next, 1u).let { it.lines to it.next })
        world.tasks.cancel(paid.mandateId)
        assertEquals(TaskStatus.CANCELLED, world.tasks.get(paid.mandateId).status)
        failing<WalletException.NotFound>("wallet.not_found") { world.tasks.get("nothing") }
        val now = Clock.System.now()
        val spent = world.reports.spending(now - 1.days, now + 1.days)
        assertEquals(listOf(Amount("1060", "HKD")), spent.spent)
        assertEquals(2u, spent.payments)
    }

    @Test
    fun `a budget is never lowered below what is spent`() = World.run { world ->
        world.bind()
        val paid = world.purchase(world.authorize("10000"), world.agent.order("hotel-kul-dinner", 1u))
        val below = AdjustmentRequest("a-1", paid.mandateId, Amount("879", "HKD"), null)
        val overdrawn = runCatching { world.mandates.adjust(below) }.exceptionOrNull()
        assertEquals("ledger.overdrawn", overdrawn?.stableCode)
        val inner = when (overdrawn) {
            is WalletException.Ledger -> overdrawn.v1
            is WalletException.Store -> assertIs<StoreException.Ledger>(overdrawn.v1).v1
            else -> null
        }
        assertIs<LedgerException.Overdrawn>(inner)
    }

    @Test
    fun `a clock that is set back pays nothing until a trusted time is given`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val order = world.agent.order("hotel-kul-dinner", 1u)
        world.sandbox.shiftClock(60.minutes.inWholeMilliseconds)
        world.limits.freeze(null)
        world.limits.unfreeze(null)
        world.sandbox.shiftClock(0)
        val announcement = world.announce(mandate, order)
        failing<WalletException.Clock>("clock.set_back") { world.payments.preVerify(announcement) }
        world.wallet.trustTime(Clock.System.now())
        assertEquals(PaymentState.HELD, world.payments.preVerify(announcement).state)
    }
}
