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
 * The system's prompt that asks for the person: by finger or face, and by the screen's lock where the key takes it and
 * Android can ask for it.
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

    /**
     * Whether the keyguard's own screen asks for the screen's lock now (Android 9). It hides the app's, so that the activity is
     * stopped and yet not left: a wallet that was suspended then could not keep what the person confirms there.
     */
    @Volatile
    public var hidesTheApp: Boolean = false
        private set

    /** Asks for the person, for exactly this use of a key, which takes the screen's [lock] or not; the signature that may now be made. */
    internal fun confirm(reason: String, begun: Signature, lock: Boolean): Signature {
        val confirmed = ask(reason, Asking.on(app).screen(lock)) { prompt, cancel, answer ->
            prompt.authenticate(BiometricPrompt.CryptoObject(begun), cancel, app.mainExecutor, answer)
        }
        return confirmed.cryptoObject?.signature ?: throw VaultException.Failed("the prompt gave no signature back")
    }

    /** Asks for the person, for the time that the key gives; the screen's lock will do. */
    internal fun confirm(reason: String) {
        val screen = Asking.on(app).screen(lock = true)
        if (screen == Asking.Screen.LOCK) return askForTheLock(reason)
        try {
            ask(reason, screen) { prompt, cancel, answer -> prompt.authenticate(cancel, app.mainExecutor, answer) }
        } catch (error: VaultException.LockedOut) {
            // Fingers are locked out, and this prompt could not go on to the lock.
            if (screen == Asking.Screen.PROMPT) askForTheLock(reason) else throw error
        }
    }

    private fun askForTheLock(reason: String) {
        hidesTheApp = true
        try {
            waiting(CompletableFuture<Unit>(), onInterrupt = {}) { over, answered -> LockScreen.show(over, title, reason, answered) }
        } finally {
            hidesTheApp = false
        }
    }

    private fun ask(
        reason: String,
        screen: Asking.Screen,
        show: (BiometricPrompt, CancellationSignal, BiometricPrompt.AuthenticationCallback) -> Unit,
    ): BiometricPrompt.AuthenticationResult {
        val cancel = CancellationSignal()
        return waiting(CompletableFuture<BiometricPrompt.AuthenticationResult>(), cancel::cancel) { over, answered ->
            show(build(over, reason, screen, answered), cancel, answerTo(answered))
        }
    }

    /** What the person answers to what [show] shows over the activity that she sees. */
    private fun <T> waiting(answered: CompletableFuture<T>, onInterrupt: () -> Unit, show: (Activity, CompletableFuture<T>) -> Unit): T {
        val over = activity() ?: throw VaultException.UnavailableWhileLocked()
        app.mainExecutor.execute {
            try {
                show(over, answered)
            } catch (error: RuntimeException) {
                answered.completeExceptionally(VaultException.Failed(error.javaClass.name))
            }
        }
        return try {
            answered.get()
        } catch (error: ExecutionException) {
            throw error.cause as? VaultException ?: VaultException.Failed(error.javaClass.name)
        } catch (_: InterruptedException) {
            onInterrupt()
            Thread.currentThread().interrupt()
            throw VaultException.Cancelled()
        }
    }

    private fun build(over: Activity, reason: String, screen: Asking.Screen, answered: CompletableFuture<*>): BiometricPrompt {
        val prompt = BiometricPrompt.Builder(over).setTitle(title).setDescription(reason)
        when (screen) {
            Asking.Screen.PROMPT_FOR_ALL -> prompt.setAllowedAuthenticators(
                BiometricManager.Authenticators.BIOMETRIC_STRONG or BiometricManager.Authenticators.DEVICE_CREDENTIAL,
            )

            Asking.Screen.PROMPT_WITH_LOCK -> @Suppress("DEPRECATION") prompt.setDeviceCredentialAllowed(true)

            Asking.Screen.PROMPT, Asking.Screen.LOCK ->
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
