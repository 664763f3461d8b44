package org.ampwallet.demo.presenters

import org.ampwallet.core.AmpWallet
import org.ampwallet.core.WalletHost
import org.ampwallet.core.ffi.Wallet
import org.ampwallet.core.ffi.WalletConfig
import org.ampwallet.core.ffi.WalletHost
import org.ampwallet.core.ffi.eraseWallet
import org.ampwallet.core.ffi.readKey
import org.ampwallet.core.ffi.walletConfig

/** A network at the address [url], with the public key at the root of what it signs (JWK). */
data class Network(val url: String, val root: String) : Place {
    override val kept: String get() = KEPT

    override val line: Line get() = Word.APP_AT.with(Arg.Name(url))

    override suspend fun open(device: Device): OpenWallet {
        AmpWallet.load()
        return OpenWallet(Wallet.open(config(device), host(device)))
    }

    override suspend fun erase(device: Device) {
        AmpWallet.load()
        eraseWallet(config(device), host(device))
    }

    private fun config(device: Device): WalletConfig =
        walletConfig(OpenWallet.folder(device), OpenWallet.PERSON, listOf(readKey(root))).copy(timeZone = device.timeZone)

    private fun host(device: Device): WalletHost = WalletHost(device.vault, device.secrets, url)

    private companion object {
        const val KEPT = "network"
    }
}
