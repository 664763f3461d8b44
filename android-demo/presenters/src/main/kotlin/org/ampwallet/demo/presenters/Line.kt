package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.Amount
import kotlin.time.Instant

/**
 * A text as a screen shows it: words of the dictionary, with what stands in their places. A screen turns it into a text of
 * the person's language; a test reads it as it is.
 */
data class Line(val word: Word, val args: List<Arg> = emptyList())

/** What stands in a place of a [Line]. The platform formats it, in the form of the person's language. */
sealed interface Arg {
    /** An amount with its currency. */
    data class Money(val amount: Amount) : Arg

    /** Amounts of several currencies: never added up, shown beside each other. */
    data class Moneys(val amounts: List<Amount>) : Arg

    /** A moment, with date and time. */
    data class Time(val at: Instant) : Arg

    /** A number of things. */
    data class Number(val value: Long) : Arg

    /** Thousandths of a whole, shown in percent. */
    data class Permille(val value: UInt) : Arg

    /** Somebody else's own words (an agent's, a merchant's): shown as a quotation, whatever direction it is written in. */
    data class Quote(val text: String) : Arg

    /** A name or a code, not translated: an agent's identifier, an error code. */
    data class Name(val text: String) : Arg

    /** Other words of the dictionary. */
    data class Words(val line: Line) : Arg

    /** Several names beside each other. */
    data class Names(val texts: List<String>) : Arg

    /** A calendar month, `2026-11`. */
    data class Month(val text: String) : Arg
}

/** These words, with [args] in their places. */
fun Word.with(vararg args: Arg): Line = Line(this, args.toList())

/** These words alone. */
val Word.line: Line
    get() = Line(this)
