package org.ampwallet.core

import org.ampwallet.core.ffi.MoneyException
import org.ampwallet.core.ffi.amountOf
import org.ampwallet.core.ffi.readAmount
import org.junit.jupiter.api.Test
import java.math.BigDecimal
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

/** Amounts are decimals, exact, and refused when they cannot be. */
class AmountsTest {
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
