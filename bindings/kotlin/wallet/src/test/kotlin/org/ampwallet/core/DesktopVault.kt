package org.ampwallet.core

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

/** A key vault of the JVM's own cryptography, for tests: keys die with it. [confirmations] counts what a person would confirm. */
class DesktopVault : BaseKeyVault() {
    val confirmations = AtomicInteger()
    private val keys = ConcurrentHashMap<String, Pair<KeyPair, KeyPolicy>>()

    override fun create(alias: String, policy: KeyPolicy): ByteArray {
        val made = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()
        if (keys.putIfAbsent(alias, made to policy) != null) throw VaultException.KeyExists(alias)
        return sec1(made)
    }

    override fun publicPoint(alias: String): ByteArray = sec1(find(alias).first)

    override fun signature(alias: String, payload: ByteArray, reason: String): ByteArray {
        val (pair, policy) = find(alias)
        if (policy == KeyPolicy.EveryUse) confirmations.incrementAndGet()
        return Signature.getInstance("SHA256withECDSA").run {
            initSign(pair.private)
            update(payload)
            sign()
        }
    }

    override fun remove(alias: String) {
        keys.remove(alias)
    }

    private fun find(alias: String) = keys[alias] ?: throw VaultException.KeyLost(alias)

    private fun sec1(pair: KeyPair): ByteArray {
        val point = (pair.public as ECPublicKey).w
        return byteArrayOf(4) + fixed(point.affineX) + fixed(point.affineY)
    }

    private fun fixed(coordinate: BigInteger): ByteArray {
        val bytes = coordinate.toByteArray().dropWhile { it == 0.toByte() }.toByteArray()
        return ByteArray(COORDINATE - bytes.size) + bytes
    }

    private companion object {
        const val COORDINATE = 32
    }
}
