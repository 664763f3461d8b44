package org.ampwallet.core

import org.ampwallet.core.ffi.Conversion
import org.ampwallet.core.ffi.ExchangeRate
import org.ampwallet.core.ffi.RateException
import org.ampwallet.core.ffi.RateIssuer
import org.ampwallet.core.ffi.WalletException
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.time.Duration.Companion.minutes

/** Rates are believed only when the issuer that was named has signed them, and only in their time. */
class RatesTest {
    private val dollars = ExchangeRate("USD", "HKD", "7.8")

    @Test
    fun `a rate of the issuer that was named is taken and kept`() = World.run { world ->
        assertNull(world.rates.conversion())
        val early = failing<WalletException.Rate>("rate.no_issuer") { world.rates.take(world.sandbox.signRate(dollars, 900u)) }
        assertIs<RateException.NoIssuer>(early.v1)
        val conversion = Conversion("HKD", world.sandbox.rateIssuer())
        world.rates.setConversion(conversion)
        assertEquals(conversion, world.rates.conversion())
        val taken = world.rates.take(world.sandbox.signRate(dollars, 900u))
        assertEquals("USD" to "HKD", taken.exchange.base to taken.exchange.quote)
        assertEquals(listOf(taken), world.rates.list())
        failing<WalletException.Conflict>("wallet.conflict") { world.rates.setConversion(conversion.copy(currency = "USD")) }
    }

    @Test
    fun `a rate that is late, of a stranger, of another pair or no rate is not believed`() = World.run { world ->
        val token = world.sandbox.signRate(dollars, 60u)
        world.rates.setConversion(Conversion("HKD", world.sandbox.rateIssuer()))
        failing<WalletException.Rate>("rate.wrong_pair") { world.rates.take(world.sandbox.signRate(ExchangeRate("USD", "EUR", "0.9"), 60u)) }
        failing<WalletException.Rate>("rate.too_long") { world.rates.take("x".repeat(100_000)) }
        assertIs<RateException.Jose>(runCatching { world.rates.take(token.dropLast(4)) }.exceptionOrNull().let { assertIs<WalletException.Rate>(it).v1 })
        world.sandbox.shiftClock(30.minutes.inWholeMilliseconds)
        failing<WalletException.Rate>("rate.expired") { world.rates.take(token) }
        val stranger = RateIssuer(world.sandbox.rateIssuer().iss, listOf(world.sandbox.rootKey()))
        world.rates.setConversion(Conversion("HKD", stranger))
        failing<WalletException.Rate>("rate.key_unknown") { world.rates.take(world.sandbox.signRate(dollars, 60u)) }
        assertEquals(emptyList(), world.rates.list())
    }
}
