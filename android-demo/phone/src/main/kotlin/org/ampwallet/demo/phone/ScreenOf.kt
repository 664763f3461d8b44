package org.ampwallet.demo.phone

import android.icu.util.Calendar
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import kotlinx.coroutines.Job
import org.ampwallet.demo.phone.screens.ApproveScreen
import org.ampwallet.demo.phone.screens.BindScreen
import org.ampwallet.demo.phone.screens.HomeScreen
import org.ampwallet.demo.phone.screens.LimitsScreen
import org.ampwallet.demo.phone.screens.PaymentScreen
import org.ampwallet.demo.phone.screens.ReportScreen
import org.ampwallet.demo.phone.screens.SettingsScreen
import org.ampwallet.demo.phone.screens.TaskScreen
import org.ampwallet.demo.phone.screens.TasksScreen
import org.ampwallet.demo.phone.screens.TimelineScreen
import org.ampwallet.demo.presenters.ApprovePresenter
import org.ampwallet.demo.presenters.BindPresenter
import org.ampwallet.demo.presenters.HomePresenter
import org.ampwallet.demo.presenters.LimitsPresenter
import org.ampwallet.demo.presenters.PaymentPresenter
import org.ampwallet.demo.presenters.RaisePresenter
import org.ampwallet.demo.presenters.ReportPresenter
import org.ampwallet.demo.presenters.Route
import org.ampwallet.demo.presenters.SettingsPresenter
import org.ampwallet.demo.presenters.TaskPresenter
import org.ampwallet.demo.presenters.TasksPresenter
import org.ampwallet.demo.presenters.TimelinePresenter
import kotlin.time.Instant

/** The screen at [route], over its presenter. */
@Composable
fun ScreenOf(route: Route, model: PhoneModel, onLanguage: (String?) -> Unit) {
    val around = Around(model, route)
    when (route) {
        is Route.Home -> {
            val presenter = model.of(route) { app, scope -> HomePresenter(app, scope) }
            Fresh(model, route, presenter::load)
            val shown by presenter.state.collectAsStateWithLifecycle()
            HomeScreen(shown, presenter, around.over(presenter))
        }
        is Route.Bind -> {
            val presenter = model.of(route) { app, scope -> BindPresenter(app, scope) }
            LaunchedEffect(route) { if (route.link.isNotEmpty()) presenter.open(route.link) }
            val shown by presenter.state.collectAsStateWithLifecycle()
            BindScreen(shown, presenter, around.over(presenter))
        }
        is Route.Approve -> {
            val presenter = model.of(route) { app, scope -> ApprovePresenter(app, scope, route.authSessionId) }
            LaunchedEffect(route) { presenter.load() }
            val shown by presenter.state.collectAsStateWithLifecycle()
            ApproveScreen(shown, presenter, around.over(presenter))
        }
        is Route.Raise -> {
            val presenter = model.of(route) { app, scope -> RaisePresenter(app, scope, route) }
            LaunchedEffect(route) { presenter.load() }
            val shown by presenter.state.collectAsStateWithLifecycle()
            ApproveScreen(shown, presenter, around.over(presenter))
        }
        is Route.Tasks -> {
            val presenter = model.of(route) { app, scope -> TasksPresenter(app, scope) }
            Fresh(model, route, presenter::load)
            val shown by presenter.state.collectAsStateWithLifecycle()
            TasksScreen(shown, presenter, around.over(presenter))
        }
        is Route.Task -> {
            val presenter = model.of(route) { app, scope -> TaskPresenter(app, scope, route.mandateId) }
            Fresh(model, route, presenter::load)
            val shown by presenter.state.collectAsStateWithLifecycle()
            TaskScreen(shown, presenter, around.over(presenter))
        }
        is Route.Timeline -> {
            val presenter = model.of(route) { app, scope -> TimelinePresenter(app, scope) }
            Fresh(model, route, presenter::load)
            val shown by presenter.state.collectAsStateWithLifecycle()
            TimelineScreen(shown, presenter, around.over(presenter))
        }
        is Route.Payment -> {
            val presenter = model.of(route) { app, scope -> PaymentPresenter(app, scope, route.paymentId) }
            Fresh(model, route, presenter::load)
            val shown by presenter.state.collectAsStateWithLifecycle()
            PaymentScreen(shown, presenter, around.over(presenter))
        }
        is Route.Report -> {
            val presenter = model.of(route) { app, scope -> ReportPresenter(app, scope, ::monthOf) }
            Fresh(model, route, presenter::load)
            val shown by presenter.state.collectAsStateWithLifecycle()
            ReportScreen(shown, presenter, around.over(presenter))
        }
        is Route.Limits -> {
            val presenter = model.of(route) { app, scope -> LimitsPresenter(app, scope) }
            Fresh(model, route, presenter::load)
            val shown by presenter.state.collectAsStateWithLifecycle()
            LimitsScreen(shown, presenter, around.over(presenter))
        }
        is Route.Settings -> {
            val presenter = model.of(route) { app, scope -> SettingsPresenter(app, scope) }
            Fresh(model, route, presenter::load)
            val shown by presenter.state.collectAsStateWithLifecycle()
            SettingsScreen(shown, presenter, around.over(presenter), model.choices.language, onLanguage)
        }
        else -> DemoScreen(route, model, around)
    }
}

/** Reads what a screen shows when it comes up, and anew whenever something happened in the wallet. */
@Composable
internal fun Fresh(model: PhoneModel, route: Route, load: () -> Job) {
    LaunchedEffect(route) {
        load()
        model.app.changes.collect { load() }
    }
}

/** When the month of a moment began, in the calendar of this device. */
private fun monthOf(at: Instant): Instant {
    val calendar = Calendar.getInstance().apply {
        timeInMillis = at.toEpochMilliseconds()
        set(Calendar.DAY_OF_MONTH, 1)
        set(Calendar.MILLISECONDS_IN_DAY, 0)
    }
    return Instant.fromEpochMilliseconds(calendar.timeInMillis)
}
