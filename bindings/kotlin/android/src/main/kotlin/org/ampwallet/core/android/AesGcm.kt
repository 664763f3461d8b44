package org.ampwallet.core.android

import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/** AES-256-GCM as this store writes it: version, 12 bytes chosen by the cipher, ciphertext with a tag of 16 bytes. */
internal object AesGcm {
    private const val TRANSFORMATION = "AES/GCM/NoPadding"
    private const val VERSION: Byte = 1
    private const val IV = 12
    private const val TAG = 16

    /** Seals [value] for the place called [name]. */
    fun seal(key: SecretKey, name: String, value: ByteArray): ByteArray {
        val cipher = Cipher.getInstance(TRANSFORMATION)
        cipher.init(Cipher.ENCRYPT_MODE, key)
        check(cipher.iv.size == IV)
        cipher.updateAAD(name.toByteArray())
        return byteArrayOf(VERSION) + cipher.iv + cipher.doFinal(value)
    }

    /** Opens what was sealed for [name]. */
    fun open(key: SecretKey, name: String, sealed: ByteArray): ByteArray {
        if (sealed.size < 1 + IV + TAG || sealed[0] != VERSION) throw AEADBadTagException("not sealed here")
        val cipher = Cipher.getInstance(TRANSFORMATION)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG * Byte.SIZE_BITS, sealed, 1, IV))
        cipher.updateAAD(name.toByteArray())
        return cipher.doFinal(sealed, 1 + IV, sealed.size - 1 - IV)
    }
}
