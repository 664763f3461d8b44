package org.ampwallet.core

import org.ampwallet.core.ffi.KeyPolicy
import org.ampwallet.core.ffi.KeyVault

/**
 * A vault that does what a test tells it at each call, else what [honest] does. It is a bare [KeyVault], without the net
 * that [BaseKeyVault] has: what is thrown here reaches the border as it is.
 */
class ScriptedVault(private val honest: KeyVault = DesktopVault()) : KeyVault {
    @Volatile
    var onCreate: ((String) -> ByteArray)? = null

    @Volatile
    var onPublicKey: ((String) -> ByteArray)? = null

    @Volatile
    var onSign: ((alias: String, payload: ByteArray) -> ByteArray)? = null

    @Volatile
    var onDelete: ((String) -> Unit)? = null

    @Volatile
    var onAttestation: ((String) -> List<ByteArray>)? = null

    /** What the honest vault signs. */
    fun honestly(alias: String, payload: ByteArray): ByteArray = honest.sign(alias, payload, "")

    /** Back to what the honest vault does. */
    fun obey() {
        onCreate = null
        onPublicKey = null
        onSign = null
        onDelete = null
        onAttestation = null
    }

    override fun createKey(alias: String, policy: KeyPolicy): ByteArray =
        onCreate?.invoke(alias) ?: honest.createKey(alias, policy)

    override fun publicKey(alias: String): ByteArray = onPublicKey?.invoke(alias) ?: honest.publicKey(alias)

    override fun sign(alias: String, payload: ByteArray, reason: String): ByteArray =
        onSign?.invoke(alias, payload) ?: honest.sign(alias, payload, reason)

    override fun deleteKey(alias: String) {
        onDelete?.invoke(alias) ?: honest.deleteKey(alias)
    }

    override fun attestation(alias: String, challenge: ByteArray): List<ByteArray> =
        onAttestation?.invoke(alias) ?: honest.attestation(alias, challenge)
}
