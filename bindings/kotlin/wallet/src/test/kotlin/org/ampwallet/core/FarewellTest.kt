package org.ampwallet.core

import org.ampwallet.core.ffi.EventKind
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.eraseWallet
import org.junit.jupiter.api.Test
import kotlin.io.path.exists
import kotlin.io.path.readText
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotEquals

/** What a person takes away, and the end of a wallet. */
class FarewellTest {
    @Test
    fun `an export tells what was paid and nothing that could pay`() = World.run { world ->
        world.bind()
        val paid = world.purchase(world.authorize("10000"), world.agent.order("hotel-kul-dinner", 1u))
        val to = world.folder.resolve("mine.json")
        world.wallet.export(to.toString())
        val text = to.readText()
        assertContains(text, "\"merchant_name\":\"Menara Grand Hotel\"")
        assertFalse(paid.paymentToken in text || paid.tokenId in text)
        failing<WalletException.Store>("store.conflict") { world.wallet.export(to.toString()) }
    }

    @Test
    fun `an erased wallet is closed, and the next one begins with nothing`() = World.run { world ->
        world.bind()
        world.purchase(world.authorize("10000"), world.agent.order("hotel-kul-dinner", 1u))
        val key = world.wallet.ispKey()
        world.wallet.erase()
        assertFalse(world.folder.resolve("wallet.db").exists())
        val closed = failing<WalletException.Store>("store.closed") { world.payments.list() }
        assertIs<StoreException.Closed>(closed.v1)
        val anew = world.reopen()
        assertEquals(emptyList(), anew.payments.list())
        assertNotEquals(key, anew.wallet.ispKey())
        anew.closeWallet()
    }

    @Test
    fun `a wallet whose key was lost is erased unopened`() = World.run { world ->
        world.bind()
        world.closeWallet()
        val secrets = MemorySecrets()
        failing<WalletException.Store>("store.key_lost") {
            runCatching { world.reopen(secrets = secrets) }.recoverCatching { throw walletError(it) }.getOrThrow()
        }
        val config = world.sandbox.walletConfig(world.folder.toString(), "user-1")
        eraseWallet(config, WalletHost(world.vault, secrets, ""))
        val anew = world.reopen(secrets = secrets)
        assertEquals(emptyList(), anew.agents.list())
        anew.closeWallet()
    }

    @Test
    fun `an event of a payment says who was paid and who asked`() = World.run { world ->
        world.bind()
        world.purchase(world.authorize("10000"), world.agent.order("hotel-kul-dinner", 1u))
        val told = world.events.waiting(0).map { it.what }.filterIsInstance<EventKind.PaymentCaptured>().single()
        assertEquals("Menara Grand Hotel" to "agent-travel-1", told.merchantName to told.agentId)
    }

    /** The sandbox wraps what the wallet said. */
    private fun walletError(error: Throwable): Throwable = (error as? org.ampwallet.core.ffi.SandboxException.Wallet)?.v1 ?: error
}
