package org.ampwallet.core.android

import org.ampwallet.core.code
import org.ampwallet.core.ffi.SecretException
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Sealed files with a key of the JVM instead of the Keystore's: everything else is what runs on a phone. */
class SealedSecretsTest {
    @TempDir
    lateinit var folder: File

    private class JvmSealer : Sealer {
        var key: SecretKey? = null

        override val hasKey: Boolean
            get() = key != null

        override fun makeKey() {
            key = KeyGenerator.getInstance("AES").apply { init(256) }.generateKey()
        }

        override fun seal(name: String, value: ByteArray): ByteArray = AesGcm.seal(checkNotNull(key), name, value)

        override fun open(name: String, sealed: ByteArray): ByteArray = AesGcm.open(checkNotNull(key), name, sealed)
    }

    private val sealer = JvmSealer()
    private var locked = false

    private fun opened() = SealedSecrets(folder, sealer) { locked }

    @Test
    fun `a secret is kept, replaced, deleted, and never lies there in the clear`() {
        val store = opened()
        assertNull(store.get("db.key-1"))
        store.set("db.key-1", "first secret".toByteArray())
        store.set("db.key-1", "second secret".toByteArray())
        assertContentEquals("second secret".toByteArray(), opened().get("db.key-1"))
        val kept = folder.walk().filter { it.isFile }.toList()
        assertEquals(1, kept.size)
        assertFalse("secret" in kept.single().readText(Charsets.ISO_8859_1))
        store.delete("db.key-1")
        store.delete("db.key-1")
        assertNull(opened().get("db.key-1"))
    }

    @Test
    fun `a counter never falls, outlives secrets and a new object`() {
        assertEquals(0uL, opened().raiseCounter("mark", 0u))
        assertEquals(7uL, opened().raiseCounter("mark", 7u))
        assertEquals(7uL, opened().raiseCounter("mark", 3u))
        opened().set("mark", byteArrayOf(1))
        opened().delete("mark")
        assertEquals(7uL, opened().raiseCounter("mark", 0u))
        assertEquals(ULong.MAX_VALUE, opened().raiseCounter("mark", ULong.MAX_VALUE))
        assertEquals(ULong.MAX_VALUE, opened().raiseCounter("mark", 1u))
    }

    @Test
    fun `what was altered, cut or put in another's place is refused`() {
        val store = opened()
        store.set("a", byteArrayOf(1))
        store.set("b", byteArrayOf(2))
        val (a, b) = folder.resolve("secret-a.sealed") to folder.resolve("secret-b.sealed")
        val whole = a.readBytes()
        a.writeBytes(b.readBytes())
        assertEquals("secret.corrupt", assertFailsWith<SecretException.Corrupt> { store.get("a") }.code)
        for (at in whole.indices) {
            a.writeBytes(whole.copyOf().also { it[at] = (it[at] + 1).toByte() })
            assertFailsWith<SecretException.Corrupt>("byte $at") { store.get("a") }
        }
        for (size in 0 until whole.size) {
            a.writeBytes(whole.copyOf(size))
            assertFailsWith<SecretException.Corrupt>("$size bytes") { store.get("a") }
        }
        a.writeBytes(whole)
        assertContentEquals(byteArrayOf(1), store.get("a"))
        folder.resolve("secret-a.sealed").copyTo(folder.resolve("counter-a.sealed"))
        assertFailsWith<SecretException.Corrupt> { store.raiseCounter("a", 1u) }
    }

    @Test
    fun `secrets whose key is gone are lost, and no new key hides it`() {
        val store = opened()
        store.set("a", byteArrayOf(1))
        store.raiseCounter("mark", 5u)
        sealer.key = null
        assertEquals("secret.lost", assertFailsWith<SecretException.Lost> { store.get("a") }.code)
        assertFailsWith<SecretException.Lost> { store.set("b", byteArrayOf(2)) }
        assertFailsWith<SecretException.Lost> { store.raiseCounter("mark", 6u) }
        assertFailsWith<SecretException.Lost> { store.raiseCounter("other", 1u) }
        assertNull(sealer.key)
        assertNull(store.get("never-set"), "a name that was never kept is none")
    }

    @Test
    fun `a locked phone is told, and is not an empty one`() {
        opened().set("a", byteArrayOf(1))
        locked = true
        assertFailsWith<SecretException.Locked> { opened().get("a") }
        assertFailsWith<SecretException.Locked> { opened().set("a", byteArrayOf(2)) }
        assertFailsWith<SecretException.Locked> { opened().raiseCounter("mark", 1u) }
        locked = false
        assertContentEquals(byteArrayOf(1), opened().get("a"))
    }

    @Test
    fun `a name that leads elsewhere is no name`() {
        for (name in listOf("", "../a", "a/b", "A", "x".repeat(65), "a\u0000", "ä")) {
            assertFailsWith<SecretException.BadInput>(name) { opened().set(name, byteArrayOf(1)) }
            assertFailsWith<SecretException.BadInput>(name) { opened().get(name) }
        }
        assertTrue(folder.walk().none { it.isFile })
    }

    @Test
    fun `a crash between two files leaves the old value or the new one`() {
        val store = opened()
        store.set("a", byteArrayOf(1))
        folder.resolve("secret-a.fresh").writeBytes(byteArrayOf(9, 9, 9))
        assertContentEquals(byteArrayOf(1), opened().get("a"))
        opened().set("a", byteArrayOf(2))
        assertContentEquals(byteArrayOf(2), opened().get("a"))
    }
}
