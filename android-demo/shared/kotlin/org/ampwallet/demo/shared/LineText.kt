package org.ampwallet.demo.shared

import android.content.res.Resources
import android.icu.text.DateFormat
import android.icu.text.ListFormatter
import android.icu.text.NumberFormat
import android.icu.util.Calendar
import android.icu.util.Currency
import android.icu.util.ULocale
import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.value
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.line
import java.math.BigDecimal
import java.util.Date
import java.util.Locale
import kotlin.time.Instant

/**
 * Turns a [Line] into text of the person's language: the words from the resources, everything in their places by the
 * platform's formatters. Each argument is isolated, so that it reads right in a sentence of the other direction.
 *
 * @param resourceOf an app's `Word.resource`.
 */
class LineText(private val resources: Resources, private val resourceOf: (Word) -> Int) {
    private val locale: Locale = resources.configuration.locales[0]

    fun of(line: Line): String = when {
        line.args.isEmpty() -> resources.getString(resourceOf(line.word))
        else -> resources.getString(resourceOf(line.word), *Array(line.args.size) { inSentence(line.args[it]) })
    }

    fun of(word: Word): String = of(word.line)

    /** An argument by itself. */
    fun of(arg: Arg): String = when (arg) {
        is Arg.Money -> money(arg.amount)
        is Arg.Moneys -> list(arg.amounts.map(::money))
        is Arg.Time -> time(arg.at)
        is Arg.Number -> NumberFormat.getIntegerInstance(locale).format(arg.value)
        is Arg.Permille -> share(arg.value)
        is Arg.Quote -> resources.getString(resourceOf(Word.APP_QUOTE), isolated(arg.text))
        is Arg.Name -> arg.text
        is Arg.Words -> of(arg.line)
        is Arg.Names -> list(arg.texts)
        is Arg.Month -> month(arg.text)
    }

    /** An amount in the form of the language: as many fraction digits as its currency has, and more where it has more. */
    fun money(amount: Amount): String {
        val currency = Currency.getInstance(amount.currency)
        val format = NumberFormat.getCurrencyInstance(locale)
        format.currency = currency
        format.minimumFractionDigits = currency.defaultFractionDigits
        format.maximumFractionDigits = MICRO_DIGITS
        val text = format.format(amount.value)
        if (!ULocale.forLocale(locale).isRightToLeft) return text
        // A symbol of Latin letters, `HK$`, would be read from its end between Arabic digits.
        val symbol = currency.getSymbol(locale)
        return text.replace(symbol, "\u2066$symbol\u2069")
    }

    /** A moment, with date and time of this device's zone. */
    fun time(at: Instant): String =
        DateFormat.getDateTimeInstance(DateFormat.MEDIUM, DateFormat.SHORT, locale).format(Date(at.toEpochMilliseconds()))

    /** Thousandths as percent. */
    fun share(permille: UInt): String = NumberFormat.getPercentInstance(locale).apply { maximumFractionDigits = 1 }
        .format(BigDecimal.valueOf(permille.toLong(), PERMILLE_DIGITS))

    private fun month(text: String): String {
        val (year, month) = text.split('-').map(String::toInt)
        val first = Calendar.getInstance().apply { set(year, month - 1, 1) }
        return DateFormat.getInstanceForSkeleton(DateFormat.YEAR_MONTH, locale).format(first.time)
    }

    private fun list(texts: List<String>): String =
        ListFormatter.getInstance(locale).format(texts.map(::isolated))

    private fun inSentence(arg: Arg): String = if (arg is Arg.Words || arg is Arg.Quote) of(arg) else isolated(of(arg))

    private companion object {
        const val MICRO_DIGITS = 6
        const val PERMILLE_DIGITS = 3

        /** First strong isolate and its end (UAX #9): what is between keeps its own direction. */
        fun isolated(text: String): String = "\u2068$text\u2069"
    }
}
