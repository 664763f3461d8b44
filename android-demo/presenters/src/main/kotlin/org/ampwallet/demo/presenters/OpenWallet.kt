package org.ampwallet.demo.presenters

import org.ampwallet.core.AmpWallet
import org.ampwallet.core.WalletHost
import org.ampwallet.core.end
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxAgent
import org.ampwallet.core.ffi.Wallet

/** A wallet that is open, the sandbox it pays in, and the demo agent that shops there. */
class OpenWallet private constructor(val wallet: Wallet, val sandbox: Sandbox, val shopper: SandboxAgent) {
    val agents = wallet.agents()
    val mandates = wallet.mandates()
    val limits = wallet.limits()
    val payments = wallet.payments()
    val tasks = wallet.tasks()
    val reports = wallet.reports()
    val events = wallet.events()

    /** Shuts the wallet down and leaves the sandbox. */
    suspend fun close() {
        release()
        wallet.end()
        sandbox.end()
    }

    private fun release() {
        listOf(agents, mandates, limits, payments, tasks, reports, events).forEach { it.close() }
        shopper.close()
    }

    companion object {
        /** The demo agent's name at the network. */
        const val SHOPPER = "agent-travel-1"

        /** The demo agent's own key in the device's vault; no person is asked when it signs. */
        private const val SHOPPER_KEY = "demo-agent"

        /** The one person of this demo. */
        private const val PERSON = "user-1"

        /** Opens the wallet in [place], making it if there is none. Off the main thread: it loads the library. */
        suspend fun at(place: Place, device: Device): OpenWallet {
            AmpWallet.load()
            val sandbox = when (place) {
                Place.InApp -> Sandbox.start(0u)
            }
            try {
                val config = sandbox.walletConfig(device.folder, PERSON).copy(timeZone = device.timeZone)
                val wallet = sandbox.openWallet(config, WalletHost(device.vault, device.secrets, sandbox.url()))
                return OpenWallet(wallet, sandbox, sandbox.agentOnDevice(SHOPPER, device.vault, SHOPPER_KEY))
            } catch (error: Exception) {
                sandbox.end()
                throw error
            }
        }
    }
}
