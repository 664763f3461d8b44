package org.ampwallet.demo.presenters

import org.ampwallet.core.AmpWallet
import org.ampwallet.core.WalletHost
import org.ampwallet.core.end
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.WalletConfig
import org.ampwallet.core.ffi.WalletHost
import org.ampwallet.core.ffi.eraseWallet
import org.ampwallet.core.use
import java.io.File

/** A sandbox, in debug builds only: nothing in it is real money. */
sealed interface SandboxPlace : Place {
    /** In this process, started by the app. It keeps its root key over restarts, beside the wallet that trusts it. */
    data object InApp : SandboxPlace {
        override val kept: String get() = "in-app"
        override val line: Line get() = Word.SETTINGS_SANDBOX_IN_APP.line

        override suspend fun sandbox(device: Device): Sandbox = Sandbox.startIn(0u, File(device.folder, FOLDER).path)
    }

    /** `amp sandbox serve` at this address, for example `http://10.0.2.2:8083`. */
    data class At(val address: String) : SandboxPlace {
        override val kept: String get() = address
        override val line: Line get() = Word.SETTINGS_SANDBOX_AT.with(Arg.Name(address))

        override suspend fun sandbox(device: Device): Sandbox = Sandbox.connect(address)
    }

    /** The sandbox of this place. */
    suspend fun sandbox(device: Device): Sandbox

    override suspend fun open(device: Device): OpenWallet {
        AmpWallet.load()
        val sandbox = sandbox(device)
        try {
            val wallet = sandbox.openWallet(config(sandbox, device), host(sandbox, device))
            return OpenWallet(wallet, Market(sandbox, sandbox.agentOnDevice(Market.SHOPPER, device.vault, Market.SHOPPER_KEY)))
        } catch (error: Exception) {
            sandbox.end()
            throw error
        }
    }

    override suspend fun erase(device: Device) {
        AmpWallet.load()
        sandbox(device).use { eraseWallet(config(it, device), host(it, device)) }
    }

    private fun config(sandbox: Sandbox, device: Device): WalletConfig =
        sandbox.walletConfig(OpenWallet.folder(device), OpenWallet.PERSON).copy(timeZone = device.timeZone)

    private fun host(sandbox: Sandbox, device: Device): WalletHost = WalletHost(device.vault, device.secrets, sandbox.url())

    companion object {
        private const val FOLDER = "sandbox"

        /** The place that is remembered as [kept]. */
        fun of(kept: String): SandboxPlace = if (kept == InApp.kept) InApp else At(kept)
    }
}
