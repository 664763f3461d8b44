package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Question
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.phone.parts.UseBar
import org.ampwallet.demo.phone.parts.usedColour
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.LimitItem
import org.ampwallet.demo.presenters.Limits
import org.ampwallet.demo.presenters.LimitsPresenter
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.arg
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

/** The limits and how far each is used; a new one with what it would do, in words, before it is set. */
@Composable
fun LimitsScreen(shown: Shown<Limits>, presenter: LimitsPresenter, around: Around) {
    val limits = shown.content
    val draft = limits.draft
    Frame(said(Word.LIMITS_TITLE), shown.busy && draft == null, around.back) { inner ->
        Page(Modifier.padding(inner), shown.trouble ?: limits.saved.takeIf { it }) {
            shown.trouble?.let { TroublePanel(it, around::remedy, around::dismiss) }
            Quiet(said(Word.LIMITS_ABOUT))
            if (draft != null) {
                DraftPanel(draft, presenter)
            } else {
                if (limits.saved) Saved()
                for (item in limits.limits) Item(item, shown.busy, presenter)
                if (limits.loaded && limits.limits.isEmpty()) Panel { Quiet(said(Word.LIMITS_NONE)) }
                Button(presenter::add, Modifier.fillMaxWidth(), !shown.busy) { Text(said(Word.LIMITS_ADD)) }
            }
        }
    }
    if (limits.removing != null) {
        Question(
            said(Word.LIMITS_REMOVE_ASK), said(Word.LIMITS_REMOVE_ABOUT), said(Word.LIMITS_REMOVE), said(Word.APP_CANCEL),
            { presenter.remove() }, { presenter.askToRemove(null) },
        )
    }
}

@Composable
private fun Saved() {
    Panel(Modifier.semantics { liveRegion = LiveRegionMode.Polite }, MaterialTheme.colorScheme.primaryContainer) {
        Text(said(Word.LIMITS_SAVED), color = MaterialTheme.colorScheme.onPrimaryContainer, style = MaterialTheme.typography.bodyLarge)
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Item(item: LimitItem, busy: Boolean, presenter: LimitsPresenter) {
    Panel {
        Effect(item)
        Used(item)
        // Their words stand below the others'.
        val flush = PaddingValues(0.dp)
        FlowRow(horizontalArrangement = Arrangement.spacedBy(24.dp)) {
            TextButton({ presenter.edit(item) }, enabled = !busy, contentPadding = flush) { Text(said(Word.LIMITS_EDIT)) }
            TextButton({ presenter.askToRemove(item.limit.limitId) }, enabled = !busy, contentPadding = flush) { Text(said(Word.LIMITS_REMOVE)) }
        }
    }
}

/** What a limit does, in words. */
@Composable
fun Effect(item: LimitItem) {
    for (line in item.effect) Text(said(line), style = MaterialTheme.typography.bodyLarge)
}

/** How far a limit is used, and what is left of it. */
@Composable
fun Used(item: LimitItem) {
    val permille = item.usedPermille ?: return
    UseBar(permille, said(Word.HOME_LIMIT_ABOUT.with(Arg.Words(item.name), Arg.Permille(permille))), usedColour(permille))
    Text(said(Word.LIMITS_USED.with(item.used, item.limit.max.arg)), style = MaterialTheme.typography.titleSmall)
    item.remaining?.let { Quiet(said(Word.LIMITS_LEFT.with(it))) }
    item.endsAt?.let { Quiet(said(Word.LIMITS_RENEWS.with(Arg.Time(it)))) }
    if (item.isOver) Text(said(Word.LIMITS_OVER), color = MaterialTheme.colorScheme.error, style = MaterialTheme.typography.bodyMedium)
}
