package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Lock
import androidx.compose.material.icons.filled.Person
import androidx.compose.material.icons.filled.Refresh
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.LocalTones
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.OwnIcons
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.Rows
import org.ampwallet.demo.phone.parts.SideBySide
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.phone.parts.older
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Timeline
import org.ampwallet.demo.presenters.TimelineEntry
import org.ampwallet.demo.presenters.TimelinePresenter
import org.ampwallet.demo.presenters.Tone
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/** What happened, newest first. */
@Composable
fun TimelineScreen(shown: Shown<Timeline>, presenter: TimelinePresenter, around: Around) {
    val timeline = shown.content
    Frame(said(Word.TIMELINE_TITLE), shown.busy, around.back) { inner ->
        Rows(inner) {
            shown.trouble?.let { item(key = "trouble") { TroublePanel(it, around::remedy, around::dismiss) } }
            if (timeline.loaded && timeline.entries.isEmpty()) item(key = "none") { Panel { Quiet(said(Word.TIMELINE_NONE)) } }
            items(timeline.entries, key = { it.eventId }) { entry -> Entry(entry, entry.opens?.let { { around.go(it) } }) }
            older(timeline.more, shown.busy) { presenter.more() }
            if (timeline.loaded && !timeline.more && timeline.entries.isNotEmpty()) item(key = "end") { Quiet(said(Word.TIMELINE_END)) }
        }
    }
}

@Composable
private fun Entry(entry: TimelineEntry, open: (() -> Unit)?) {
    Panel(Modifier.semantics(mergeDescendants = true) {}, onClick = open) {
        Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(14.dp)) {
            Icon(iconOf(entry.tone), null, Modifier.padding(top = 2.dp), colourOf(entry.tone))
            Column(Modifier.weight(1f), Arrangement.spacedBy(2.dp)) {
                SideBySide(
                    first = { Text(said(entry.title), style = MaterialTheme.typography.titleMedium) },
                    second = { entry.amount?.let { Text(said(Arg.Money(it)), color = colourOf(entry.tone), style = MaterialTheme.typography.titleMedium) } },
                )
                for (line in entry.details) Text(said(line), style = MaterialTheme.typography.bodyMedium)
                Quiet(said(Arg.Time(entry.at)))
            }
        }
    }
}

private fun iconOf(tone: Tone): ImageVector = when (tone) {
    Tone.PAID -> Icons.Filled.CheckCircle
    Tone.HELD -> Icons.Filled.Lock
    Tone.BACK -> Icons.Filled.Refresh
    Tone.REFUSED -> OwnIcons.Refused
    Tone.PERSON -> Icons.Filled.Person
    Tone.OTHER -> Icons.Filled.Info
}

@Composable
private fun colourOf(tone: Tone): Color = when (tone) {
    Tone.PAID -> LocalTones.current.paid
    Tone.HELD -> LocalTones.current.held
    Tone.REFUSED -> LocalTones.current.refused
    Tone.PERSON -> MaterialTheme.colorScheme.primary
    Tone.BACK, Tone.OTHER -> MaterialTheme.colorScheme.onSurfaceVariant
}
