package org.ampwallet.core

import kotlinx.coroutines.runBlocking
import org.ampwallet.core.ffi.AuthorizationSurface
import org.ampwallet.core.ffi.Purchase
import org.ampwallet.core.ffi.SandboxException
import org.junit.jupiter.api.Test
import quickstart.firstPayment
import java.io.File
import java.nio.file.Files
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** The README's quick start is what is compiled here, and it pays. */
class QuickStartTest {
    private val folder = File(checkNotNull(System.getProperty("kotlin.dir")) { "system property kotlin.dir: see pom.xml" })

    @Test
    fun `the quick start in the README is the one that is compiled and has at most 40 lines`() {
        val shown = File(folder, "README.md").readText().substringAfter("<!-- quick start -->\n```kotlin\n").substringBefore("```\n<!-- /quick start -->")
        assertEquals(File(folder, "quickstart/QuickStart.kt").readText(), shown)
        assertTrue(shown.trimEnd().lines().size <= 40)
    }

    @Test
    fun `the quick start pays, and what the person was shown is what the agent asked for`() = runBlocking<Unit> {
        val shown = mutableListOf<AuthorizationSurface>()
        assertEquals(Purchase.Paid, pay { shown.add(it) })
        assertEquals(2, shown.size)
        assertContains(shown.last().fields.joinToString(), "Harbour Airways")
    }

    @Test
    fun `the quick start pays nothing when the person says no`() = runBlocking<Unit> {
        assertFailsWith<SandboxException.Agent> { pay { false } }
    }

    private suspend fun pay(confirm: (AuthorizationSurface) -> Boolean): Purchase {
        val data = Files.createTempDirectory("quickstart").toFile()
        return try {
            firstPayment(DesktopVault(), MemorySecrets(), data, confirm)
        } finally {
            data.deleteRecursively()
        }
    }
}
