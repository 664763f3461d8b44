package org.ampwallet.core.android

import java.security.cert.X509Certificate

/** What the hardware certifies of a key. Whether its chain ends at Google's root is the server's to judge. */
internal object Attestation {
    /** Android's extension of the leaf certificate that holds, among much else, the challenge. */
    private const val KEY_DESCRIPTION = "1.3.6.1.4.1.11129.2.1.17"

    private const val OCTET_STRING: Byte = 4
    private const val LONGEST = 127

    /** Whether the leaf's attestation was made for [challenge], 1 to 127 bytes. */
    fun isBound(leaf: X509Certificate, challenge: ByteArray): Boolean = isBound(leaf.getExtensionValue(KEY_DESCRIPTION), challenge)

    /** Whether the challenge stands in the extension as an OCTET STRING of its own. */
    fun isBound(extension: ByteArray?, challenge: ByteArray): Boolean {
        if (extension == null || challenge.isEmpty() || challenge.size > LONGEST) return false
        val sought = byteArrayOf(OCTET_STRING, challenge.size.toByte()) + challenge
        return (0..extension.size - sought.size).any { at -> sought.indices.all { extension[at + it] == sought[it] } }
    }
}
