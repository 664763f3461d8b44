package org.ampwallet.core.android

import org.ampwallet.core.BaseSecretStore
import org.ampwallet.core.ffi.SecretException
import java.io.File
import java.nio.ByteBuffer

/** Secrets and counters in sealed files, one call after another. A counter's file is no secret's: it outlives them. */
internal class SealedSecrets(folder: File, sealer: Sealer, private val isLocked: () -> Boolean) : BaseSecretStore() {
    private val files = SealedFolder(folder, sealer)

    override fun read(name: String): ByteArray? = alone { files.read("secret-$name") }

    override fun write(name: String, value: ByteArray) {
        alone { files.write("secret-$name", value) }
    }

    override fun remove(name: String) {
        alone { files.delete("secret-$name") }
    }

    override fun raise(name: String, to: ULong): ULong = alone {
        val place = "counter-$name"
        val was = files.read(place)?.let { number(name, it) } ?: 0u
        if (to > was) files.write(place, ByteBuffer.allocate(Long.SIZE_BYTES).putLong(to.toLong()).array())
        maxOf(was, to)
    }

    private fun number(name: String, bytes: ByteArray): ULong {
        if (bytes.size != Long.SIZE_BYTES) throw SecretException.Corrupt(name)
        return ByteBuffer.wrap(bytes).getLong().toULong()
    }

    /** While the person has not unlocked the phone since it was switched on, the files are not there: that is not none. */
    private inline fun <T> alone(work: () -> T): T {
        if (isLocked()) throw SecretException.Locked()
        return synchronized(this) { work() }
    }
}
