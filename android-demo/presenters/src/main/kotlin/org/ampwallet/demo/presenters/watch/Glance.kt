package org.ampwallet.demo.presenters.watch

import org.ampwallet.core.ffi.SurfaceKind
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Asked
import org.ampwallet.demo.presenters.AskedField
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.with

/**
 * The three lines that a wrist has room for. The core's own glance is in English; these are the same three things, taken
 * from the typed fields of the same surface, so that they are said in the person's language.
 */
data class Glance(val title: Line, val lines: List<Line>) {
    companion object {
        fun of(asked: Asked): Glance =
            Glance(asked.title, keysOf(asked.kind).mapNotNull { key -> asked.fields.firstOrNull { it.key == key } }.flatMap(::linesOf))

        private fun keysOf(kind: SurfaceKind): List<String> = when (kind) {
            SurfaceKind.ENROLLMENT -> listOf("agent", "account", "valid_until")
            SurfaceKind.IMMEDIATE -> listOf("amount", "merchant", "agent")
            SurfaceKind.AUTONOMOUS -> listOf("agent", "budget", "valid_until")
            SurfaceKind.ADJUSTMENT -> listOf("agent", "budget.after", "budget.before")
        }

        /** A field as the wrist says it: its label before each of its values. */
        fun linesOf(field: AskedField): List<Line> =
            field.values.map { Word.APP_LABEL_VALUE.with(Arg.Words(field.label), it) }
    }
}
