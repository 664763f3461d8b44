package org.ampwallet.core

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.ampwallet.core.ffi.BindingState
import org.ampwallet.core.ffi.IspException
import org.ampwallet.core.ffi.KeyPolicy
import org.ampwallet.core.ffi.MandateState
import org.ampwallet.core.ffi.Purchase
import org.ampwallet.core.ffi.VaultException
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.vaultAttestation
import org.ampwallet.core.ffi.vaultDeleteKey
import org.junit.jupiter.api.Test
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.test.assertContains
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertTrue

/** A vault written in Kotlin: slow, failing, lying, calling back. The core never takes its word for anything. */
class HostVaultTest {
    private fun everyError(alias: String): List<VaultException> = listOf(
        VaultException.Cancelled(),
        VaultException.LockedOut(),
        VaultException.KeyInvalidated(alias),
        VaultException.KeyCorrupt(alias),
        VaultException.KeyExists(alias),
        VaultException.KeyLost(alias),
        VaultException.UnavailableWhileLocked(),
        VaultException.Unsupported(),
        VaultException.Unproved(alias),
        VaultException.BadAlias(),
        VaultException.Failed("for a debugger"),
    )

    /** What an answer that is none becomes: proved wrong, or not even readable. */
    private val nothing = setOf("vault.unproved", "vault.failed")

    @Test
    fun `each error that a vault throws when it signs arrives as it was thrown, and the session still waits`() {
        val vault = ScriptedVault()
        World.run(vault) { world ->
            val link = world.agent.askBinding()
            for (thrown in everyError("k")) {
                vault.onSign = { _, _ -> throw thrown }
                val error = failing<WalletException.Isp>(thrown.code) { world.approve(link) }
                assertEquals(thrown.javaClass, assertIs<IspException.Vault>(error.v1).v1.javaClass)
            }
            vault.obey()
            world.approve(link)
            val asked = world.agent.askMandate("flight", World.travel("10000"), null)
            for (thrown in everyError("k")) {
                vault.onSign = { _, _ -> throw thrown }
                val error = failing<WalletException.Isp>(thrown.code) { world.approve(asked.link) }
                assertEquals(thrown.javaClass, assertIs<IspException.Vault>(error.v1).v1.javaClass)
            }
            vault.obey()
            world.approve(asked.link)
            assertEquals(MandateState.ACTIVATED, world.mandates.list().single().mandate.state)
        }
    }

    @Test
    fun `each error that a vault throws when a key is asked for arrives as it was thrown`() {
        val vault = ScriptedVault()
        World.run(vault) { world ->
            for (thrown in everyError("k").filterNot { it is VaultException.KeyLost }) {
                vault.onPublicKey = { throw thrown }
                failing<WalletException.Isp>(thrown.code) { world.wallet.ispKey() }
            }
            vault.onPublicKey = null
            for (thrown in everyError("k")) {
                vault.onCreate = { throw thrown }
                failing<WalletException.Isp>(thrown.code) { world.wallet.ispKey() }
            }
            vault.obey()
            assertEquals(world.wallet.ispKey(), world.wallet.ispKey())
        }
    }

    @Test
    fun `attestation and deletion reach the vault, and their errors come back`() = runBlocking<Unit> {
        val vault = ScriptedVault()
        vault.onAttestation = { listOf(byteArrayOf(1, 2), byteArrayOf(3)) }
        val chain = vaultAttestation(vault, "key-1", byteArrayOf(9))
        assertEquals(listOf(2, 1), chain.map { it.size })
        assertContentEquals(byteArrayOf(3), chain.last())
        vault.onAttestation = { throw VaultException.Unsupported() }
        failing<WalletException.Isp>("vault.unsupported") { vaultAttestation(vault, "key-1", byteArrayOf(9)) }
        var deleted = ""
        vault.onDelete = { deleted = it }
        vaultDeleteKey(vault, "key-1")
        assertEquals("key-1", deleted)
        vault.onDelete = { throw VaultException.LockedOut() }
        failing<WalletException.Isp>("vault.locked_out") { vaultDeleteKey(vault, "key-1") }
    }

    @Test
    fun `a vault that waits for a person holds nobody else up, and its late answer counts`() {
        val vault = ScriptedVault()
        World.run(vault) { world ->
            world.bind()
            val mandate = world.authorize("10000")
            val asked = world.agent.askMandate("more", World.travel("500"), null)
            val (begun, answer) = CountDownLatch(1) to CountDownLatch(1)
            val signed = AtomicInteger()
            vault.onSign = { alias, payload ->
                begun.countDown()
                check(answer.await(2, TimeUnit.MINUTES))
                signed.incrementAndGet()
                vault.honestly(alias, payload)
            }
            coroutineScope {
                val approval = async { world.approve(asked.link) }
                assertTrue(withContext(Dispatchers.IO) { begun.await(1, TimeUnit.MINUTES) })
                assertEquals(Purchase.Paid, world.agent.buy(mandate, "hotel-kul-dinner", 1u))
                assertEquals(2, world.mandates.list().size)
                assertEquals(0, signed.get())
                answer.countDown()
                approval.await()
            }
            assertEquals(2, world.mandates.list().count { it.mandate.state == MandateState.ACTIVATED })
        }
    }

    @Test
    fun `a vault may call the wallet while it is asked to sign`() {
        val vault = ScriptedVault()
        World.run(vault) { world ->
            var seen = -1
            vault.onSign = { alias, payload ->
                seen = runBlocking {
                    world.limits.freeze(null)
                    world.limits.unfreeze(null)
                    world.mandates.waiting().size
                }
                vault.honestly(alias, payload)
            }
            world.bind()
            assertEquals(1, seen)
        }
    }

    @Test
    fun `a signature that proves nothing binds nobody`() {
        val vault = ScriptedVault()
        val stranger = DesktopVault().also { it.createKey("other", KeyPolicy.None) }
        World.run(vault) { world ->
            val link = world.agent.askBinding()
            val lies: Map<String, (String, ByteArray) -> ByteArray> = mapOf(
                "another key's" to { _, payload -> stranger.sign("other", payload, "") },
                "over something else" to { alias, _ -> vault.honestly(alias, byteArrayOf(1)) },
                "empty" to { _, _ -> ByteArray(0) },
                "zero" to { _, _ -> ByteArray(64) },
                "huge" to { _, _ -> ByteArray(100_000) { 0x30 } },
                "an Error" to { _, _ -> throw StackOverflowError("a host that breaks") },
            )
            for ((what, lie) in lies) {
                vault.onSign = lie
                val error = assertFailsWith<WalletException.Isp>(what) { world.approve(link) }
                assertContains(nothing, error.code, what)
                assertTrue(world.agents.list().none { it.state == BindingState.ACTIVE }, what)
            }
            vault.onSign = { _, _ -> error("an exception that nobody declared") }
            failing<WalletException.Isp>("vault.failed") { world.approve(link) }
            vault.obey()
            world.approve(link)
        }
    }

    @Test
    fun `a public key that is none is not taken`() {
        val vault = ScriptedVault()
        World.run(vault) { world ->
            val lies: Map<String, (String) -> ByteArray> = mapOf(
                "empty" to { ByteArray(0) },
                "zero" to { ByteArray(65) },
                "off the curve" to { ByteArray(65) { 4 } },
                "an Error" to { throw OutOfMemoryError("a host that breaks") },
            )
            for ((what, lie) in lies) {
                vault.onPublicKey = lie
                val error = assertFailsWith<WalletException.Isp>(what) { world.wallet.ispKey() }
                assertContains(nothing, error.code, what)
            }
        }
    }

    @Test
    fun `a key that was made and is not kept is not taken`() {
        val vault = ScriptedVault()
        World.run(vault) { world ->
            vault.onCreate = { ByteArray(65) { 4 } }
            failing<WalletException.Isp>("vault.key_lost") { world.wallet.ispKey() }
        }
    }

    @Test
    fun `another key than the bound one signs nothing`() {
        val vault = ScriptedVault()
        World.run(vault) { world ->
            world.bind()
            val asked = world.agent.askMandate("flight", World.travel("10000"), null)
            val shown = world.mandates.surface(asked.link.authSessionId)
            val stranger = DesktopVault()
            val point = stranger.createKey("other", KeyPolicy.None)
            vault.onPublicKey = { point }
            vault.onSign = { _, payload -> stranger.sign("other", payload, "") }
            val approval = shown.approval(asked.link.authSessionId, "Confirm", "FACE")
            val error = failing<WalletException.Isp>("isp.key_changed") { world.mandates.approve(approval) }
            assertIs<IspException.KeyChanged>(error.v1)
        }
    }

    @Test
    fun `the base class turns whatever is thrown into a declared error`() = runBlocking<Unit> {
        val vault = object : BaseKeyVault() {
            override fun create(alias: String, policy: KeyPolicy) = throw StackOverflowError()
            override fun publicPoint(alias: String) = throw VaultException.Cancelled()
            override fun signature(alias: String, payload: ByteArray, reason: String) = throw IllegalStateException()
            override fun remove(alias: String) = throw AssertionError()
        }
        failing<VaultException.Failed>("vault.failed") { vault.createKey("a", KeyPolicy.None) }
        failing<VaultException.Cancelled>("vault.cancelled") { vault.publicKey("a") }
        failing<VaultException.Failed>("vault.failed") { vault.sign("a", byteArrayOf(), "") }
        failing<VaultException.Failed>("vault.failed") { vault.deleteKey("a") }
        failing<VaultException.Unsupported>("vault.unsupported") { vault.attestation("a", byteArrayOf()) }
    }
}
