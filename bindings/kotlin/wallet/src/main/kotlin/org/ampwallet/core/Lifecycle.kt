package org.ampwallet.core

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext
import org.ampwallet.core.ffi.Wallet

/**
 * Runs [block], then shuts the wallet down and gives the object back, also when the block fails or is cancelled. For an
 * app that keeps its wallet for as long as it lives, [Wallet.suspend] and [Wallet.resume] are the way.
 */
public suspend inline fun <R> Wallet.use(block: (Wallet) -> R): R = try {
    block(this)
} finally {
    end()
}

/** Shuts the wallet down and gives the object back, even in a coroutine that was cancelled. */
public suspend fun Wallet.end() {
    withContext(NonCancellable) {
        try {
            shutDown()
        } finally {
            close()
        }
    }
}
