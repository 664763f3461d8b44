package org.ampwallet.core

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.ampwallet.core.ffi.AgentSession
import org.ampwallet.core.ffi.ChainVerifier
import org.ampwallet.core.ffi.MandateState
import org.ampwallet.core.ffi.NetworkException
import org.ampwallet.core.ffi.PaymentState
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxException
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.Wallet
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.ZoneException
import org.ampwallet.core.ffi.libraryVersion
import org.ampwallet.core.ffi.liveObjects
import org.ampwallet.core.ffi.readKey
import org.ampwallet.core.ffi.walletConfig
import org.junit.jupiter.api.Test
import java.nio.file.Files
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.minutes

/** A wallet is opened, put to sleep, woken, ended; nothing is lost on the way. */
class LifecycleTest {
    private val host = WalletHost(DesktopVault(), MemorySecrets(), "http://127.0.0.1:1")

    @Test
    fun `the library says its version`() {
        assertEquals(AmpWallet.version, libraryVersion())
        assertEquals(3, AmpWallet.version.split('.').size)
    }

    @Test
    fun `a wallet of the network is opened by its settings and refused by wrong ones`() = runBlocking<Unit> {
        val folder = Files.createTempDirectory("amp-wallet")
        Sandbox.start(0u).use { sandbox ->
            val root = readKey(sandbox.rootKey())
            val config = walletConfig(folder.toString(), "user-1", listOf(root))
            assertEquals(sandbox.walletConfig(folder.toString(), "user-1"), config)
            Wallet.open(config, host).use { wallet -> assertEquals(emptyList(), wallet.agents().use { it.list() }) }
            val nowhere = failing<WalletException.Zone>("limit.zone_unknown") { Wallet.open(config.copy(timeZone = "Mars/Olympus"), host) }
            assertEquals("Mars/Olympus", assertIs<ZoneException.Unknown>(nowhere.v1).name)
            val ftp = failing<WalletException.Network>("network.bad_address") { Wallet.open(config, host.copy(networkUrl = "ftp://x")) }
            assertIs<NetworkException.BadAddress>(ftp.v1)
        }
        failing<WalletException.Invalid>("wallet.invalid") { readKey("{}") }
        folder.toFile().deleteRecursively()
    }

    @Test
    fun `an object of every kind is given back when it is closed, and counted until then`() {
        val before = Handles.settle(Handles.none)
        World.run { world ->
            world.bind()
            val mandate = world.authorize("100")
            val session = AgentSession.open(DesktopVault(), "agent-1", "k", mandate.l2, "alipayplus.com")
            val verifier = ChainVerifier(world.sandbox.rootKey(), "alipayplus.com", "alipayplus.com")
            val held = liveObjects()
            assertEquals(listOf(1uL, 1uL, 1uL, 1uL), listOf(held.agentSessions, held.verifiers, held.sandboxes, held.sandboxAgents))
            assertTrue(held.ofWallets >= before.ofWallets + 10u, "$held")
            session.close()
            verifier.close()
            assertEquals(0uL to 0uL, liveObjects().let { it.agentSessions to it.verifiers })
        }
        assertEquals(before, Handles.settle(before))
    }

    @Test
    fun `use shuts the wallet down when its block fails and when it is cancelled`() = World.run { world ->
        assertFailsWith<IllegalArgumentException> { world.reopen().wallet.use { require(it.agents().use { agents -> agents.list() }.isNotEmpty()) } }
        val again = world.reopen()
        val (inside, never) = CompletableDeferred<Unit>() to CompletableDeferred<Unit>()
        coroutineScope {
            val job = launch {
                again.wallet.use {
                    inside.complete(Unit)
                    never.await()
                }
            }
            inside.await()
            job.cancel(CancellationException("the screen is gone"))
        }
        assertIs<StoreException.Closed>(failing<WalletException.Store>("store.closed") { again.mandates.list() }.v1)
    }

    @Test
    fun `a wallet that slept goes on where it was`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val order = world.agent.order("hotel-kul-dinner", 1u)
        val announcement = world.announce(mandate, order)
        val held = world.payments.preVerify(announcement)
        world.wallet.suspend()
        failing<WalletException.Store>("store.suspended") { world.payments.list() }
        world.wallet.resume()
        assertEquals(listOf(held), world.payments.list())
        val key = world.wallet.ispKey()
        world.wallet.shutDown()
        failing<WalletException.Store>("store.closed") { world.payments.list() }
        val again = world.reopen()
        assertEquals(listOf(held) to key, again.payments.list() to again.wallet.ispKey())
        again.closeWallet()
    }

    @Test
    fun `keeping house gives back what has ended`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        world.payments.preVerify(world.announce(mandate, world.agent.order("hotel-kul-dinner", 1u)))
        world.sandbox.shiftClock(30.minutes.inWholeMilliseconds)
        assertEquals(1uL, world.wallet.keepHouse().holdsReleased)
        assertEquals(PaymentState.RELEASED, world.payments.list().single().state)
    }

    @Test
    fun `a backup is adopted after the database was lost, and nothing that it knows of pays`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        assertEquals(emptyList(), world.wallet.check().books.findings)
        val sealed = world.wallet.rotateKey()
        assertTrue(sealed > 0uL)
        val copy = world.folder.resolve("copy.db").toString()
        world.wallet.backup(copy)
        failing<WalletException.Store>("store.conflict") { world.wallet.backup(copy) }
        world.purchase(mandate, world.agent.order("hotel-kul-dinner", 1u))
        world.closeWallet()
        val config = world.sandbox.walletConfig(world.folder.toString(), "user-1")
        val host = WalletHost(world.vault, world.secrets, world.sandbox.url())
        failing<WalletException.Store>("store.conflict") { Wallet.adopt(config, host, copy) }
        listOf("wallet.db", "wallet.db-wal", "wallet.db-shm").forEach { Files.deleteIfExists(world.folder.resolve(it)) }
        Wallet.adopt(config, host, copy).use { wallet ->
            val states = wallet.mandates().use { mandates -> mandates.list().map { it.mandate.state } }
            assertEquals(listOf(MandateState.REVOKED), states)
        }
    }

    @Test
    fun `a sandbox that was stopped says so, and stopping it again is harmless in use`() = runBlocking<Unit> {
        val sandbox = Sandbox.start(0u)
        sandbox.stop()
        failing<SandboxException.Stopped>("sandbox.stopped") { sandbox.url() }
        failing<SandboxException.Stopped>("sandbox.stopped") { sandbox.stop() }
        sandbox.end()
    }

    @Test
    fun `a port that is taken is told`() = runBlocking<Unit> {
        Sandbox.start(0u).use { sandbox ->
            val port = sandbox.url().substringAfterLast(':').toUShort()
            assertEquals(port, failing<SandboxException.PortBusy>("sandbox.port_busy") { Sandbox.start(port) }.port)
        }
    }
}
