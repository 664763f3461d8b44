package org.ampwallet.demo.presenters

import org.ampwallet.core.end
import org.ampwallet.core.ffi.Wallet
import java.io.File

/**
 * A wallet that is open.
 *
 * @property around what a debug build has around it; none in a network.
 */
class OpenWallet(val wallet: Wallet, val around: Surroundings? = null) {
    /** What ends with the wallet. */
    interface Surroundings {
        suspend fun end()
    }

    val agents = wallet.agents()
    val mandates = wallet.mandates()
    val limits = wallet.limits()
    val payments = wallet.payments()
    val tasks = wallet.tasks()
    val reports = wallet.reports()
    val events = wallet.events()

    /** Shuts the wallet down, and what is around it. */
    suspend fun close() {
        release()
        wallet.end()
        around?.end()
    }

    /** Deletes everything that is kept of this wallet on the device, and ends what is around it. */
    suspend fun erase() {
        release()
        try {
            wallet.erase()
        } finally {
            wallet.close()
            around?.end()
        }
    }

    private fun release() {
        listOf(agents, mandates, limits, payments, tasks, reports, events).forEach { it.close() }
    }

    companion object {
        private const val WALLET_FOLDER = "wallet"

        /** The one person of this demo. */
        const val PERSON: String = "user-1"

        /** Where the database lies. */
        fun folder(device: Device): String = File(device.folder, WALLET_FOLDER).path
    }
}
