package org.ampwallet.core

import org.ampwallet.core.ffi.Cap
import org.ampwallet.core.ffi.Dimension
import org.ampwallet.core.ffi.Limit
import org.ampwallet.core.ffi.LimitKind
import org.ampwallet.core.ffi.LimitSet
import org.ampwallet.core.ffi.Scope
import org.ampwallet.core.ffi.TokenAnnouncement
import org.ampwallet.core.ffi.Window
import org.ampwallet.core.ffi.emptyCall
import org.ampwallet.core.ffi.emptyCallSoon
import org.ampwallet.core.ffi.isOptimized
import org.ampwallet.core.ffi.measureList
import org.ampwallet.core.ffi.measurePreVerify
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/**
 * What the border costs, beside the same work in Rust within the same process. Alone, on a library built for release:
 * `-Dexcluded.tags=none -Dtest=CostTest`. It prints one line of JSON, in microseconds, medians. Asserted is, on a library
 * built for release alone: 1.5 times an empty call and the Rust time together.
 */
@Tag("cost")
class CostTest {
    @Test
    fun `an empty call, a list of a thousand mandates, a decision`() = World.run { world ->
        val empty = emptyCalls()
        val soon = emptyCallsSoon()
        val (list, listInRust) = lists(world)
        val (decision, decisionInRust) = decisions(world)
        println(
            """{"cost":"kotlin","optimized":${isOptimized()},"unit":"us","empty":$empty,"empty_suspend":$soon,""" +
                """"list_1000":$list,"list_1000_rust":$listInRust,"list_1000_allowed":${allowed(soon, listInRust)},""" +
                """"s2":$decision,"s2_rust":$decisionInRust,"s2_allowed":${allowed(soon, decisionInRust)}}""",
        )
        if (isOptimized()) {
            assertTrue(decision <= allowed(soon, decisionInRust), "a decision costs $decision us from here, $decisionInRust us in Rust")
            assertTrue(list <= allowed(soon, listInRust), "a list costs $list us from here, $listInRust us in Rust")
        }
    }

    private fun allowed(empty: Double, rust: Double): Double = 1.5 * (empty + rust)

    private suspend fun emptyCallsSoon(): Double {
        val rounds = List(ROUNDS + WARM) {
            val began = System.nanoTime()
            repeat(BATCH / 10) { emptyCallSoon() }
            micros(System.nanoTime() - began) / (BATCH / 10)
        }
        return median(rounds.drop(WARM))
    }

    private fun emptyCalls(): Double {
        val rounds = List(ROUNDS + WARM) {
            val began = System.nanoTime()
            repeat(BATCH) { emptyCall() }
            micros(System.nanoTime() - began) / BATCH
        }
        return median(rounds.drop(WARM))
    }

    private suspend fun lists(world: World): Pair<Double, Double> {
        world.bind()
        repeat(MANDATES) { number ->
            world.mandates.receive(World.request("asked-$number"))
            world.mandates.decline("asked-$number")
        }
        assertEquals(MANDATES, world.mandates.page(null, MANDATES.toUInt()).mandates.size)
        val both = List(ROUNDS + WARM) {
            val began = System.nanoTime()
            world.mandates.page(null, MANDATES.toUInt())
            micros(System.nanoTime() - began) to micros(measureList(world.wallet, 1u).toLong())
        }.drop(WARM)
        return median(both.map { it.first }) to median(both.map { it.second })
    }

    /** Each decision is another one: a token and an L3 of its own, judged under a limit, held. */
    private suspend fun decisions(world: World): Pair<Double, Double> {
        val daily = Limit("day", LimitKind.SPENDING, Window.DAY, Scope(Dimension.ALL, null), Cap.Amount(Amount("90000000", "HKD")))
        world.limits.set(LimitSet(listOf(daily)))
        val mandate = world.authorize("90000000")
        val order = world.agent.order("hotel-kul-dinner", 1u)
        suspend fun next(): TokenAnnouncement = world.announce(mandate, order)
        val both = List(ROUNDS + WARM) {
            val (ours, theirs) = next() to next()
            val began = System.nanoTime()
            world.payments.preVerify(ours)
            micros(System.nanoTime() - began) to micros(measurePreVerify(world.wallet, listOf(theirs)).toLong())
        }.drop(WARM)
        return median(both.map { it.first }) to median(both.map { it.second })
    }

    private fun micros(nanos: Long): Double = nanos / 1000.0

    private fun median(of: List<Double>): Double = of.sorted()[of.size / 2]

    private companion object {
        const val WARM = 200
        const val ROUNDS = 200
        const val BATCH = 1000
        const val MANDATES = 1000
    }
}
