package org.ampwallet.demo.wear

import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.DemoAgentPresenter
import org.ampwallet.demo.presenters.WelcomePresenter
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.beginInApp
import org.ampwallet.demo.shared.said

/** The presenters that only a debug build has. */
internal class Demo(wallet: AppWallet, scope: CoroutineScope) {
    val agent = DemoAgentPresenter(wallet, scope)
}

/** The demo agent's screen. */
private data object AgentRoute : WatchRoute

/** The way to the demo agent, and that nothing here is real money. */
internal fun WatchList.demo(onOpen: (WatchRoute) -> Unit) {
    action(onClick = { onOpen(AgentRoute) }) { said(Word.HOME_OPEN_DEMO) }
    note { said(Word.APP_SANDBOX_ABOUT) }
}

/** The screens that only a debug build has. */
@Composable
internal fun DemoTop(model: WatchModel) = Agent(model)

internal fun WatchList.aboutTheMoney() = paragraph { said(Word.APP_SANDBOX_ABOUT) }

/** A watch has only the sandbox in the app. */
internal fun WelcomePresenter.beginHere() = beginInApp()
