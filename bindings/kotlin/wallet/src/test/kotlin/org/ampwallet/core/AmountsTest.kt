package org.ampwallet.core

import org.ampwallet.core.ffi.AgentException
import org.ampwallet.core.ffi.Cap
import org.ampwallet.core.ffi.ChainVerifier
import org.ampwallet.core.ffi.Conversion
import org.ampwallet.core.ffi.Dimension
import org.ampwallet.core.ffi.Limit
import org.ampwallet.core.ffi.LimitKind
import org.ampwallet.core.ffi.MoneyException
import org.ampwallet.core.ffi.RateIssuer
import org.ampwallet.core.ffi.RefundRequest
import org.ampwallet.core.ffi.SandboxException
import org.ampwallet.core.ffi.Scope
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.Window
import org.ampwallet.core.ffi.amountOf
import org.ampwallet.core.ffi.readAmount
import org.junit.jupiter.api.Test
import java.math.BigDecimal
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs

/** Amounts are decimals, exact, and refused when they cannot be. */
class AmountsTest {
    @Test
    fun `a currency, a rate or a key that cannot be arrives as the error of its call`() = World.run { world ->
        val wrong = Amount("1", "HKD").copy(currency = "XXQ")
        val refund = failing<WalletException.Money>("money.unknown_currency") {
            world.payments.refund(RefundRequest("r-1", "nothing", wrong))
        }
        assertEquals("XXQ", assertIs<MoneyException.UnknownCurrency>(refund.v1).currency)
        val limit = Limit("day", LimitKind.SPENDING, Window.DAY, Scope(Dimension.ALL, null), Cap.Amount(wrong))
        failing<WalletException.Money>("money.unknown_currency") { world.limits.put(limit) }
        failing<WalletException.Invalid>("wallet.invalid") { ChainVerifier("{}", "iss", "aud") }
        failing<WalletException.Invalid>("wallet.invalid") {
            world.rates.setConversion(Conversion("HKD", RateIssuer("bank", listOf("no key"))))
        }
        failing<MoneyException.Malformed>("money.malformed") { amountOf(BigDecimal("1e40"), "HKD") }
        assertEquals(emptyList(), world.payments.list())
    }

    @Test
    fun `a currency that cannot be in a sandbox's call arrives as its error and names the field`() = World.run { world ->
        world.bind()
        val (bounds, order) = World.travel("100") to world.agent.order("flight-seat", 1u)
        val unknown = bounds.copy(budget = Amount("100", "HKD").copy(currency = "XXQ"))
        val error = failing<SandboxException.Money>("money.unknown_currency") {
            world.agent.askMandate("tea", unknown, null)
        }
        assertEquals("XXQ", assertIs<MoneyException.UnknownCurrency>(error.v1).currency)

        val other = Amount("1", "USD")
        val lines = order.copy(goods = order.goods.map { it.copy(goodsUnitAmount = other) })
        val asked: Map<String, suspend () -> Any> = mapOf(
            "constraints.perTransactionMax" to
                { world.agent.askMandate("tea", bounds.copy(perTransactionMax = other), null) },
            "constraints.perTransactionMin" to
                { world.agent.askMandate("tea", bounds.copy(perTransactionMin = other), null) },
            "checkout.goods[0].goodsUnitAmount" to { world.agent.askMandate("tea", null, lines) },
        )
        for ((field, call) in asked) {
            val agents = failing<SandboxException.Agent>("agent.currency_differs") { call() }
            val named = assertIs<AgentException.CurrencyDiffers>(agents.v1)
            assertEquals(listOf(field, "HKD", "USD"), listOf(named.field, named.expected, named.presented))
        }
        assertEquals(emptyList(), world.wallet.overview().waiting)
    }

    @Test
    fun `an amount is read and shown exactly`() {
        for (text in listOf("0", "0.01", "12.50", "9223372036854.775807", "1000000")) {
            val amount = readAmount(text, "HKD")
            assertEquals(0, BigDecimal(text).compareTo(amount.value), text)
            assertEquals(amount, BigDecimal(text).inCurrency("HKD"))
            assertEquals(amount, amountOf(BigDecimal(text), "HKD"))
            assertEquals(amount, Amount(text, "HKD"))
        }
        assertEquals(amountOf(BigDecimal("1E+3"), "JPY"), Amount("1000", "JPY"))
    }

    @Test
    fun `what is no amount is refused with its reason`() {
        assertFailsWith<MoneyException.UnknownCurrency> { readAmount("1", "XXX") }
        assertFailsWith<MoneyException.Malformed> { readAmount("1e3", "HKD") }
        assertFailsWith<MoneyException.Malformed> { readAmount(" 1", "HKD") }
        assertFailsWith<MoneyException.Malformed> { readAmount("１", "HKD") }
        assertFailsWith<MoneyException.Fraction> { readAmount("0.0000001", "HKD") }
        assertFailsWith<MoneyException.Overflow> { readAmount("9223372036854.775808", "HKD") }
        assertFailsWith<MoneyException.Negative> { BigDecimal("-0.01").inCurrency("HKD") }
    }
}
