package org.ampwallet.core.android

/** Encrypts and authenticates with a key that never leaves its place. */
internal interface Sealer {
    /** Whether there is a key. */
    val hasKey: Boolean

    /** Makes the key. One that exists is not replaced. */
    fun makeKey()

    /** Seals [value] for the place called [name]: opened elsewhere, it is refused. */
    fun seal(name: String, value: ByteArray): ByteArray

    /**
     * Opens what [seal] made.
     *
     * @throws javax.crypto.AEADBadTagException for what was altered or sealed for another place.
     */
    fun open(name: String, sealed: ByteArray): ByteArray
}
