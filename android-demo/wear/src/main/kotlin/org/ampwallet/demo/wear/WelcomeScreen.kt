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
    WelcomeScreen(shown) { model.welcome.beginInApp() }
}

/** The first run: what this is, that it is a sandbox, and one tap. */
@Composable
internal fun WelcomeScreen(shown: Shown<Welcome>, onBegin: () -> Unit) = Screen {
    header { said(Word.WELCOME_TITLE) }
    paragraph { said(Word.APP_SANDBOX_ABOUT) }
    action(Act.MAIN, !shown.busy, onBegin) { said(if (shown.busy) Word.APP_WORKING else Word.WELCOME_MAKE) }
    note { said(Word.WELCOME_KEYS_HARDWARE) }
}
