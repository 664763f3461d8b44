package org.ampwallet.demo.presenters.testing

import org.ampwallet.core.BaseKeyVault
import org.ampwallet.core.ffi.KeyPolicy
import org.ampwallet.core.ffi.VaultException
import java.math.BigInteger
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger

/**
 * A vault of the JVM's own cryptography, for tests: Robolectric's Keystore asks nobody. Keys die with it; [person] says
 * what the person at the prompt does.
 */
class SoftwareVault : BaseKeyVault() {
    /** What the person does when a key asks for her. */
    enum class Person { CONFIRMS, CANCELS, FAILS_TOO_OFTEN }

    @Volatile
    var person = Person.CONFIRMS

    /** How often the person was asked. */
    val asked = AtomicInteger()
    private val keys = ConcurrentHashMap<String, Pair<KeyPair, KeyPolicy>>()

    /** As when the app's data were cleared, or the screen's lock was taken off. */
    fun loseKeys() = keys.clear()

    override fun create(alias: String, policy: KeyPolicy): ByteArray {
        val made = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()
        if (keys.putIfAbsent(alias, made to policy) != null) throw VaultException.KeyExists(alias)
        return sec1(made)
    }

    override fun publicPoint(alias: String): ByteArray = sec1(find(alias).first)

    override fun signature(alias: String, payload: ByteArray, reason: String): ByteArray {
        val (pair, policy) = find(alias)
        if (policy != KeyPolicy.None) confirm()
        return Signature.getInstance("SHA256withECDSA").run {
            initSign(pair.private)
            update(payload)
            sign()
        }
    }

    override fun remove(alias: String) {
        keys.remove(alias)
    }

    private fun confirm() {
        asked.incrementAndGet()
        when (person) {
            Person.CONFIRMS -> Unit
            Person.CANCELS -> throw VaultException.Cancelled()
            Person.FAILS_TOO_OFTEN -> throw VaultException.LockedOut()
        }
    }

    private fun find(alias: String) = keys[alias] ?: throw VaultException.KeyLost(alias)

    private fun sec1(pair: KeyPair): ByteArray {
        val point = (pair.public as ECPublicKey).w
        return byteArrayOf(UNCOMPRESSED) + fixed(point.affineX) + fixed(point.affineY)
    }

    private fun fixed(coordinate: BigInteger): ByteArray {
        val bytes = coordinate.toByteArray().dropWhile { it == 0.toByte() }.toByteArray()
        return ByteArray(COORDINATE - bytes.size) + bytes
    }

    private companion object {
        const val COORDINATE = 32
        const val UNCOMPRESSED: Byte = 4
    }
}
