package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.Amount

/** A screen of the app, with what it is about. Not sealed: a debug build has one more. */
interface Route {
    data object Home : Route
    data class Bind(val link: String = "") : Route
    data class Approve(val authSessionId: String) : Route
    data class Raise(val adjustmentId: String, val mandateId: String, val budget: Amount) : Route
    data object Tasks : Route
    data class Task(val mandateId: String) : Route
    data object Timeline : Route
    data class Payment(val paymentId: String) : Route
    data object Report : Route
    data object Limits : Route
    data object Settings : Route

    companion object {
        /** Those one gets to at once, from everywhere; the others lie on top of one of them. */
        val ROOTS: List<Route> = listOf(Home, Tasks, Timeline, Report, Settings)
    }
}
