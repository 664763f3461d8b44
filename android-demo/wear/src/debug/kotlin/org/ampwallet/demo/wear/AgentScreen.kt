package org.ampwallet.demo.wear

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.ampwallet.core.ffi.Article
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.DemoAgent
import org.ampwallet.demo.presenters.Misbehaviour
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

@Composable
internal fun Agent(model: WatchModel) {
    val agent = model.demo.agent
    val shown by agent.state.collectAsStateWithLifecycle()
    val task = said(Word.AGENT_TASK)
    LaunchedEffect(Unit) { agent.load() }
    AgentScreen(
        shown = shown,
        onAskBinding = { agent.askBinding() },
        onAskMandate = { agent.askMandate(task) },
        onBuy = { agent.buy(it) },
        onMisbehave = { agent.misbehave(it) },
        onRemedy = { model.remedy(it, agent) },
    )
}

/** The demo agent on the wrist: what it asks for waits on the home screen, what it does wrong is refused here. */
@Composable
internal fun AgentScreen(
    shown: Shown<DemoAgent>,
    onAskBinding: () -> Unit,
    onAskMandate: () -> Unit,
    onBuy: (Article) -> Unit,
    onMisbehave: (Misbehaviour) -> Unit,
    onRemedy: (Remedy) -> Unit,
) {
    val agent = shown.content
    if (!agent.loaded && shown.trouble == null) return WaitScreen()
    Screen(shown.trouble, onRemedy) {
        header { said(Word.AGENT_TITLE) }
        agent.said?.let { said ->
            paragraph { said(said.verdict) }
            for (why in said.whys) paragraph { said(why.reason) }
        }
        action(Act.MAIN, !shown.busy, onAskBinding) { said(Word.AGENT_ASK_BINDING) }
        action(Act.MAIN, !shown.busy, onAskMandate) { said(Word.AGENT_ASK_MANDATE) }
        for (article in agent.shelf) {
            action(enabled = !shown.busy, onClick = { onBuy(article) }, below = { said(Arg.Money(article.price)) }) {
                said(Arg.Quote(article.name))
            }
        }
        header { said(Word.AGENT_MISBEHAVE) }
        for (wrong in Misbehaviour.entries) {
            action(Act.STOP, !shown.busy, onClick = { onMisbehave(wrong) }) { said(wrong.title) }
        }
    }
}
