package org.ampwallet.demo.presenters

/** Where the AMP network is that this app pays in. Where that is a sandbox, only debug builds know it. */
interface Place {
    /** How the choice of it is remembered. */
    val kept: String

    /** What a person is told of it. */
    val line: Line

    /** Opens the wallet there, making it if there is none. Off the main thread: it loads the library. */
    suspend fun open(device: Device): OpenWallet

    /** Deletes a wallet there that cannot be opened: its database, its secrets, its key. */
    suspend fun erase(device: Device)
}
