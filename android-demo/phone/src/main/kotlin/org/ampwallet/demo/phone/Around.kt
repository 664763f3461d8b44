package org.ampwallet.demo.phone

import androidx.compose.runtime.Stable
import org.ampwallet.demo.presenters.Presenter
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Route

/** What every screen can do besides its own: go somewhere, go back, do what helps against trouble. */
@Stable
class Around(private val model: PhoneModel, private val route: Route, private val presenter: Presenter<*>? = null) {
    /** The same, over the presenter of the screen. */
    fun over(presenter: Presenter<*>): Around = Around(model, route, presenter)

    /** The way back; none on a screen at the root. */
    val back: (() -> Unit)?
        get() = if (route in Route.ROOTS) null else ({ model.navigator.back() })

    fun go(route: Route) = model.navigator.go(route)

    /** Takes the place of this screen. */
    fun replace(route: Route) = model.navigator.replace(route)

    fun leave() {
        model.navigator.back()
    }

    fun remedy(remedy: Remedy) {
        presenter?.let { model.remedy(remedy, it) }
    }

    fun dismiss() {
        presenter?.dismissTrouble()
    }
}
