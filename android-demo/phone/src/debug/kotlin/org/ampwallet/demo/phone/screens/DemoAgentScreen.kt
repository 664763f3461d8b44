package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material3.Button
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.core.ffi.Article
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.LocalTones
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Heading
import org.ampwallet.demo.phone.parts.OwnIcons
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.SideBySide
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.phone.parts.WhyText
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.DemoAgent
import org.ampwallet.demo.presenters.DemoAgentPresenter
import org.ampwallet.demo.presenters.Misbehaviour
import org.ampwallet.demo.presenters.Said
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/** The agent in this app: let it behave and misbehave, and watch what the wallet says. */
@Composable
fun DemoAgentScreen(shown: Shown<DemoAgent>, presenter: DemoAgentPresenter, around: Around) {
    val agent = shown.content
    LaunchedEffect(agent.opens) {
        agent.opens?.let {
            around.go(it)
            presenter.opened()
        }
    }
    Frame(said(Word.AGENT_TITLE), shown.busy, around.back) { inner ->
        Page(Modifier.padding(inner), shown.trouble ?: agent.said) {
            shown.trouble?.let { TroublePanel(it, around::remedy, around::dismiss) }
            agent.said?.let { Answer(it) }
            Quiet(said(Word.AGENT_ABOUT))
            if (agent.loaded) Asking(agent, shown.busy, presenter)
            if (agent.shelf.isNotEmpty()) Shelf(agent.shelf, shown.busy, presenter)
            if (agent.loaded) Misbehaving(shown.busy, presenter)
        }
    }
}

/** What the wallet said to what the agent did. */
@Composable
private fun Answer(said: Said) {
    val refused = said.whys.isNotEmpty()
    val scheme = MaterialTheme.colorScheme
    val colour = if (refused) scheme.errorContainer else if (said.paid) scheme.primaryContainer else scheme.secondaryContainer
    Panel(Modifier.semantics { liveRegion = LiveRegionMode.Polite }, colour) {
        Quiet(said(Word.AGENT_WALLET_SAYS))
        if (said.paid) Icon(Icons.Filled.CheckCircle, null, tint = LocalTones.current.paid)
        if (refused) Icon(OwnIcons.Refused, null, tint = LocalTones.current.refused)
        Text(said(said.verdict), style = MaterialTheme.typography.titleMedium)
        for (why in said.whys) WhyText(why)
        if (refused) Text(said(Word.REFUSAL_SAFE), style = MaterialTheme.typography.bodyLarge)
    }
}

@Composable
private fun Asking(agent: DemoAgent, busy: Boolean, presenter: DemoAgentPresenter) {
    val task = said(Word.AGENT_TASK)
    Panel {
        Heading(said(Word.AGENT_BEHAVE))
        if (!agent.bound) Button({ presenter.askBinding() }, Modifier.fillMaxWidth(), !busy) { Text(said(Word.AGENT_ASK_BINDING)) }
        Button({ presenter.askMandate(task) }, Modifier.fillMaxWidth(), !busy && agent.bound) { Text(said(Word.AGENT_ASK_MANDATE)) }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Shelf(shelf: List<Article>, busy: Boolean, presenter: DemoAgentPresenter) {
    Heading(said(Word.AGENT_SHOP))
    Panel {
        shelf.forEachIndexed { index, article ->
            if (index > 0) HorizontalDivider(color = MaterialTheme.colorScheme.outlineVariant)
            SideBySide(
                first = { Text(said(Arg.Quote(article.name)), style = MaterialTheme.typography.bodyLarge) },
                second = { Text(said(Arg.Money(article.price)), style = MaterialTheme.typography.titleMedium) },
            )
            Quiet(said(Arg.Quote(article.merchantName)))
            FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
                FilledTonalButton({ presenter.buy(article) }, enabled = !busy) { Text(said(Word.AGENT_BUY)) }
                TextButton({ presenter.askImmediate(article) }, enabled = !busy) { Text(said(Word.AGENT_ASK_IMMEDIATE)) }
            }
        }
    }
}

@Composable
private fun Misbehaving(busy: Boolean, presenter: DemoAgentPresenter) {
    Heading(said(Word.AGENT_MISBEHAVE))
    Panel {
        for (what in Misbehaviour.entries) {
            OutlinedButton({ presenter.misbehave(what) }, Modifier.fillMaxWidth(), !busy) { Text(said(what.title)) }
            Quiet(said(what.about))
        }
    }
}
