package org.ampwallet.core.android

import java.math.BigInteger
import java.security.interfaces.ECPublicKey

/** Points of P-256 as SEC1 writes them. */
internal object Sec1 {
    private const val COORDINATE = 32
    private const val UNCOMPRESSED: Byte = 4

    /** `04 || x || y`, 65 bytes. */
    fun uncompressed(key: ECPublicKey): ByteArray =
        byteArrayOf(UNCOMPRESSED) + fixed(key.w.affineX) + fixed(key.w.affineY)

    /** 32 bytes: `BigInteger` adds a sign, and leaves leading zeros out. */
    private fun fixed(coordinate: BigInteger): ByteArray {
        val bytes = coordinate.toByteArray()
        val from = maxOf(0, bytes.size - COORDINATE)
        return ByteArray(COORDINATE).also { bytes.copyInto(it, COORDINATE - (bytes.size - from), from) }
    }
}
