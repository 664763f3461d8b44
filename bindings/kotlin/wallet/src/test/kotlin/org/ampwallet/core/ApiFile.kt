package org.ampwallet.core

import java.io.File

/** `bindings/api.txt` and the test sources that are held against it. */
object ApiFile {
    /** The exported symbols, one a line. */
    val symbols: List<String> by lazy { File(property("api.file")).readLines().filter { it.isNotBlank() } }

    /** Every test source but those that name symbols only to look for them. */
    val tests: String by lazy { sources(File(property("sources.dir"), "test/kotlin")) }

    /** What the glossary says: `WalletException.NotFound` to `wallet.not_found`, or to none where it is an inner error's. */
    val glossary: Map<String, String?> by lazy { glossary(File(File(property("api.file")).parentFile, "errors.md").readLines()) }

    private fun property(name: String) = checkNotNull(System.getProperty(name)) { "system property $name: see pom.xml" }

    private fun sources(folder: File): String =
        folder.walk().filter { it.extension == "kt" && it.name != "ApiCoverageTest.kt" }.sorted().joinToString("\n") { file ->
            file.readLines().filterNot { it.startsWith("import ") || it.trimStart().startsWith("//") }.joinToString("\n")
        }

    private fun glossary(lines: List<String>): Map<String, String?> = buildMap {
        var name = ""
        for (line in lines) {
            Regex("^## \\w+ \\((\\w+) in Kotlin\\)").find(line)?.let { name = it.groupValues[1] }
            val row = Regex("^\\| `(\\w+)` \\| (?:`([^`]+)`|that of the \\w+) \\|").find(line) ?: continue
            put("$name.${row.groupValues[1]}", row.groupValues[2].ifEmpty { null })
        }
    }
}
