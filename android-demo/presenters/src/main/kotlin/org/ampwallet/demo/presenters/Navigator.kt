package org.ampwallet.demo.presenters

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update

/** Which screens lie on top of each other; the last one is seen. */
class Navigator {
    private val mutable = MutableStateFlow(listOf<Route>(Route.Home))

    val stack: StateFlow<List<Route>> = mutable.asStateFlow()

    /** Shows [route]: a root takes the place of everything, any other screen lies on top. */
    fun go(route: Route) = mutable.update { if (route in Route.ROOTS) rootsUpTo(route) else it - route + route }

    /** Back to the screen below; false where there is none. */
    fun back(): Boolean {
        if (mutable.value.size == 1) return false
        mutable.update { it.dropLast(1) }
        return true
    }

    /** Takes the place of the screen that is seen. */
    fun replace(route: Route) = mutable.update { it.dropLast(1) - route + route }

    private fun rootsUpTo(route: Route): List<Route> =
        if (route == Route.Home) listOf(route) else listOf(Route.Home, route)
}
