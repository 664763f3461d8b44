package org.ampwallet.core.android

import android.app.KeyguardManager
import android.content.Context
import android.os.Looper
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.UserNotAuthenticatedException
import org.ampwallet.core.BaseKeyVault
import org.ampwallet.core.ffi.KeyPolicy
import org.ampwallet.core.ffi.VaultException
import java.security.InvalidAlgorithmParameterException
import java.security.InvalidKeyException
import java.security.PrivateKey
import java.security.Signature
import java.security.UnrecoverableKeyException
import java.security.cert.X509Certificate
import java.security.interfaces.ECPublicKey

/**
 * The user's signing keys in the Android Keystore, in StrongBox where the phone has one. A private key never leaves it.
 *
 * A key that asks for the person shows the system's `BiometricPrompt`, with [VaultPrompt.title] and the reason that the
 * approval carries. The core calls on threads of its own, which wait for the person; on the main thread every call that
 * would have to wait is refused.
 *
 * It keeps no activity: it asks over the one that the person sees, and while there is none a key that asks for the person
 * is [VaultException.UnavailableWhileLocked].
 *
 * @param prompt where and how the person is asked.
 * @param attestationChallenge what a server wants to find in the attestation of the keys that are made from now on:
 * Android binds it when a key is made, and never later.
 */
public class KeystoreVault(
    private val prompt: VaultPrompt,
    private val attestationChallenge: ByteArray? = null,
) : BaseKeyVault() {
    private val keys = KeystoreKeys(prompt.app)

    /**
     * A vault that asks with the app's name as the title.
     *
     * @param context an activity that is shown now, or any other of the app's, before the first is shown.
     */
    public constructor(context: Context) : this(VaultPrompt(context))

    override fun create(alias: String, policy: KeyPolicy): ByteArray {
        if (keys.exists(alias)) throw VaultException.KeyExists(alias)
        // A key that asks for the person needs a person who can be told: a finger, a face, or the screen's lock.
        if (policy != KeyPolicy.None && !keyguard().isDeviceSecure) throw VaultException.Unsupported()
        return try {
            Sec1.uncompressed(keys.make(alias, policy, attestationChallenge))
        } catch (_: InvalidAlgorithmParameterException) {
            throw VaultException.Unsupported()
        }
    }

    override fun publicPoint(alias: String): ByteArray {
        val certificate = keys.chain(alias)?.firstOrNull() ?: throw VaultException.KeyLost(alias)
        return Sec1.uncompressed(certificate.publicKey as? ECPublicKey ?: throw VaultException.KeyCorrupt(alias))
    }

    override fun signature(alias: String, payload: ByteArray, reason: String): ByteArray {
        val key = privateKey(alias)
        return try {
            when (keys.policyOf(key)) {
                is KeyPolicy.None -> started(alias, key).over(payload)
                is KeyPolicy.Timed -> withinTime(alias, key, payload, reason)
                is KeyPolicy.EveryUse -> {
                    beforeWaiting()
                    if (keys.isFreeForAMoment(key)) {
                        prompt.confirm(reason)
                        started(alias, key).over(payload)
                    } else {
                        prompt.confirm(reason, started(alias, key), keys.takesTheLock(key)).over(payload)
                    }
                }
            }
        } catch (_: KeyPermanentlyInvalidatedException) {
            throw VaultException.KeyInvalidated(alias)
        } catch (error: UserNotAuthenticatedException) {
            throw if (isLocked()) VaultException.UnavailableWhileLocked() else VaultException.Failed(error.javaClass.name)
        }
    }

    override fun remove(alias: String) {
        keys.delete(alias)
    }

    /**
     * The certificates that the hardware made for the key, the leaf first. A challenge that is not the one of this vault
     * when the key was made is refused as unsupported.
     */
    override fun certificates(alias: String, challenge: ByteArray): List<ByteArray> {
        val chain = keys.chain(alias) ?: throw VaultException.KeyLost(alias)
        val leaf = chain.first() as? X509Certificate ?: throw VaultException.KeyCorrupt(alias)
        if (!Attestation.isBound(leaf, challenge)) throw VaultException.Unsupported()
        return chain.map { it.encoded }
    }

    private fun withinTime(alias: String, key: PrivateKey, payload: ByteArray, reason: String): ByteArray {
        val begun = try {
            started(alias, key)
        } catch (_: UserNotAuthenticatedException) {
            beforeWaiting()
            prompt.confirm(reason)
            started(alias, key)
        }
        return begun.over(payload)
    }

    private fun Signature.over(payload: ByteArray): ByteArray {
        update(payload)
        return sign()
    }

    private fun started(alias: String, key: PrivateKey): Signature = try {
        Signature.getInstance("SHA256withECDSA").apply { initSign(key) }
    } catch (error: KeyPermanentlyInvalidatedException) {
        throw error
    } catch (error: UserNotAuthenticatedException) {
        throw error
    } catch (_: InvalidKeyException) {
        throw if (isLocked()) VaultException.UnavailableWhileLocked() else VaultException.KeyCorrupt(alias)
    }

    private fun privateKey(alias: String): PrivateKey = try {
        keys.privateKey(alias) ?: throw VaultException.KeyLost(alias)
    } catch (_: UnrecoverableKeyException) {
        // How several versions of Android say that a new finger was enrolled.
        throw VaultException.KeyInvalidated(alias)
    }

    /** A prompt can be shown, and there is a thread that may wait for it. */
    private fun beforeWaiting() {
        if (Looper.myLooper() == Looper.getMainLooper()) throw VaultException.Failed("called on the main thread")
        if (isLocked()) throw VaultException.UnavailableWhileLocked()
    }

    private fun isLocked(): Boolean = keyguard().isDeviceLocked

    private fun keyguard(): KeyguardManager = prompt.app.getSystemService(KeyguardManager::class.java)
}
