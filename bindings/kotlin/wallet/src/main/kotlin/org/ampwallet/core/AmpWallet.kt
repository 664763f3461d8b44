package org.ampwallet.core

import org.ampwallet.core.ffi.libraryVersion
import org.ampwallet.core.ffi.uniffiEnsureInitialized

/** The native library. Everything else loads it on first use, on the thread that happens to come first. */
public object AmpWallet {
    /**
     * Loads the native library and checks that it is the one these sources were generated for. Call it early, off the
     * main thread: it takes some hundred milliseconds on a cheap phone.
     */
    public fun load() {
        uniffiEnsureInitialized()
    }

    /** The version of the core, for example `0.1.0`. */
    public val version: String by lazy {
        load()
        libraryVersion()
    }
}
