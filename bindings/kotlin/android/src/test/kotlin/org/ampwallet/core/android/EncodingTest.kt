package org.ampwallet.core.android

import android.hardware.biometrics.BiometricPrompt
import org.ampwallet.core.code
import org.junit.jupiter.api.Test
import java.math.BigInteger
import java.security.KeyPairGenerator
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** Points, attestations and the prompt's answers, as the wallet reads them. */
class EncodingTest {
    @Test
    fun `a point is written in 65 bytes, leading zeros and high bits included`() {
        val generator = KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }
        var short = 0
        repeat(2000) {
            val key = generator.generateKeyPair().public as ECPublicKey
            val written = Sec1.uncompressed(key)
            assertEquals(65 to 4, written.size to written[0].toInt())
            assertEquals(key.w.affineX, BigInteger(1, written.copyOfRange(1, 33)))
            assertEquals(key.w.affineY, BigInteger(1, written.copyOfRange(33, 65)))
            if (key.w.affineX.bitLength() <= 248) short++
        }
        assertTrue(short > 0, "none of 2,000 points had a leading zero")
    }

    @Test
    fun `an attestation is bound to its challenge and to no other`() {
        val challenge = "a nonce of a server".toByteArray()
        val extension = byteArrayOf(0x30, 40, 2, 1, 3, 4, challenge.size.toByte()) + challenge + byteArrayOf(4, 0, 0x30, 0)
        assertTrue(Attestation.isBound(extension, challenge))
        assertFalse(Attestation.isBound(extension, challenge.copyOf(challenge.size - 1)))
        assertFalse(Attestation.isBound(extension, "another".toByteArray()))
        assertFalse(Attestation.isBound(extension, ByteArray(0)))
        assertFalse(Attestation.isBound(extension, ByteArray(128)))
        assertFalse(Attestation.isBound(null as ByteArray?, challenge))
        assertFalse(Attestation.isBound(byteArrayOf(4), challenge))
    }

    @Test
    fun `each way a prompt ends has its error`() {
        val expected = mapOf(
            BiometricPrompt.BIOMETRIC_ERROR_USER_CANCELED to "vault.cancelled",
            BiometricPrompt.BIOMETRIC_ERROR_CANCELED to "vault.cancelled",
            BiometricPrompt.BIOMETRIC_ERROR_TIMEOUT to "vault.cancelled",
            BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT to "vault.locked_out",
            BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT_PERMANENT to "vault.locked_out",
            BiometricPrompt.BIOMETRIC_ERROR_HW_NOT_PRESENT to "vault.unsupported",
            BiometricPrompt.BIOMETRIC_ERROR_NO_BIOMETRICS to "vault.unsupported",
            BiometricPrompt.BIOMETRIC_ERROR_NO_DEVICE_CREDENTIAL to "vault.unsupported",
            BiometricPrompt.BIOMETRIC_ERROR_HW_UNAVAILABLE to "vault.failed",
            BiometricPrompt.BIOMETRIC_ERROR_VENDOR to "vault.failed",
            12345 to "vault.failed",
        )
        assertEquals(expected, expected.keys.associateWith { PromptError.of(it).code })
    }

    @Test
    fun `the version and the cipher's own numbers stand before what is sealed`() {
        val key = javax.crypto.KeyGenerator.getInstance("AES").apply { init(256) }.generateKey()
        val sealed = AesGcm.seal(key, "a", byteArrayOf(1, 2, 3))
        assertEquals(1 + 12 + 3 + 16, sealed.size)
        assertContentEquals(byteArrayOf(1, 2, 3), AesGcm.open(key, "a", sealed))
    }
}
