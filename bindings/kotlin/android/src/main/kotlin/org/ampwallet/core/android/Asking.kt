package org.ampwallet.core.android

import android.content.Context
import android.hardware.biometrics.BiometricManager
import android.hardware.fingerprint.FingerprintManager
import android.os.Build

/**
 * How this Android asks for the person: the one place for what its versions differ in.
 *
 * @property sdk the API level.
 * @property enrolled whether she has enrolled a finger or a face; asked before Android 11 only.
 */
internal data class Asking(private val sdk: Int, private val enrolled: Boolean) {
    /** What is shown to her. */
    enum class Screen {
        /** `BiometricPrompt` that takes a finger, a face or the screen's lock, also for one use of a key (Android 11). */
        PROMPT_FOR_ALL,

        /** `BiometricPrompt` with a way on to the screen's lock, for a key that is free for a time (Android 10). */
        PROMPT_WITH_LOCK,

        /** `BiometricPrompt` that takes a finger or a face. */
        PROMPT,

        /** The keyguard's own screen, which takes the screen's lock (Android 9). */
        LOCK,
    }

    /** Whether a key says itself who may confirm its use (`setUserAuthenticationParameters`). */
    val keysNameWhoConfirms: Boolean get() = sdk >= Build.VERSION_CODES.R

    /**
     * `setUserAuthenticationValidityDurationSeconds` of a key for every use, where keys do not name who confirms. There a key
     * for one use takes a finger or a face, never the screen's lock. Who has enrolled neither is asked for the lock at every
     * use, and the key is free for the moment that follows.
     */
    val secondsOfEveryUse: Int get() = if (enrolled) ONE_USE else LOCK_SECONDS

    /** What is shown for a key that takes the screen's lock too ([lock]), or a finger or a face alone. */
    fun screen(lock: Boolean): Screen = when {
        !lock -> Screen.PROMPT
        sdk >= Build.VERSION_CODES.R -> Screen.PROMPT_FOR_ALL
        sdk >= Build.VERSION_CODES.Q -> Screen.PROMPT_WITH_LOCK
        enrolled -> Screen.PROMPT
        else -> Screen.LOCK
    }

    companion object {
        /** `setUserAuthenticationValidityDurationSeconds`: authentication for every use. */
        const val ONE_USE = -1

        /** How long a key that takes the screen's lock only is free after it, in seconds; no key of a timed policy has so little. */
        const val LOCK_SECONDS = 3

        /** On this phone, as it is now. */
        fun on(context: Context): Asking = Asking(Build.VERSION.SDK_INT, enrolled(context))

        /** As the Keystore counts before Android 11: on Android 9 fingers alone. */
        @Suppress("DEPRECATION")
        private fun enrolled(context: Context): Boolean = when {
            Build.VERSION.SDK_INT >= Build.VERSION_CODES.R -> false
            Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q ->
                context.getSystemService(BiometricManager::class.java).canAuthenticate() == BiometricManager.BIOMETRIC_SUCCESS

            // A phone without a reader has no such service.
            else -> context.getSystemService(FingerprintManager::class.java)?.hasEnrolledFingerprints() == true
        }
    }
}
