package org.ampwallet.core

import org.ampwallet.core.ffi.ClockException
import org.ampwallet.core.ffi.IdvException
import org.ampwallet.core.ffi.IspException
import org.ampwallet.core.ffi.LedgerException
import org.ampwallet.core.ffi.LimitException
import org.ampwallet.core.ffi.LogException
import org.ampwallet.core.ffi.MandateException
import org.ampwallet.core.ffi.MoneyException
import org.ampwallet.core.ffi.MppException
import org.ampwallet.core.ffi.NetworkException
import org.ampwallet.core.ffi.RateException
import org.ampwallet.core.ffi.SagaException
import org.ampwallet.core.ffi.SecretException
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.SurfaceException
import org.ampwallet.core.ffi.VaultException
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.ZoneException

/**
 * The stable code of any error of this library, for a place that catches them all: what to show, log or count. None for
 * an exception that is not the library's, and for a fault within it (`InternalException`).
 */
public val Throwable.stableCode: String?
    get() = when (this) {
        is WalletException -> code
        is MoneyException -> code
        is ClockException -> code
        is IdvException -> code
        is IspException -> code
        is LedgerException -> code
        is LimitException -> code
        is LogException -> code
        is MandateException -> code
        is MppException -> code
        is NetworkException -> code
        is RateException -> code
        is SagaException -> code
        is SecretException -> code
        is StoreException -> code
        is SurfaceException -> code
        is VaultException -> code
        is ZoneException -> code
        else -> sandboxCodeOf(this)
    }
