package org.ampwallet.core

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxException

/** Runs [block], then stops the sandbox and gives the object back, also when the block fails or is cancelled. */
public suspend inline fun <R> Sandbox.use(block: (Sandbox) -> R): R = try {
    block(this)
} finally {
    end()
}

/** Stops the sandbox, if it was not stopped before, and gives the object back, even in a coroutine that was cancelled. */
public suspend fun Sandbox.end() {
    withContext(NonCancellable) {
        try {
            stop()
        } catch (_: SandboxException.Stopped) {
            // Somebody stopped it before: it has ended, which is what was asked.
        } finally {
            close()
        }
    }
}
