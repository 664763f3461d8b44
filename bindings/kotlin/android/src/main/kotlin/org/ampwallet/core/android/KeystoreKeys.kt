package org.ampwallet.core.android

import android.content.Context
import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import org.ampwallet.core.ffi.KeyPolicy
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.PrivateKey
import java.security.cert.Certificate
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec

/** P-256 keys of this app in the Android Keystore. */
internal class KeystoreKeys(private val context: Context) {
    private val store: KeyStore = KeyStore.getInstance(PROVIDER).apply { load(null) }

    fun exists(alias: String): Boolean = store.containsAlias(alias)

    fun chain(alias: String): List<Certificate>? = store.getCertificateChain(alias)?.toList()

    fun privateKey(alias: String): PrivateKey? = store.getKey(alias, null) as? PrivateKey

    fun delete(alias: String) {
        store.deleteEntry(alias)
    }

    /** When this key asks for the person, from the hardware's own record. */
    fun policyOf(key: PrivateKey): KeyPolicy {
        val info = infoOf(key)
        return when {
            !info.isUserAuthenticationRequired -> KeyPolicy.None
            info.userAuthenticationValidityDurationSeconds > Asking.LOCK_SECONDS ->
                KeyPolicy.Timed(info.userAuthenticationValidityDurationSeconds.toUInt())

            else -> KeyPolicy.EveryUse
        }
    }

    /** Whether the key, made for every use, is free for a moment: no finger or face was enrolled (Android 9 and 10). */
    fun isFreeForAMoment(key: PrivateKey): Boolean = infoOf(key).userAuthenticationValidityDurationSeconds == Asking.LOCK_SECONDS

    /** Whether the screen's lock confirms one use of the key: never where it was made before Android 11. */
    fun takesTheLock(key: PrivateKey): Boolean = Build.VERSION.SDK_INT >= Build.VERSION_CODES.R &&
        infoOf(key).userAuthenticationType != KeyProperties.AUTH_BIOMETRIC_STRONG

    private fun infoOf(key: PrivateKey): KeyInfo =
        KeyFactory.getInstance(key.algorithm, PROVIDER).getKeySpec(key, KeyInfo::class.java)

    /** Makes a key, in StrongBox where there is one. */
    fun make(alias: String, policy: KeyPolicy, challenge: ByteArray?): ECPublicKey = try {
        make(spec(alias, policy, challenge, strongBox = true))
    } catch (_: StrongBoxUnavailableException) {
        make(spec(alias, policy, challenge, strongBox = false))
    }

    private fun make(spec: KeyGenParameterSpec): ECPublicKey {
        val generator = KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, PROVIDER)
        generator.initialize(spec)
        return generator.generateKeyPair().public as ECPublicKey
    }

    private fun spec(alias: String, policy: KeyPolicy, challenge: ByteArray?, strongBox: Boolean): KeyGenParameterSpec {
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
            .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
            .setDigests(KeyProperties.DIGEST_SHA256)
            .setIsStrongBoxBacked(strongBox)
            .setAttestationChallenge(challenge)
        when (policy) {
            is KeyPolicy.None -> Unit
            is KeyPolicy.EveryUse -> askForThePerson(spec, 0)
            is KeyPolicy.Timed -> askForThePerson(spec, policy.seconds.coerceIn(Asking.LOCK_SECONDS.toUInt() + 1u, Int.MAX_VALUE.toUInt()).toInt())
        }
        return spec.build()
    }

    /**
     * For [seconds] after each confirmation, or for one use of the key (0). A key that takes a finger or a face only dies
     * with a new one; where the screen's lock will do as well, Android keeps it until that lock is taken off.
     */
    private fun askForThePerson(spec: KeyGenParameterSpec.Builder, seconds: Int) {
        spec.setUserAuthenticationRequired(true)
            .setUnlockedDeviceRequired(true)
            .setInvalidatedByBiometricEnrollment(true)
        val asking = Asking.on(context)
        if (asking.keysNameWhoConfirms) {
            spec.setUserAuthenticationParameters(seconds, KeyProperties.AUTH_BIOMETRIC_STRONG or KeyProperties.AUTH_DEVICE_CREDENTIAL)
        } else {
            @Suppress("DEPRECATION")
            spec.setUserAuthenticationValidityDurationSeconds(if (seconds == 0) asking.secondsOfEveryUse else seconds)
        }
    }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
    }
}
