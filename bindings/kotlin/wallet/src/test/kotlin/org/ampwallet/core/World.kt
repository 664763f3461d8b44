package org.ampwallet.core

import org.ampwallet.core.ffi.Approval
import org.ampwallet.core.ffi.AgentMandate
import org.ampwallet.core.ffi.AuthorizationOutcome
import org.ampwallet.core.ffi.Constraints
import org.ampwallet.core.ffi.Checkout
import org.ampwallet.core.ffi.Extensions
import org.ampwallet.core.ffi.IdvEvidence
import org.ampwallet.core.ffi.IdvLink
import org.ampwallet.core.ffi.IdvMethod
import org.ampwallet.core.ffi.KeyPolicy
import org.ampwallet.core.ffi.KeyVault
import org.ampwallet.core.ffi.LogSink
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxAgent
import org.ampwallet.core.ffi.SecretStore
import org.ampwallet.core.ffi.Wallet
import org.ampwallet.core.ffi.WalletHost
import java.nio.file.Files
import java.nio.file.Path
import kotlin.time.Clock
import kotlin.time.Instant

/** A sandbox, a wallet in it, and the person who owns the wallet. */
class World private constructor(
    val sandbox: Sandbox,
    val wallet: Wallet,
    val vault: KeyVault,
    val secrets: SecretStore,
    val folder: Path,
) {
    val agent: SandboxAgent = sandbox.agent("agent-travel-1")

    /** What a person does: opens the link, reads what is shown, confirms. */
    suspend fun approve(link: IdvLink): AuthorizationOutcome {
        val shown = wallet.mandates().surface(link.authSessionId)
        return wallet.mandates().approve(approval(link, shown.digest))
    }

    fun approval(link: IdvLink, digest: String, now: Instant = Clock.System.now()): Approval =
        Approval(link.authSessionId, evidence(digest, now), "Confirm")

    fun evidence(digest: String, now: Instant = Clock.System.now()): IdvEvidence =
        IdvEvidence("FACE", now, IdvMethod.DEVICE_BIOMETRIC, digest)

    suspend fun bind() {
        approve(agent.askBinding())
    }

    /** A mandate for travel up to [budget] Hong Kong dollars. */
    suspend fun authorize(budget: String): AgentMandate {
        val asked = agent.askMandate("flight and hotel", travel(budget), null)
        approve(asked.link)
        return agent.granted(asked)
    }

    suspend fun authorize(order: Checkout): AgentMandate {
        val asked = agent.askMandate("buy tea", null, order)
        approve(asked.link)
        return agent.granted(asked)
    }

    suspend fun end() {
        wallet.shutDown()
        sandbox.stop()
        agent.close()
        wallet.close()
        sandbox.close()
        folder.toFile().deleteRecursively()
    }

    companion object {
        fun host(vault: KeyVault, secrets: SecretStore, log: LogSink? = null): WalletHost =
            WalletHost(vault, secrets, KeyPolicy.EveryUse, "http://127.0.0.1:1", log)

        fun travel(budget: String): Constraints = Constraints(
            budget = Amount(budget, "HKD"),
            merchantNames = listOf("Harbour Airways", "Menara Grand Hotel"),
            merchantMccs = listOf("4511", "7011"),
            perTransactionMax = null,
            perTransactionMin = null,
            extensions = Extensions(emptyList(), emptyList(), emptyList(), emptyList(), null, null),
        )

        suspend fun begin(
            vault: KeyVault = DesktopVault(),
            secrets: SecretStore = MemorySecrets(),
            log: LogSink? = null,
        ): World {
            val sandbox = Sandbox.start(0u)
            val folder = Files.createTempDirectory("amp-wallet")
            val wallet = sandbox.openWallet(sandbox.walletConfig(folder.toString(), "user-1"), host(vault, secrets, log))
            return World(sandbox, wallet, vault, secrets, folder)
        }
    }
}
