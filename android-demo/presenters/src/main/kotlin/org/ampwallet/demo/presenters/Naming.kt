package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.Cap

/** A merchant category (ISO 18245) in a person's words; one that has none here keeps its number. */
fun categoryLine(mcc: String): Line {
    val word = Word.ofMcc(mcc)
    return if (word == Word.MCC_OTHER) word.with(Arg.Name(mcc)) else word.line
}

/** How much at most, as it stands in a sentence. */
val Cap.arg: Arg
    get() = when (this) {
        is Cap.Amount -> Arg.Money(v1)
        is Cap.Count -> Arg.Words(Word.LIMITS_PAYMENTS.with(Arg.Number(v1.toLong())))
    }
