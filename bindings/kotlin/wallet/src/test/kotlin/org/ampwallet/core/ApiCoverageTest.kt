package org.ampwallet.core

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Every call, every error and every method of a host trait in `bindings/api.txt` is used in these tests. */
class ApiCoverageTest {
    @Test
    fun `every exported call, error and host method is used at least once`() {
        val unused = ApiFile.symbols.filterNot { isUsed(it, ApiFile.tests) }
        assertEquals(emptyList(), unused, "exported, and used by no test")
    }

    @Test
    fun `the check knows every kind of symbol and reads a file that is not empty`() {
        val kinds = ApiFile.symbols.groupingBy { it.substringBefore(' ') }.eachCount()
        assertEquals(setOf("constructor", "enum", "error", "fun", "method", "object", "record", "trait"), kinds.keys)
        assertTrue(kinds.getValue("method") > 50 && kinds.getValue("error") > 100)
    }

    @Test
    fun `the check fails on a symbol that nobody uses`() {
        val unused = listOf(
            "fun suspend teleport(to: String)",
            "constructor Wallet.suspend borrow(from: String) : Wallet",
            "constructor Rocket(fuel: UInt)",
            "method Payments.suspend evaporate(paymentId: String)",
            "method KeyVault.melt(alias: String)",
            "error VaultException.Bored(alias: String)",
            "error WalletException.Store",
            "trait Telepathy",
        )
        val source = "payments.list(); other.evaporate(x); fun melt(alias: String); WalletException.Storehouse()"
        assertEquals(unused, unused.filterNot { isUsed(it, source) })
    }

    private fun isUsed(symbol: String, source: String): Boolean {
        val (kind, rest) = symbol.split(' ', limit = 2)
        val owner = rest.substringBefore('.').substringBefore('(')
        val call = rest.substringAfter('.', "").removePrefix("suspend ").substringBefore('(')
        return when (kind) {
            "fun" -> Regex("(?<![.\\w])${rest.removePrefix("suspend ").substringBefore('(')}\\(").containsMatchIn(source)
            "constructor" -> Regex(if (call.isEmpty()) "(?<![.\\w])$owner\\(" else "\\b$owner\\.$call\\(").containsMatchIn(source)
            "method" -> if (owner in traits) isImplementedAndCalled(call, source) else isCalled(owner, call, source)
            "error" -> Regex("\\b${Regex.escape(rest.substringBefore('('))}\\b").containsMatchIn(source)
            "trait" -> Regex("\\b$owner\\b").containsMatchIn(source)
            // Objects come with their methods; values of records and enums with the calls that take or answer them.
            else -> true
        }
    }

    /** `Payments.pay` is called as `payments.pay(`, `Wallet.agents` as `wallet.agents(`: the receiver tells the type. */
    private fun isCalled(owner: String, call: String, source: String): Boolean {
        val receiver = receivers[owner] ?: owner.replaceFirstChar { it.lowercase() }
        return Regex("\\b$receiver(\\(\\))?\\s*\\.$call\\(").containsMatchIn(source)
    }

    private fun isImplementedAndCalled(call: String, source: String): Boolean =
        Regex("override fun $call\\(").containsMatchIn(source) && Regex("\\.$call\\(").containsMatchIn(source)

    private val traits = ApiFile.symbols.filter { it.startsWith("trait ") }.map { it.removePrefix("trait ") }.toSet()
    private val receivers = mapOf("Sandbox" to "sandbox", "SandboxAgent" to "agent", "AgentSession" to "session", "ChainVerifier" to "verifier")
}
