package org.ampwallet.demo.presenters.testing

import java.io.File

/** Another process that holds a wallet's database locked, as a second app would. It needs Python, as the checks do. */
class OtherProcess private constructor(private val process: Process) : AutoCloseable {
    /** Lets the database go. */
    override fun close() {
        process.outputStream.close()
        process.waitFor()
    }

    companion object {
        private const val HOLD =
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); " +
                "c.execute('BEGIN IMMEDIATE'); print('locked', flush=True); sys.stdin.read()"

        /** Locks the database in [folder] for writing, and answers once that is done. */
        fun holding(folder: File): OtherProcess {
            // Found by its name: a process that opens and closes such a file itself loses every lock that its SQLite holds
            // there, and the other one would take the log away under it.
            val database = folder.walk().first { it.isFile && it.extension == "db" }
            val process = ProcessBuilder("python3", "-c", HOLD, database.path).redirectErrorStream(true).start()
            val said = process.inputStream.bufferedReader().readLine()
            check(said == "locked") { "the other process says: $said" }
            return OtherProcess(process)
        }
    }
}
