package org.ampwallet.demo.phone

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Scaffold
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.SandboxBadge
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.phone.screens.RootBar
import org.ampwallet.demo.phone.screens.WelcomeScreen
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Route
import org.ampwallet.demo.presenters.Trouble
import org.ampwallet.demo.presenters.WelcomeStep
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/** What is seen: the first run, the wallet's screens, or why it cannot be opened. */
@Composable
fun PhoneScreens(model: PhoneModel, onLanguage: (String?) -> Unit) {
    val phase by model.app.phase.collectAsStateWithLifecycle()
    val welcome by model.welcome.state.collectAsStateWithLifecycle()
    Surface(Modifier.fillMaxSize(), color = MaterialTheme.colorScheme.background) {
        when (val now = phase) {
            is AppWallet.Phase.None -> WelcomeScreen(welcome, model.welcome) { model.remedy(it, model.welcome) }
            is AppWallet.Phase.Opening -> if (welcome.busy) WelcomeScreen(welcome, model.welcome) {} else Waiting()
            is AppWallet.Phase.Failed ->
                if (model.isFirstRun) WelcomeScreen(welcome, model.welcome) { model.remedy(it, model.welcome) } else Closed(now.trouble, model)
            is AppWallet.Phase.Open ->
                if (welcome.busy || welcome.content.step == WelcomeStep.READY) {
                    WelcomeScreen(welcome, model.welcome) { model.remedy(it, model.welcome) }
                } else {
                    Wallet(model, onLanguage)
                }
        }
    }
}

/** Why the wallet cannot be opened, and what helps. */
@Composable
private fun Closed(trouble: Trouble, model: PhoneModel) {
    Page(Modifier.safeDrawingPadding()) {
        SandboxBadge()
        TroublePanel(trouble, { remedy -> if (remedy == Remedy.START_ANEW) model.startAnew() else model.openAgain() }, onDismiss = null)
    }
}

@Composable
private fun Waiting() {
    val about = said(Word.APP_LOADING)
    Box(Modifier.fillMaxSize(), Alignment.Center) { CircularProgressIndicator(Modifier.semantics { contentDescription = about }) }
}

/** The screen on top of the stack, and below it the way to the others. */
@Composable
private fun Wallet(model: PhoneModel, onLanguage: (String?) -> Unit) {
    val stack by model.navigator.stack.collectAsStateWithLifecycle()
    val route = stack.last()
    BackHandler(stack.size > 1) { model.navigator.back() }
    Scaffold(bottomBar = { if (route in Route.ROOTS) RootBar(route, model.navigator::go) }) { inner ->
        Box(Modifier.padding(bottom = inner.calculateBottomPadding())) { ScreenOf(route, model, onLanguage) }
    }
}
