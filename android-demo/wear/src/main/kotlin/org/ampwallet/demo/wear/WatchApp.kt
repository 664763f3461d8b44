package org.ampwallet.demo.wear

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.wear.compose.material3.AppScaffold
import androidx.wear.compose.material3.MaterialTheme
import androidx.wear.compose.material3.SwipeToDismissBox
import org.ampwallet.demo.presenters.AppWallet.Phase

/** Which screen is seen: it depends on the wallet first, then on what the person opened. */
@Composable
fun WatchApp(model: WatchModel) = MaterialTheme(colorScheme = WatchColors) {
    AppScaffold {
        val phase by model.wallet.phase.collectAsStateWithLifecycle()
        when (val now = phase) {
            Phase.None -> if (model.wallet.device.choices.place == null) Welcome(model) else WaitScreen()
            Phase.Opening -> WaitScreen()
            is Phase.Failed -> TroubleScreen(now.trouble, model::remedy)
            Phase.Open -> Opened(model)
        }
    }
}

@Composable
private fun Opened(model: WatchModel) {
    val top by model.top.collectAsStateWithLifecycle()
    when (val route = top) {
        null -> Home(model)
        else -> {
            BackHandler(onBack = model::back)
            SwipeToDismissBox(onDismissed = model::back) { isBackground -> if (isBackground) Home(model) else Top(model, route) }
        }
    }
}

@Composable
private fun Top(model: WatchModel, route: WatchRoute) = when (route) {
    is WatchRoute.Approve -> Approve(model, route.authSessionId)
    WatchRoute.Payments -> Payments(model)
    else -> DemoTop(model)
}
