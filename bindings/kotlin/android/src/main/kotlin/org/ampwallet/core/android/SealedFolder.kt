package org.ampwallet.core.android

import org.ampwallet.core.ffi.SecretException
import java.io.File
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.nio.file.StandardOpenOption
import javax.crypto.AEADBadTagException

/**
 * Small values, each sealed in a file of its own, durable once they are written. A value's file is replaced as a whole
 * or not at all. The key is made with the first value and never again while there is one: without it they are lost, and
 * that is said.
 */
internal class SealedFolder(folder: File, private val sealer: Sealer) {
    private val folder: Path = folder.toPath()

    /** The value, or none of this name. */
    fun read(name: String): ByteArray? {
        val sealed = try {
            Files.readAllBytes(file(name))
        } catch (_: NoSuchFileException) {
            return null
        }
        if (!sealer.hasKey) throw SecretException.Lost(name)
        return try {
            sealer.open(name, sealed)
        } catch (_: AEADBadTagException) {
            throw SecretException.Corrupt(name)
        }
    }

    /** Keeps the value, durably. */
    fun write(name: String, value: ByteArray) {
        val file = file(name)
        Files.createDirectories(folder)
        if (!sealer.hasKey) {
            if (names().isNotEmpty()) throw SecretException.Lost(name)
            sealer.makeKey()
        }
        val fresh = folder.resolve("$name$FRESH")
        FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE).use { file ->
            val sealed = ByteBuffer.wrap(sealer.seal(name, value))
            while (sealed.hasRemaining()) file.write(sealed)
            file.force(true)
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING)
        settle()
    }

    /** Deletes the value; one that is not there is deleted already. */
    fun delete(name: String) {
        if (Files.deleteIfExists(file(name))) settle()
    }

    private fun names(): List<String> = folder.toFile().list().orEmpty().filter { it.endsWith(KEPT) }

    /** Makes the folder's own entries durable: the move and the deletion are changes of the folder. */
    private fun settle() {
        FileChannel.open(folder, StandardOpenOption.READ).use { it.force(true) }
    }

    private fun file(name: String): Path {
        if (!NAME.matches(name)) throw SecretException.BadInput()
        return folder.resolve("$name$KEPT")
    }

    private companion object {
        /** Names become file names: nothing that leads elsewhere. */
        val NAME = Regex("(secret|counter)-[a-z0-9._-]{1,64}")
        const val KEPT = ".sealed"
        const val FRESH = ".fresh"
    }
}
