package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job

/** How far the first run has come. */
enum class WelcomeStep {
    /** The person chooses where the sandbox is. */
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

/** Makes the wallet: the sandbox in this app, or one at an address. */
class WelcomePresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<Welcome>(Welcome(), scope) {
    /** The person changes the address. */
    fun change(address: String) = show { it.copy(address = address) }

    /** Makes a wallet in the sandbox of this app. */
    fun beginInApp(): Job = begin(Place.InApp)

    /** Makes a wallet in the sandbox at the address that was typed. */
    fun beginAtAddress(): Job = begin(Place.At(content.address.trim()))

    /** The person has seen that the wallet is ready. */
    fun finish() = show { Welcome() }

    private fun begin(place: Place): Job = act {
        app.open(place)
        (app.phase.value as? AppWallet.Phase.Failed)?.let { throw it.error }
        app.get().wallet.ispKey()
        show { it.copy(step = WelcomeStep.READY) }
    }
}
