package org.ampwallet.demo.wear

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Welcome
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

@Composable
internal fun Welcome(model: WatchModel) {
    val shown by model.welcome.state.collectAsStateWithLifecycle()
    WelcomeScreen(shown) { model.welcome.beginHere() }
}

/** The first run: what this is, what it pays with, and one tap. */
@Composable
internal fun WelcomeScreen(shown: Shown<Welcome>, onBegin: () -> Unit) = Screen {
    header { said(Word.WELCOME_TITLE) }
    aboutTheMoney()
    action(Act.MAIN, !shown.busy, onBegin) { said(if (shown.busy) Word.APP_WORKING else Word.WELCOME_MAKE) }
    note { said(Word.WELCOME_KEYS_HARDWARE) }
}
