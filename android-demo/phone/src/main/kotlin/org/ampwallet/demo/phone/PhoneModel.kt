package org.ampwallet.demo.phone

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.Navigator
import org.ampwallet.demo.presenters.Presenter
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Route
import org.ampwallet.demo.presenters.WelcomePresenter

/** Keeps the wallet, the screens' presenters and where the person is, while activities come and go. */
class PhoneModel(demo: DemoApp) : ViewModel() {

    /** The library is loaded and the database opened off the main thread. */
    private val work: CoroutineScope = viewModelScope + Dispatchers.Default
    val app = AppWallet(demo.device(), work)
    val choices: StoredChoices = demo.choices
    val navigator = Navigator()
    val welcome = WelcomePresenter(app, work)
    private val presenters = mutableMapOf<Route, Presenter<*>>()

    init {
        work.launch { app.openAgain() }
    }

    /** The presenter of the screen at [route]: the same one for as long as the screen lies on the stack. */
    @Suppress("UNCHECKED_CAST") // A route is always made into the same kind of presenter.
    fun <P : Presenter<*>> of(route: Route, make: (AppWallet, CoroutineScope) -> P): P {
        val stack = navigator.stack.value
        presenters.keys.retainAll { it in stack || it in Route.ROOTS }
        return presenters.getOrPut(route) { make(app, work) } as P
    }

    /** Does what helps against trouble, then what failed once more. */
    fun remedy(remedy: Remedy, presenter: Presenter<*>) {
        work.launch {
            when (remedy) {
                Remedy.RETRY -> presenter.retry()
                Remedy.TRUST_CLOCK -> presenter.after { app.trustClock() }
                Remedy.START_SANDBOX -> presenter.after { app.openAnew() }
                Remedy.START_ANEW -> navigator.go(Route.Settings)
                Remedy.CLOSE -> presenter.dismissTrouble()
            }
        }
    }

    /** Tries once more to open the wallet. */
    fun openAgain() {
        work.launch { app.openAgain() }
    }

    /** No wallet was made yet. */
    val isFirstRun: Boolean
        get() = choices.place == null

    /** Deletes a wallet that cannot be opened any more; the first run follows. */
    fun startAnew() {
        work.launch { app.erase() }
    }

    /** The app goes to the background. */
    fun pause() {
        work.launch { app.pause() }
    }

    /** The app is seen again. */
    fun resume() {
        work.launch { app.resume() }
    }

    /** The app's last screen is gone: the wallet ends in a scope that outlives this model. */
    override fun onCleared() {
        CoroutineScope(SupervisorJob() + Dispatchers.Default + NonCancellable).launch { app.close() }
    }
}
