package org.ampwallet.core.android

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
 * The system's prompt that asks for the person, by finger or face, and since Android 11 by the screen's lock too.
 *
 * @property context an activity's, so that the prompt belongs to what the person sees.
 * @property title the first line of the prompt; the approval's reason follows.
 */
public class VaultPrompt(
    internal val context: Context,
    private val title: CharSequence = context.applicationInfo.loadLabel(context.packageManager),
) {
    /** Asks for the person, for exactly this use of a key; answers the signature that may now be made. */
    internal fun confirm(reason: String, begun: Signature): Signature {
        val confirmed = ask(reason) { prompt, cancel, answer ->
            prompt.authenticate(BiometricPrompt.CryptoObject(begun), cancel, context.mainExecutor, answer)
        }
        return confirmed.cryptoObject?.signature ?: throw VaultException.Failed("the prompt gave no signature back")
    }

    /** Asks for the person, for the time that the key's policy gives. */
    internal fun confirm(reason: String) {
        ask(reason) { prompt, cancel, answer -> prompt.authenticate(cancel, context.mainExecutor, answer) }
    }

    private fun ask(
        reason: String,
        show: (BiometricPrompt, CancellationSignal, BiometricPrompt.AuthenticationCallback) -> Unit,
    ): BiometricPrompt.AuthenticationResult {
        val answered = CompletableFuture<BiometricPrompt.AuthenticationResult>()
        val cancel = CancellationSignal()
        context.mainExecutor.execute {
            try {
                show(build(reason, answered), cancel, answerTo(answered))
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

    private fun build(reason: String, answered: CompletableFuture<*>): BiometricPrompt {
        val prompt = BiometricPrompt.Builder(context).setTitle(title).setDescription(reason)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            prompt.setAllowedAuthenticators(
                BiometricManager.Authenticators.BIOMETRIC_STRONG or BiometricManager.Authenticators.DEVICE_CREDENTIAL,
            )
        } else {
            prompt.setNegativeButton(context.getText(android.R.string.cancel), context.mainExecutor) { _, _ ->
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
