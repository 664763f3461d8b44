package quickstart

import org.ampwallet.core.*
import org.ampwallet.core.ffi.*
import java.io.File

/** On Android: `KeystoreVault(activity)`, `KeystoreSecrets(context)` and `context.noBackupFilesDir`. */
suspend fun firstPayment(vault: KeyVault, secrets: SecretStore, folder: File, confirm: (AuthorizationSurface) -> Boolean): Purchase {
    AmpWallet.load()
    return Sandbox.start(0u).use { sandbox ->
        val config = sandbox.walletConfig(folder.path, "user-1")
        sandbox.openWallet(config, WalletHost(vault, secrets, sandbox.url())).use { wallet ->
            val agent = sandbox.agent("agent-travel-1")
            // The agent asks to be bound: the person sees it and confirms, the key in the vault signs.
            wallet.approve(agent.askBinding(), confirm)
            // The agent asks for a mandate: at most 3,000 Hong Kong dollars, at one airline.
            val bounds = Constraints(Amount("3000", "HKD"), merchantNames = listOf("Harbour Airways"))
            val asked = agent.askMandate("A flight to Kuala Lumpur", bounds, null)
            wallet.approve(asked.link, confirm)
            // It shops on its own now; the wallet holds it to what was approved.
            agent.buy(agent.granted(asked), "flight-hkg-kul", 1u)
        }
    }
}

suspend fun Wallet.approve(link: IdvLink, confirm: (AuthorizationSurface) -> Boolean) {
    val mandates = mandates()
    val shown = mandates.surface(link.authSessionId)
    if (confirm(shown)) {
        mandates.approve(shown.approval(link.authSessionId, reason = "Confirm", result = "FACE"))
    } else {
        mandates.decline(link.authSessionId)
    }
}
