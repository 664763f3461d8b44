package org.ampwallet.core.android

import android.hardware.biometrics.BiometricPrompt
import org.ampwallet.core.ffi.VaultException

/** What an ended prompt means to the wallet. */
internal object PromptError {
    /** The error for one of `BiometricPrompt`'s codes. The system's own words are for nobody's log. */
    fun of(code: Int): VaultException = when (code) {
        BiometricPrompt.BIOMETRIC_ERROR_USER_CANCELED,
        BiometricPrompt.BIOMETRIC_ERROR_CANCELED,
        BiometricPrompt.BIOMETRIC_ERROR_TIMEOUT,
        -> VaultException.Cancelled()

        BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT,
        BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT_PERMANENT,
        -> VaultException.LockedOut()

        BiometricPrompt.BIOMETRIC_ERROR_HW_NOT_PRESENT,
        BiometricPrompt.BIOMETRIC_ERROR_NO_BIOMETRICS,
        BiometricPrompt.BIOMETRIC_ERROR_NO_DEVICE_CREDENTIAL,
        BiometricPrompt.BIOMETRIC_ERROR_SECURITY_UPDATE_REQUIRED,
        -> VaultException.Unsupported()

        else -> VaultException.Failed("biometric prompt: $code")
    }
}
