package org.ampwallet.core

import org.ampwallet.core.ffi.LogException
import org.ampwallet.core.ffi.LogLevel
import org.ampwallet.core.ffi.LogRecord
import org.ampwallet.core.ffi.LogSink
import org.ampwallet.core.ffi.WalletException
import org.junit.jupiter.api.Test
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** Log records reach the app, carry no secret, and a sink that is slow or fails harms nobody. */
class LogSinkTest {
    private class Kept : LogSink {
        val records = ConcurrentLinkedQueue<LogRecord>()

        override fun log(record: LogRecord) {
            records.add(record)
        }

        /** Waits until [sought] is among them. */
        fun await(sought: (LogRecord) -> Boolean): LogRecord {
            val until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1)
            while (System.nanoTime() < until) {
                records.firstOrNull(sought)?.let { return it }
                Thread.onSpinWait()
            }
            error("no such record among ${records.map { it.operation to it.code }}")
        }
    }

    @Test
    fun `each call is recorded with its code, and no record holds a secret`() {
        val sink = Kept()
        World.run(log = sink) { world ->
            world.bind()
            val mandate = world.authorize("12345.67")
            val order = world.agent.order("hotel-kul-dinner", 1u)
            val paid = world.purchase(mandate, order)
            failing<WalletException.NotFound>("wallet.not_found") { world.mandates.get("m-secret-id") }
            val failed = sink.await { it.code == "wallet.not_found" }
            assertEquals(LogLevel.WARN to "mandates.get", failed.level to failed.operation)
            assertEquals(LogLevel.DEBUG, sink.await { it.operation == "payments.pay" }.level)
            val told = sink.records.joinToString()
            val secrets = listOf(
                paid.paymentToken, paid.paymentToken.takeLast(8), mandate.l1, mandate.l2, "m-secret-id", "user-1",
                "Menara", "12345", paid.paymentId, "agent-travel-1", "flight and hotel",
            )
            for (secret in secrets) assertFalse(secret in told, "$secret in $told")
        }
    }

    @Test
    fun `a sink that throws harms nobody and gets the next record`() {
        val thrown = listOf<() -> Unit>(
            { throw LogException.NotWritten() },
            { error("an exception that nobody declared") },
            { throw StackOverflowError("a host that breaks") },
        )
        val kept = Kept()
        var calls = 0
        val sink = object : LogSink {
            override fun log(record: LogRecord) {
                thrown.getOrNull(calls++)?.invoke()
                kept.log(record)
            }
        }
        World.run(log = sink) { world ->
            world.bind()
            world.purchase(world.authorize("10000"), world.agent.order("hotel-kul-dinner", 1u))
            kept.await { it.operation == "payments.pay" }
        }
        assertTrue(calls > thrown.size)
    }

    @Test
    fun `a slow sink holds no call up, and what was dropped is counted`() {
        val release = CountDownLatch(1)
        val kept = Kept()
        val sink = object : LogSink {
            override fun log(record: LogRecord) {
                check(release.await(2, TimeUnit.MINUTES))
                kept.log(record)
            }
        }
        World.run(log = sink) { world ->
            repeat(600) { world.mandates.list() }
            assertEquals(0, kept.records.size)
            release.countDown()
            kept.await { it.operation == "mandates.list" }
            // The place that came free takes a record which tells how many found none.
            var dropped = 0uL
            while (dropped == 0uL) {
                world.limits.frozen()
                dropped = kept.records.maxOf { it.dropped }
            }
            assertTrue(dropped >= 300uL, "$dropped of 600 were dropped")
        }
    }
}
