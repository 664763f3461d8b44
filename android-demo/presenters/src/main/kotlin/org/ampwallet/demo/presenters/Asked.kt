package org.ampwallet.demo.presenters

import org.ampwallet.core.code
import org.ampwallet.core.ffi.AuthorizationSurface
import org.ampwallet.core.ffi.Emphasis
import org.ampwallet.core.ffi.FieldValue
import org.ampwallet.core.ffi.SurfaceField
import org.ampwallet.core.ffi.SurfaceKind
import org.ampwallet.core.ffi.SurfaceWarning

/** One field of what is asked: a label of the dictionary and a typed value of the core. */
data class AskedField(val key: String, val label: Line, val values: List<Arg>, val emphasis: Emphasis)

/**
 * What an agent asks for, exactly as the core will sign it: every field of its surface in its order, none added.
 *
 * @property big the amount that is decided on, shown larger; it is one of [fields] too.
 * @property never what the mandate can never do, each from a field that is signed.
 * @property digest goes back with the approval: the core signs nothing else than what was shown.
 */
data class Asked(
    val kind: SurfaceKind,
    val title: Line,
    val big: AskedField?,
    val fields: List<AskedField>,
    val never: List<Line>,
    val warnings: List<Warning>,
    val glance: List<String>,
    val digest: String,
) {
    /** What the person decides on. */
    val stressed: List<AskedField> get() = fields.filter { it.emphasis == Emphasis.STRESSED && it != big }

    /** What is shown below it. */
    val normal: List<AskedField> get() = fields.filter { it.emphasis == Emphasis.NORMAL }

    /** What may be folded away. */
    val details: List<AskedField> get() = fields.filter { it.emphasis == Emphasis.DETAIL }

    companion object {
        private val BIG = setOf("amount", "budget", "budget.after")

        fun of(surface: AuthorizationSurface): Asked {
            val fields = surface.fields.map(::fieldOf)
            return Asked(
                kind = surface.kind,
                title = Word.ofSurfaceKind(surface.kind).line,
                big = fields.firstOrNull { it.key in BIG },
                fields = fields,
                never = if (surface.kind == SurfaceKind.AUTONOMOUS) neverOf(surface) else emptyList(),
                warnings = surface.warnings.map(Warning::of),
                glance = surface.glance,
                digest = surface.digest,
            )
        }

        private fun neverOf(surface: AuthorizationSurface): List<Line> {
            val values = surface.fields.associate { it.key to it.value }
            val listed = surface.fields.any { it.key == "merchants" && (it.value as? FieldValue.Texts)?.texts?.isNotEmpty() == true }
            return listOfNotNull(
                (values["budget"] as? FieldValue.Money)?.let { Word.APPROVE_NEVER_MORE.with(Arg.Money(it.amount)) },
                (values["valid_until"] as? FieldValue.Time)?.let { Word.APPROVE_NEVER_LATER.with(Arg.Time(it.at)) },
                Word.APPROVE_NEVER_ELSEWHERE.line.takeIf { listed },
                Word.APPROVE_NEVER_FROZEN.line,
            )
        }

        private fun fieldOf(field: SurfaceField): AskedField =
            AskedField(field.key, labelOf(field.key), valuesOf(field), field.emphasis)

        private fun valuesOf(field: SurfaceField): List<Arg> = when (val value = field.value) {
            is FieldValue.Text -> listOf(textOf(field.key, value.text))
            is FieldValue.Quote -> listOf(Arg.Quote(value.text))
            is FieldValue.Texts ->
                value.texts.map { textOf(field.key, it) }.ifEmpty { listOf(Arg.Words(Word.APP_ANY.line)) }
            is FieldValue.Money -> listOf(Arg.Money(value.amount))
            is FieldValue.Time -> listOf(Arg.Time(value.at))
            is FieldValue.Goods -> listOf(
                Arg.Words(
                    Word.APPROVE_GOODS.with(Arg.Quote(value.name), Arg.Name(value.quantity), Arg.Money(value.unitAmount)),
                ),
            )
        }

        private fun textOf(key: String, text: String): Arg = when (key) {
            "scope" -> Word.ofScope(text)?.let { Arg.Words(it.line) } ?: Arg.Name(text)
            "categories", "merchant.category" -> Arg.Words(categoryLine(text))
            "task", "merchant", "merchants", "agent", "agent.developer" -> Arg.Quote(text)
            "payments.frequency" -> frequencyOf(text)
            else -> Arg.Name(text)
        }

        /** `3/WEEK`, as the core shows how often a mandate may pay. */
        private fun frequencyOf(text: String): Arg {
            val word = Word.ofFrequency(text.substringAfter('/')) ?: return Arg.Name(text)
            return Arg.Words(word.with(Arg.Name(text.substringBefore('/'))))
        }

        private fun labelOf(key: String): Line = Word.ofField(key).line
    }
}

/** What the person should know before she decides: a sentence, and what it is about. */
data class Warning(val sentence: Line, val detail: Line? = null) {
    companion object {
        fun of(warning: SurfaceWarning): Warning = Warning(Word.ofWarning(warning.code).line, detailOf(warning))

        private fun detailOf(warning: SurfaceWarning): Line? = when (warning) {
            is SurfaceWarning.MixedScript ->
                Word.WARNING_MERCHANT_MIXED_SCRIPT_DETAIL.with(Arg.Quote(warning.merchantName))
            is SurfaceWarning.GoodsSumDiffers ->
                Word.WARNING_GOODS_SUM_DIFFERS_DETAIL.with(Arg.Money(warning.goods), Arg.Money(warning.total))
            else -> null
        }
    }
}
