package org.ampwallet.core

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxException
import org.ampwallet.core.ffi.SecretException
import org.ampwallet.core.ffi.SecretStore
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.Wallet
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.storeDelete
import org.ampwallet.core.ffi.walletConfig
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertTrue
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/** A secret store written in Kotlin: slow, failing, lying. The core opens nothing on its word. */
class HostStoreTest {
    private val folder: Path = Files.createTempDirectory("amp-wallet")
    private val store = ScriptedStore()

    @AfterEach
    fun clean() {
        folder.toFile().deleteRecursively()
    }

    private suspend fun open(secrets: SecretStore = store, at: Path = folder): Wallet {
        AmpWallet.load()
        val config = walletConfig(at.toString(), "user-1", emptyList())
        return Wallet.open(config, WalletHost(DesktopVault(), secrets, "http://127.0.0.1:1"))
    }

    private val everyError = listOf(
        SecretException.Locked(),
        SecretException.Unavailable("no bus"),
        SecretException.Lost("key"),
        SecretException.Corrupt("key"),
        SecretException.Unproved("key"),
        SecretException.BadInput(),
        SecretException.Failed("for a debugger"),
    )

    @Test
    fun `each error that a store throws arrives as it was thrown, and nothing is opened`() = runBlocking<Unit> {
        for ((number, thrown) in everyError.withIndex()) {
            val place = Files.createDirectory(folder.resolve("$number"))
            val script = ScriptedStore()
            suspend fun refused(): SecretException {
                val error = failing<WalletException.Store>(thrown.code) { open(script, place) }
                return assertIs<StoreException.Secret>(error.v1).v1
            }
            script.onGet = { throw thrown }
            assertEquals(thrown.javaClass, refused().javaClass)
            script.onGet = null
            script.onSet = { throw thrown }
            assertEquals(thrown.javaClass, refused().javaClass)
            script.onSet = null
            script.onRaise = { _, _ -> throw thrown }
            assertEquals(thrown.javaClass, refused().javaClass)
            script.onRaise = null
            open(script, place).end()
        }
    }

    @Test
    fun `a lost key, another key and an older database are told apart, and the database is left as it was`() = runBlocking<Unit> {
        open().use { it.limits().use { limits -> limits.freeze(null) } }
        store.onGet = { null }
        assertIs<StoreException.KeyLost>(failing<WalletException.Store>("store.key_lost") { open() }.v1)
        store.onGet = { ByteArray(32) { 7 } }
        assertIs<StoreException.KeyWrong>(failing<WalletException.Store>("store.key_wrong") { open() }.v1)
        store.onGet = null
        store.onRaise = { _, _ -> 1_000_000u }
        val old = failing<WalletException.Store>("store.rolled_back") { open() }
        assertEquals(1_000_000uL, assertIs<StoreException.RolledBack>(old.v1).known)
        store.onRaise = null
        open().use { wallet -> assertTrue(wallet.limits().use { it.frozen() }.all) }
    }

    @Test
    fun `a store that keeps nothing, or a counter that does not move, opens nothing`() = runBlocking<Unit> {
        store.onSet = { }
        failing<WalletException.Store>("secret.unproved") { open() }
        store.onSet = { throw StackOverflowError("a host that breaks") }
        failing<WalletException.Store>("secret.unproved") { open() }
        store.onSet = null
        store.onGet = { ByteArray(0) }
        failing<WalletException.Store>("secret.corrupt") { open() }
        store.onGet = { ByteArray(100_000) }
        failing<WalletException.Store>("secret.corrupt") { open() }
        store.onGet = { error("an exception that nobody declared") }
        failing<WalletException.Store>("secret.failed") { open() }
        store.onGet = null
        // It has to stand where the database's commits are by the time the wallet ends, or is opened again.
        open().use { it.limits().use { limits -> limits.freeze(null) } }
        store.onRaise = { _, _ -> 0u }
        val still = runCatching { open().end() }.exceptionOrNull()
        assertEquals("secret.unproved", still?.stableCode)
        store.onRaise = { _, _ -> throw OutOfMemoryError("a host that breaks") }
        assertEquals("secret.unproved", runCatching { open().end() }.exceptionOrNull()?.stableCode)
        store.onRaise = null
        open().end()
    }

    @Test
    fun `an Error thrown while a secret is read is never taken for a new wallet`() = runBlocking<Unit> {
        open().use { it.limits().use { limits -> limits.freeze(null) } }
        store.onGet = { throw LinkageError("a host that breaks") }
        assertTrue(runCatching { open() }.isFailure)
        store.onGet = null
        open().use { wallet -> assertTrue(wallet.limits().use { it.frozen() }.all) }
    }

    @Test
    fun `a secret is deleted and looked for, and a store that keeps it is found out`() = runBlocking<Unit> {
        store.set("a", byteArrayOf(1))
        storeDelete(store, "a")
        assertEquals(null, store.get("a"))
        store.set("a", byteArrayOf(1))
        store.onDelete = { }
        failing<WalletException.Store>("secret.unproved") { storeDelete(store, "a") }
        store.onDelete = { throw SecretException.Locked() }
        failing<WalletException.Store>("secret.locked") { storeDelete(store, "a") }
        store.onDelete = null
        store.delete("a")
        assertEquals(5uL, store.raiseCounter("c", 5u))
        assertEquals(5uL, store.raiseCounter("c", 3u))
    }

    @Test
    fun `a store that blocks holds other wallets up in nothing`() = World.run { world ->
        val (begun, answer) = CountDownLatch(1) to CountDownLatch(1)
        store.onGet = {
            begun.countDown()
            check(answer.await(2, TimeUnit.MINUTES))
            store.onGet = null
            store.get(it)
        }
        coroutineScope {
            val opening = async { open() }
            assertTrue(withContext(Dispatchers.IO) { begun.await(1, TimeUnit.MINUTES) })
            world.bind()
            world.purchase(world.authorize("10000"), world.agent.order("hotel-kul-dinner", 1u))
            assertFalse(opening.isCompleted)
            answer.countDown()
            opening.await().end()
        }
    }

    @Test
    fun `a store may call another wallet while it is asked`() = World.run { world ->
        var seen = -1
        store.onRaise = { name, to ->
            seen = runBlocking { world.mandates.list().size }
            store.onRaise = null
            store.raiseCounter(name, to)
        }
        open().end()
        assertEquals(0, seen)
    }

    @Test
    fun `a store that calls its own wallet while the counter is raised, and waits, holds no payment up`() {
        val script = ScriptedStore()
        World.run(secrets = script) { world ->
            var calledBack = 0
            script.onRaise = { name, to ->
                runBlocking { runCatching { world.limits.freeze(null) } }.onSuccess { calledBack++ }
                MemorySecrets().raiseCounter(name, to)
            }
            repeat(150) { if (it % 2 == 0) world.limits.freeze(null) else world.limits.unfreeze(null) }
            script.onRaise = null
            assertTrue(calledBack > 0)
        }
    }

    @Test
    fun `a place that is no database, or a database that is damaged, is left as it is`() = runBlocking<Unit> {
        val file = folder.resolve("wallet.db")
        val foreign = ByteArray(8192) { (it * 31).toByte() }
        Files.write(file, foreign)
        val error = failing<WalletException.Store>(foreignCode()) { open() }
        assertTrue(error.v1 is StoreException.Foreign || error.v1 is StoreException.Corrupt, error.v1.toString())
        assertEquals(foreign.toList(), Files.readAllBytes(file).toList())
    }

    private suspend fun foreignCode(): String = runCatching { open() }.exceptionOrNull()?.stableCode.orEmpty()

    @Test
    fun `a sandbox's wallet says why it was not opened`() = runBlocking<Unit> {
        Sandbox.start(0u).use { sandbox ->
            store.onGet = { throw SecretException.Locked() }
            val error = failing<SandboxException.Wallet>("secret.locked") {
                World.openWallet(sandbox, folder, DesktopVault(), store)
            }
            assertIs<WalletException.Store>(error.v1)
        }
    }
}
