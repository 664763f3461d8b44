package org.ampwallet.demo.wear

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.watch.WatchHome
import org.ampwallet.demo.shared.said

@Composable
internal fun Home(model: WatchModel) {
    val shown by model.home.state.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { model.home.load() }
    HomeScreen(
        shown = shown,
        onOpen = model::open,
        onFreeze = { if (it) model.home.freezeAll() else model.home.unfreezeAll() },
        onRemedy = { model.remedy(it, model.home) },
    )
}

/** What waits, what is left, and one tap that stops every agent. */
@Composable
internal fun HomeScreen(
    shown: Shown<WatchHome>,
    onOpen: (WatchRoute) -> Unit,
    onFreeze: (Boolean) -> Unit,
    onRemedy: (Remedy) -> Unit,
) {
    val home = shown.content
    if (!home.loaded && shown.trouble == null) return WaitScreen()
    Screen(shown.trouble, onRemedy) {
        for (waiting in home.waiting) {
            action(Act.MAIN, onClick = { onOpen(WatchRoute.Approve(waiting.authSessionId)) }, below = { waiting.agentId }) {
                said(waiting.title)
            }
        }
        item { BudgetRing(home.rings, home.allFrozen) }
        for (more in home.rings.drop(1)) note { said(more.left) }
        if (home.allFrozen) {
            action(Act.PLAIN, !shown.busy, onClick = { onFreeze(false) }) { said(Word.WATCH_UNFREEZE) }
        } else {
            action(Act.STOP, !shown.busy, onClick = { onFreeze(true) }) { said(Word.WATCH_FREEZE_ALL) }
        }
        action(onClick = { onOpen(WatchRoute.Payments) }) { said(Word.WATCH_PAYMENTS) }
        demo(onOpen)
    }
}
