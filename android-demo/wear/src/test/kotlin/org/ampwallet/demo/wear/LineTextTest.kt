package org.ampwallet.demo.wear

import android.app.Application
import androidx.test.core.app.ApplicationProvider
import org.ampwallet.core.Amount
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.LineText
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Lines in the four languages: the platform's forms, each argument isolated from the sentence around it. */
@RunWith(RobolectricTestRunner::class)
@Config(application = Application::class)
class LineTextTest {
    private val text get() = LineText(ApplicationProvider.getApplicationContext<Application>().resources, Word::resource)

    private fun dollars(amount: String) = Amount(amount, "HKD")

    @Test
    @Config(qualifiers = "en-rUS")
    fun `English amounts and shares`() {
        assertEquals("HK$4,320.00", text.money(dollars("4320")))
        assertEquals("¥5,000", text.money(Amount("5000", "JPY")))
        assertEquals("56.8%", text.share(568u))
        assertEquals("November 2026", text.of(Arg.Month("2026-11")))
    }

    @Test
    @Config(qualifiers = "en-rUS")
    fun `a nano-payment is not rounded away`() = assertEquals("HK$0.000001", text.money(dollars("0.000001")))

    @Test
    @Config(qualifiers = "in-rID")
    fun `Indonesian amounts have their comma`() {
        assertEquals("HK$4.320,00", text.money(dollars("4320")))
        assertEquals("56,8%", text.share(568u))
    }

    @Test
    @Config(qualifiers = "zh-rCN")
    fun `Chinese amounts and months`() {
        assertEquals("HK$4,320.00", text.money(dollars("4320")))
        assertEquals("2026年11月", text.of(Arg.Month("2026-11")))
    }

    @Test
    @Config(qualifiers = "ar-rEG-ldrtl")
    fun `an Arabic amount has its digits, and the currency's symbol in its own direction`() {
        val said = text.money(dollars("4320"))
        assertTrue("٤٬٣٢٠٫٠٠" in said, said)
        assertTrue("\u2066HK$\u2069" in said, said)
    }

    @Test
    @Config(qualifiers = "ar-rEG-ldrtl")
    fun `what an agent wrote stays between its marks, whatever direction it has`() {
        val said = text.of(Word.APP_LABEL_VALUE.with(Arg.Words(Word.FIELD_AGENT.with()), Arg.Quote("agent-travel-1")))
        assertTrue("«\u2068agent-travel-1\u2069»" in said, said)
    }
}
