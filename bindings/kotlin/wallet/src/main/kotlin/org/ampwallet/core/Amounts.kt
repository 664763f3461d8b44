package org.ampwallet.core

import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.amountOf
import org.ampwallet.core.ffi.readAmount
import java.math.BigDecimal

/** Fraction digits of a micro-unit. */
private const val MICRO_DIGITS = 6

/** The amount as a decimal number of major units, exact: what the platform's currency formatter takes. */
public val Amount.value: BigDecimal
    get() = BigDecimal.valueOf(micros, MICRO_DIGITS)

/**
 * An amount of major units: `BigDecimal("12.50").inCurrency("HKD")`.
 *
 * @throws org.ampwallet.core.ffi.MoneyException for a negative number, more than six fraction digits, or a currency that
 * nothing is paid in.
 */
public fun BigDecimal.inCurrency(currency: String): Amount = amountOf(this, currency)

/**
 * Reads a plain decimal number of major units, `12.50`: ASCII digits and at most one point.
 *
 * @throws org.ampwallet.core.ffi.MoneyException for anything else.
 */
public fun Amount(text: String, currency: String): Amount = readAmount(text, currency)
