package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Button
import androidx.compose.material3.FilterChip
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.ampwallet.core.ffi.Dimension
import org.ampwallet.core.ffi.LimitKind
import org.ampwallet.core.ffi.Window
import org.ampwallet.demo.phone.parts.AmountField
import org.ampwallet.demo.phone.parts.Heading
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.presenters.Draft
import org.ampwallet.demo.presenters.LimitsPresenter
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/** What a person may choose here; the core knows more. */
private val WINDOWS = listOf(Window.DAY, Window.WEEK, Window.MONTH)
private val DIMENSIONS = listOf(Dimension.ALL, Dimension.AGENT, Dimension.MERCHANT, Dimension.CATEGORY)

/** A limit while it is written, and what it would do. */
@Composable
fun DraftPanel(draft: Draft, presenter: LimitsPresenter) {
    val change = { changed: Draft -> presenter.change(changed); Unit }
    Panel {
        Choice(said(Word.LIMITS_KIND), LimitKind.entries.reversed(), draft.kind, { said(Word.ofLimitKind(it)) }) { change(draft.copy(kind = it)) }
        Choice(said(Word.LIMITS_WINDOW), WINDOWS, draft.window, { said(Word.ofWindow(it)) }) { change(draft.copy(window = it)) }
        Choice(said(Word.LIMITS_SCOPE), DIMENSIONS, draft.dimension, { said(Word.ofDimension(it)) }) { change(draft.copy(dimension = it, only = null)) }
        Choice(said(Word.LIMITS_MOST), listOf(false, true), draft.counts, { said(if (it) Word.LIMITS_COUNT else Word.LIMITS_AMOUNT) }) {
            change(draft.copy(counts = it, typed = "", amount = null, count = null))
        }
        if (draft.counts) Count(draft, change) else Money(draft, change)
    }
    draft.preview?.let {
        Heading(said(Word.LIMITS_PREVIEW))
        Panel(colour = MaterialTheme.colorScheme.secondaryContainer) {
            Effect(it)
            Used(it)
        }
    }
    Button({ presenter.set() }, Modifier.fillMaxWidth(), draft.preview != null) { Text(said(Word.LIMITS_SET)) }
    TextButton(presenter::leave, Modifier.fillMaxWidth()) { Text(said(Word.APP_CANCEL)) }
}

@Composable
private fun Money(draft: Draft, change: (Draft) -> Unit) {
    AmountField(draft.typed, draft.currency, said(Word.LIMITS_AMOUNT), { text, amount -> change(draft.copy(typed = text, amount = amount, count = null)) })
}

@Composable
private fun Count(draft: Draft, change: (Draft) -> Unit) {
    OutlinedTextField(
        draft.typed,
        { change(draft.copy(typed = it, amount = null, count = it.toUIntOrNull())) },
        Modifier.fillMaxWidth(),
        label = { Text(said(Word.LIMITS_COUNT)) },
        singleLine = true,
        keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.Number),
    )
}

/** One of several. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun <T> Choice(title: String, all: List<T>, chosen: T, name: @Composable (T) -> String, choose: (T) -> Unit) {
    Heading(title)
    FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
        for (one in all) FilterChip(one == chosen, { choose(one) }, { Text(name(one)) })
    }
}
