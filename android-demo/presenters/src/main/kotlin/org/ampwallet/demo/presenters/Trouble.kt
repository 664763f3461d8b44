package org.ampwallet.demo.presenters

import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.stableCode

/**
 * Something went wrong: what happened, that the money is safe, and the one thing to do.
 *
 * @property code the core's stable code, for whoever helps the person; none for a fault of the app's own.
 * @property whys the wallet's reasons, where it refused.
 */
data class Trouble(val kind: TroubleKind, val code: String?, val whys: List<Why> = emptyList()) {
    val what: Line get() = kind.what.line
    val safe: Line get() = kind.safe.line
    val todo: Line get() = kind.todo.line
    val remedy: Remedy get() = kind.remedy

    companion object {
        /** The trouble that [error] is for a person. */
        fun of(error: Throwable): Trouble {
            val code = error.stableCode
            if (error is WalletException.Refused) return Trouble(TroubleKind.REFUSED, code, error.v1.reasons.map(Why::of))
            return Trouble(TroubleKind.of(code), code)
        }
    }
}
