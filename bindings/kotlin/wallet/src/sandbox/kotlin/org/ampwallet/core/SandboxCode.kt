package org.ampwallet.core

import org.ampwallet.core.ffi.AgentException
import org.ampwallet.core.ffi.SandboxException

/** The stable code of an error that only a library with the sandbox knows; none for others. */
internal fun sandboxCodeOf(error: Throwable): String? = when (error) {
    is SandboxException -> error.code
    is AgentException -> error.code
    else -> null
}
