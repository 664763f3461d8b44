package org.ampwallet.core.android

import android.app.Activity
import android.content.Context
import android.hardware.biometrics.BiometricManager
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal
import org.ampwallet.core.ffi.VaultException
import java.security.Signature
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException

/**
 * The system's prompt that asks for the person, by finger or face, and since Android 11 by the screen's lock too; on Android
 * 10 by the screen's lock where no finger or face is enrolled.
 *
 * @param context any of the app's: only the app itself is kept of it.
 * @param title the first line of the prompt; the approval's reason follows.
 * @param activity the activity that the person sees now, or none: then a key that asks for the person is unavailable.
 */
public class VaultPrompt(
    context: Context,
    private val title: CharSequence = context.applicationInfo.loadLabel(context.packageManager),
    private val activity: () -> Activity? = VisibleActivity(context)::get,
) {
    internal val app: Context = context.applicationContext

    /** Asks for the person, for exactly this use of a key; answers the signature that may now be made. */
    internal fun confirm(reason: String, begun: Signature): Signature {
        val confirmed = ask(reason, lock = false) { prompt, cancel, answer ->
            prompt.authenticate(BiometricPrompt.CryptoObject(begun), cancel, app.mainExecutor, answer)
        }
        return confirmed.cryptoObject?.signature ?: throw VaultException.Failed("the prompt gave no signature back")
    }

    /** Asks for the person, for the time that the key gives; the screen's lock will do. */
    internal fun confirm(reason: String) {
        ask(reason, lock = true) { prompt, cancel, answer -> prompt.authenticate(cancel, app.mainExecutor, answer) }
    }

    private fun ask(
        reason: String,
        lock: Boolean,
        show: (BiometricPrompt, CancellationSignal, BiometricPrompt.AuthenticationCallback) -> Unit,
    ): BiometricPrompt.AuthenticationResult {
        val over = activity() ?: throw VaultException.UnavailableWhileLocked()
        val answered = CompletableFuture<BiometricPrompt.AuthenticationResult>()
        val cancel = CancellationSignal()
        app.mainExecutor.execute {
            try {
                show(build(over, reason, lock, answered), cancel, answerTo(answered))
            } catch (error: RuntimeException) {
                answered.completeExceptionally(VaultException.Failed(error.javaClass.name))
            }
        }
        return try {
            answered.get()
        } catch (error: ExecutionException) {
            throw error.cause as? VaultException ?: VaultException.Failed(error.javaClass.name)
        } catch (_: InterruptedException) {
            cancel.cancel()
            Thread.currentThread().interrupt()
            throw VaultException.Cancelled()
        }
    }

    private fun build(over: Activity, reason: String, lock: Boolean, answered: CompletableFuture<*>): BiometricPrompt {
        val prompt = BiometricPrompt.Builder(over).setTitle(title).setDescription(reason)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            prompt.setAllowedAuthenticators(
                BiometricManager.Authenticators.BIOMETRIC_STRONG or BiometricManager.Authenticators.DEVICE_CREDENTIAL,
            )
        } else if (lock && Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            @Suppress("DEPRECATION")
            prompt.setDeviceCredentialAllowed(true)
        } else {
            prompt.setNegativeButton(app.getText(android.R.string.cancel), app.mainExecutor) { _, _ ->
                answered.completeExceptionally(VaultException.Cancelled())
            }
        }
        return prompt.build()
    }

    private fun answerTo(answered: CompletableFuture<BiometricPrompt.AuthenticationResult>) =
        object : BiometricPrompt.AuthenticationCallback() {
            override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) {
                answered.complete(result)
            }

            override fun onAuthenticationError(errorCode: Int, errString: CharSequence?) {
                answered.completeExceptionally(PromptError.of(errorCode))
            }
        }
}
