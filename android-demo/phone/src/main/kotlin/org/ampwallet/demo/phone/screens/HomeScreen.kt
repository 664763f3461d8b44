package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.KeyboardArrowRight
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.demo
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Heading
import org.ampwallet.demo.phone.parts.OwnIcons
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Home
import org.ampwallet.demo.presenters.HomePresenter
import org.ampwallet.demo.presenters.Route
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.WaitingItem
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

/** What waits for the person, who may still spend what, and the stop of everything. */
@Composable
fun HomeScreen(shown: Shown<Home>, presenter: HomePresenter, around: Around) {
    val home = shown.content
    Frame(said(Word.HOME_TITLE), shown.busy, bottom = { if (home.agents.isNotEmpty()) FreezeBar(home, shown.busy, presenter) }) { inner ->
        Page(Modifier.padding(inner), shown.trouble) {
            shown.trouble?.let { TroublePanel(it, around::remedy, around::dismiss) }
            if (home.allFrozen) Frozen()
            if (home.waiting.isNotEmpty()) Heading(said(Word.HOME_WAITING))
            for (waiting in home.waiting) Waiting(waiting) { around.go(Route.Approve(waiting.authSessionId)) }
            if (home.loaded && home.agents.isEmpty()) NoAgents(around)
            for (agent in home.agents) AgentPanel(agent, home.allFrozen, shown.busy, presenter)
            if (home.limits.isNotEmpty()) {
                Heading(said(Word.HOME_OPEN_LIMITS))
                Panel(onClick = { around.go(Route.Limits) }) { for (limit in home.limits) LimitBar(limit) }
            }
            if (home.loaded) Ways(home.agents.isNotEmpty(), around)
        }
    }
}

@Composable
private fun Frozen() {
    Panel(colour = MaterialTheme.colorScheme.errorContainer) {
        val on = MaterialTheme.colorScheme.onErrorContainer
        Row(horizontalArrangement = Arrangement.spacedBy(12.dp), verticalAlignment = Alignment.CenterVertically) {
            Icon(OwnIcons.Freeze, null, tint = on)
            Column {
                Text(said(Word.HOME_FROZEN_ALL), color = on, style = MaterialTheme.typography.titleMedium)
                Text(said(Word.HOME_FROZEN_ALL_ABOUT), color = on, style = MaterialTheme.typography.bodyMedium)
            }
        }
    }
}

/** One request, at a glance: whose, for how much, until when. */
@Composable
private fun Waiting(item: WaitingItem, open: () -> Unit) {
    Panel(colour = MaterialTheme.colorScheme.tertiaryContainer, onClick = open) {
        val on = MaterialTheme.colorScheme.onTertiaryContainer
        item.asked?.let { Text(said(it.title), color = on, style = MaterialTheme.typography.titleMedium) }
        item.asked?.big?.let { big ->
            for (value in big.values) Text(said(value), color = on, style = MaterialTheme.typography.displaySmall)
        }
        Text(said(Word.APPROVE_AGENT_ASKS.with(Arg.Name(item.agent))), color = on, style = MaterialTheme.typography.bodyMedium)
        Text(said(Word.APPROVE_EXPIRES.with(Arg.Time(item.until))), color = on, style = MaterialTheme.typography.bodyMedium)
    }
}

@Composable
private fun NoAgents(around: Around) {
    Panel {
        Text(said(Word.HOME_NO_AGENTS), style = MaterialTheme.typography.titleMedium)
        Quiet(said(Word.HOME_NO_AGENTS_ABOUT))
        Button({ around.go(Route.Bind()) }, Modifier.fillMaxWidth()) { Text(said(Word.BIND_TITLE)) }
    }
}

/** The ways to what lies behind this screen. */
@Composable
private fun Ways(bound: Boolean, around: Around) {
    Panel {
        demo?.let { Way(said(Word.HOME_OPEN_DEMO)) { around.go(it) } }
        if (bound) Way(said(Word.BIND_TITLE)) { around.go(Route.Bind()) }
        Way(said(Word.HOME_OPEN_LIMITS)) { around.go(Route.Limits) }
    }
}

@Composable
private fun Way(text: String, go: () -> Unit) {
    TextButton(go, Modifier.fillMaxWidth(), contentPadding = PaddingValues(0.dp)) {
        Text(text, Modifier.weight(1f), style = MaterialTheme.typography.bodyLarge)
        Icon(Icons.AutoMirrored.Filled.KeyboardArrowRight, null)
    }
}

/** One tap that stops every agent, or lets them go on. */
@Composable
private fun FreezeBar(home: Home, busy: Boolean, presenter: HomePresenter) {
    val colours = if (home.allFrozen) {
        ButtonDefaults.filledTonalButtonColors()
    } else {
        ButtonDefaults.filledTonalButtonColors(MaterialTheme.colorScheme.errorContainer, MaterialTheme.colorScheme.onErrorContainer)
    }
    FilledTonalButton(
        onClick = { if (home.allFrozen) presenter.unfreezeAll() else presenter.freezeAll() },
        modifier = Modifier.fillMaxWidth().padding(horizontal = 20.dp, vertical = 8.dp),
        enabled = !busy,
        colors = colours,
    ) {
        Icon(OwnIcons.Freeze, null, Modifier.padding(end = 10.dp))
        Text(said(if (home.allFrozen) Word.HOME_UNFREEZE_ALL else Word.HOME_FREEZE_ALL), style = MaterialTheme.typography.titleMedium)
    }
}
