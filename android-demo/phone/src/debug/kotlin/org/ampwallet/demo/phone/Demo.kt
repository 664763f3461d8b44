package org.ampwallet.demo.phone

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.ampwallet.demo.phone.screens.DemoAgentScreen
import org.ampwallet.demo.presenters.DemoAgentPresenter
import org.ampwallet.demo.presenters.DemoAgentRoute
import org.ampwallet.demo.presenters.Route

/** The way to the demo agent. */
internal val demo: Route? = DemoAgentRoute

/** The screens that only a debug build has. */
@Composable
internal fun DemoScreen(route: Route, model: PhoneModel, around: Around) {
    val presenter = model.of(route) { app, scope -> DemoAgentPresenter(app, scope) }
    Fresh(model, route, presenter::load)
    val shown by presenter.state.collectAsStateWithLifecycle()
    DemoAgentScreen(shown, presenter, around.over(presenter))
}
