package org.ampwallet.demo.presenters

import org.ampwallet.core.AmpWallet
import org.ampwallet.core.WalletHost
import org.ampwallet.core.end
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxAgent
import org.ampwallet.core.ffi.Wallet
import org.ampwallet.core.ffi.WalletConfig
import org.ampwallet.core.ffi.WalletHost
import org.ampwallet.core.ffi.eraseWallet
import org.ampwallet.core.use
import java.io.File

/** A wallet that is open, the sandbox it pays in, and the demo agent that shops there. */
class OpenWallet private constructor(val wallet: Wallet, val sandbox: Sandbox, val shopper: SandboxAgent) {
    val agents = wallet.agents()
    val mandates = wallet.mandates()
    val limits = wallet.limits()
    val payments = wallet.payments()
    val tasks = wallet.tasks()
    val reports = wallet.reports()
    val events = wallet.events()

    /** What the demo agent is busy with. */
    val shopping = Shopping(this)

    /** Shuts the wallet down and leaves the sandbox. */
    suspend fun close() {
        release()
        wallet.end()
        sandbox.end()
    }

    /** Deletes everything that is kept of this wallet on the device, and leaves the sandbox. */
    suspend fun erase() {
        release()
        try {
            wallet.erase()
        } finally {
            wallet.close()
            sandbox.end()
        }
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

        private const val WALLET_FOLDER = "wallet"
        private const val SANDBOX_FOLDER = "sandbox"

        /** The one person of this demo. */
        private const val PERSON = "user-1"

        /** Opens the wallet in [place], making it if there is none. Off the main thread: it loads the library. */
        suspend fun at(place: Place, device: Device): OpenWallet {
            AmpWallet.load()
            val sandbox = sandboxIn(place, device)
            try {
                val wallet = sandbox.openWallet(configOf(sandbox, device), hostOf(sandbox, device))
                return OpenWallet(wallet, sandbox, sandbox.agentOnDevice(SHOPPER, device.vault, SHOPPER_KEY))
            } catch (error: Exception) {
                sandbox.end()
                throw error
            }
        }

        /** Deletes a wallet that cannot be opened: its database, its secrets, its key. */
        suspend fun erase(place: Place, device: Device) {
            AmpWallet.load()
            sandboxIn(place, device).use { eraseWallet(configOf(it, device), hostOf(it, device)) }
        }

        /** The sandbox of this app keeps its root key over restarts, beside the wallet that trusts it. */
        private suspend fun sandboxIn(place: Place, device: Device): Sandbox = when (place) {
            Place.InApp -> Sandbox.startIn(0u, File(device.folder, SANDBOX_FOLDER).path)
            is Place.At -> Sandbox.connect(place.address)
        }

        private fun configOf(sandbox: Sandbox, device: Device): WalletConfig =
            sandbox.walletConfig(File(device.folder, WALLET_FOLDER).path, PERSON).copy(timeZone = device.timeZone)

        private fun hostOf(sandbox: Sandbox, device: Device): WalletHost = WalletHost(device.vault, device.secrets, sandbox.url())
    }
}
