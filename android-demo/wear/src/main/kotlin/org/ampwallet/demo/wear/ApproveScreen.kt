package org.ampwallet.demo.wear

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.ampwallet.demo.presenters.Approving
import org.ampwallet.demo.presenters.Asked
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.watch.Glance
import org.ampwallet.demo.shared.said

@Composable
internal fun Approve(model: WatchModel, authSessionId: String) {
    val presenter = model.approving(authSessionId)
    val shown by presenter.state.collectAsStateWithLifecycle()
    val prompt = said(Word.APP_BIOMETRIC_TITLE)
    LaunchedEffect(authSessionId) { if (presenter.state.value.content.asked == null) presenter.load() }
    LaunchedEffect(shown.content.decision) { if (shown.content.decision != null) model.back() }
    ApproveScreen(
        shown = shown,
        onApprove = { presenter.approve(prompt) },
        onDecline = { presenter.decline() },
        onRemedy = { model.remedy(it, presenter) },
    )
}

/** Three lines and what to beware of; yes or no. All that will be signed can be read below. */
@Composable
internal fun ApproveScreen(
    shown: Shown<Approving>,
    onApprove: () -> Unit,
    onDecline: () -> Unit,
    onRemedy: (Remedy) -> Unit,
) {
    val asked = shown.content.asked
    if (asked == null && shown.trouble == null) return WaitScreen()
    var all by rememberSaveable { mutableStateOf(false) }
    Screen(shown.trouble, onRemedy) {
        if (asked != null) {
            glance(asked)
            action(Act.MAIN, !shown.busy, onApprove) { said(Word.WATCH_APPROVE) }
            action(Act.STOP, !shown.busy, onDecline) { said(Word.WATCH_DECLINE) }
            if (all) everything(asked) else action(onClick = { all = true }) { said(Word.APP_DETAILS) }
        }
    }
}

private fun WatchList.glance(asked: Asked) {
    val glance = Glance.of(asked)
    header { said(glance.title) }
    for (line in glance.lines) paragraph { said(line) }
    for (warning in asked.warnings) {
        warning { said(warning.sentence) }
        warning.detail?.let { note { said(it) } }
    }
}

private fun WatchList.everything(asked: Asked) {
    for (field in asked.fields) {
        note { said(field.label) }
        for (value in field.values) paragraph { said(value) }
    }
    if (asked.never.isNotEmpty()) header { said(Word.APPROVE_NEVER) }
    for (line in asked.never) paragraph { said(line) }
}
