package org.ampwallet.demo.wear

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.ApprovePresenter
import org.ampwallet.demo.presenters.Presenter
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.WelcomePresenter
import org.ampwallet.demo.presenters.watch.WatchHomePresenter
import org.ampwallet.demo.presenters.watch.WatchPaymentsPresenter

/** What lies on top of the watch's home. Not sealed: a debug build has one more. */
interface WatchRoute {
    data class Approve(val authSessionId: String) : WatchRoute
    data object Payments : WatchRoute
}

/** The watch's presenters, and which of its screens is on top, as long as the activity is wanted. */
class WatchModel(val wallet: AppWallet) : ViewModel() {
    // Not on the main thread: a presenter's first step may load the library.
    private val scope: CoroutineScope = viewModelScope + Dispatchers.Default
    private val mutableTop = MutableStateFlow<WatchRoute?>(null)
    private var approve: Pair<String, ApprovePresenter>? = null

    val welcome = WelcomePresenter(wallet, scope)
    val home = WatchHomePresenter(wallet, scope)
    val payments = WatchPaymentsPresenter(wallet, scope)
    internal val demo = Demo(wallet, scope)

    /** The screen on top of home; none: home itself. */
    val top: StateFlow<WatchRoute?> = mutableTop.asStateFlow()

    init {
        scope.launch { wallet.changes.collect { home.load() } }
    }

    /** The presenter of one request: the same as long as it is looked at. */
    fun approving(authSessionId: String): ApprovePresenter =
        approve?.takeIf { it.first == authSessionId }?.second
            ?: ApprovePresenter(wallet, scope, authSessionId).also { approve = authSessionId to it }

    fun open(route: WatchRoute) = mutableTop.update { route }

    fun back() = mutableTop.update { null }

    /** Does what helps against the trouble of a screen, then what failed once more. */
    fun remedy(remedy: Remedy, presenter: Presenter<*>) {
        scope.launch {
            when (remedy) {
                Remedy.RETRY -> presenter.retry()
                Remedy.TRUST_CLOCK -> presenter.after { wallet.trustClock() }
                Remedy.START_SANDBOX -> presenter.after { wallet.openAnew() }
                Remedy.START_ANEW -> startAnew()
                Remedy.CLOSE -> presenter.dismissTrouble()
            }
        }
    }

    /** Does what helps against a wallet that cannot be opened. */
    fun remedy(remedy: Remedy) {
        scope.launch { if (remedy == Remedy.START_ANEW) startAnew() else wallet.openAgain() }
    }

    /** Deletes a wallet whose keys are gone; the first run follows. */
    private suspend fun startAnew() {
        wallet.erase()
        back()
    }
}
