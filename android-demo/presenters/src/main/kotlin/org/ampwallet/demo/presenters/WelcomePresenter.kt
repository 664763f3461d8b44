package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job

/** How far the first run has come. */
enum class WelcomeStep {
    /** The person chooses where the network is, where there is a choice. */
    CHOOSE,

    /** The wallet is there, its signing key made in the device's vault. */
    READY,
}

/**
 * The first run.
 *
 * @property address where `amp sandbox serve` listens, as typed.
 */
data class Welcome(val step: WelcomeStep = WelcomeStep.CHOOSE, val address: String = "") {
    /** What is typed is no address; the core says whether it can be called. */
    val isAddressBad: Boolean get() = address.isNotBlank() && SCHEMES.none { address.trim().startsWith(it) }
}

private val SCHEMES = listOf("http://", "https://")

/** Makes the wallet: in the network that the app was built for, or in another place. */
class WelcomePresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<Welcome>(Welcome(), scope) {
    /** The person changes the address. */
    fun change(address: String) = show { it.copy(address = address) }

    /** Makes a wallet in the network that the app was built for; does nothing where it was built for none. */
    fun begin(): Job = act { app.device.network?.let { make(it) } }

    /** Makes a wallet in [place]. */
    fun begin(place: Place): Job = act { make(place) }

    /** The person has seen that the wallet is ready. */
    fun finish() = show { Welcome() }

    private suspend fun make(place: Place) {
        app.open(place)
        (app.phase.value as? AppWallet.Phase.Failed)?.let { throw it.error }
        app.get().wallet.ispKey()
        show { it.copy(step = WelcomeStep.READY) }
    }
}
