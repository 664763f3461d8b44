package org.ampwallet.core

import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.ampwallet.core.ffi.AgentMandate
import org.ampwallet.core.ffi.AuthorizationOutcome
import org.ampwallet.core.ffi.AuthorizationRequest
import org.ampwallet.core.ffi.AuthorizationSubject
import org.ampwallet.core.ffi.Checkout
import org.ampwallet.core.ffi.Constraints
import org.ampwallet.core.ffi.IdvLink
import org.ampwallet.core.ffi.KeyVault
import org.ampwallet.core.ffi.LogSink
import org.ampwallet.core.ffi.MandateRequest
import org.ampwallet.core.ffi.PaymentRequest
import org.ampwallet.core.ffi.Payment
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxAgent
import org.ampwallet.core.ffi.SecretStore
import org.ampwallet.core.ffi.TokenAnnouncement
import org.ampwallet.core.ffi.Wallet
import org.ampwallet.core.ffi.WalletHost
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicLong
import kotlin.time.Clock
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes

/** A sandbox, a wallet in it, and the person who owns the wallet. */
class World private constructor(
    val sandbox: Sandbox,
    val wallet: Wallet,
    val vault: KeyVault,
    val secrets: SecretStore,
    val folder: Path,
) {
    private var closed = false
    val agent: SandboxAgent = sandbox.agent("agent-travel-1")
    val agents = wallet.agents()
    val mandates = wallet.mandates()
    val limits = wallet.limits()
    val payments = wallet.payments()
    val tasks = wallet.tasks()
    val reports = wallet.reports()
    val events = wallet.events()
    val inbox = wallet.inbox()
    val rates = wallet.rates()

    /** What a person does: opens the link, reads what is shown, confirms. */
    suspend fun approve(link: IdvLink): AuthorizationOutcome {
        val shown = mandates.surface(link.authSessionId)
        return mandates.approve(shown.approval(link.authSessionId, "Confirm", "FACE"))
    }

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

    /** What the network announces before it hands out a token for this order: not known to the sandbox. */
    suspend fun announce(mandate: AgentMandate, order: Checkout, token: String = newToken()): TokenAnnouncement =
        TokenAnnouncement(
            paymentToken = token,
            networkMandateId = mandate.networkMandateId,
            tokenId = mandate.tokenId,
            authSessionId = mandate.authSessionId,
            expiresAt = Clock.System.now() + 10.minutes,
            l1 = mandate.l1,
            l2 = mandate.l2,
            l3 = agent.sign(mandate, order),
            checkout = order,
            deviceId = null,
        )

    /** Holds and debits an order, without the sandbox's network. */
    suspend fun purchase(mandate: AgentMandate, order: Checkout): Payment {
        val announcement = announce(mandate, order)
        payments.preVerify(announcement)
        return payments.pay(PaymentRequest(announcement.paymentToken, order.totalAmount, order))
    }

    /** Shuts the wallet down, leaving the sandbox and the folder for the next one. */
    suspend fun closeWallet() {
        if (closed) return
        closed = true
        listOf(agents, mandates, limits, payments, tasks, reports, events, inbox, rates).forEach { it.close() }
        wallet.end()
    }

    /** The same person's wallet, opened anew. */
    suspend fun reopen(vault: KeyVault = this.vault, secrets: SecretStore = this.secrets, log: LogSink? = null): World =
        World(sandbox, openWallet(sandbox, folder, vault, secrets, log), vault, secrets, folder)

    suspend fun end() {
        closeWallet()
        agent.close()
        sandbox.end()
        folder.toFile().deleteRecursively()
    }

    companion object {
        private val tokens = AtomicLong()

        /** A payment token of the form that CGCP has, never the same twice. */
        fun newToken(): String = "28100123" + tokens.incrementAndGet().toString().padStart(20, '0')

        fun travel(budget: String): Constraints = Constraints(
            Amount(budget, "HKD"),
            merchantNames = listOf("Harbour Airways", "Menara Grand Hotel"),
            merchantMccs = listOf("4511", "7011"),
        )

        /** A request as the network makes it, under an identifier of its own. */
        fun request(id: String, constraints: Constraints? = travel("100"), order: Checkout? = null): AuthorizationRequest =
            AuthorizationRequest(
                id,
                "agent-travel-1",
                "",
                AuthorizationSubject.Mandate(
                    MandateRequest("Buy it", "shopping", Clock.System.now() + 1.days, constraints, order, null, null),
                ),
            )

        suspend fun begin(
            vault: KeyVault = DesktopVault(),
            secrets: SecretStore = MemorySecrets(),
            log: LogSink? = null,
        ): World {
            AmpWallet.load()
            val sandbox = Sandbox.start(0u)
            val folder = Files.createTempDirectory("amp-wallet")
            return World(sandbox, openWallet(sandbox, folder, vault, secrets, log), vault, secrets, folder)
        }

        suspend fun openWallet(
            sandbox: Sandbox,
            folder: Path,
            vault: KeyVault,
            secrets: SecretStore,
            log: LogSink? = null,
        ): Wallet {
            val host = WalletHost(vault, secrets, sandbox.url(), logSink = log)
            return sandbox.openWallet(sandbox.walletConfig(folder.toString(), "user-1"), host)
        }

        /** Runs a test in a world of its own; a deadlock fails it. */
        fun run(
            vault: KeyVault = DesktopVault(),
            secrets: SecretStore = MemorySecrets(),
            log: LogSink? = null,
            test: suspend (World) -> Unit,
        ): Unit = runBlocking<Unit> {
            withTimeout(5.minutes) {
                val world = begin(vault, secrets, log)
                try {
                    test(world)
                } finally {
                    world.end()
                }
            }
        }
    }
}
