package org.ampwallet.core

import org.ampwallet.core.ffi.Cap
import org.ampwallet.core.ffi.Dimension
import org.ampwallet.core.ffi.Freeze
import org.ampwallet.core.ffi.Limit
import org.ampwallet.core.ffi.LimitException
import org.ampwallet.core.ffi.LimitKind
import org.ampwallet.core.ffi.LimitSet
import org.ampwallet.core.ffi.Scope
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.Window
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

/** How much at most, and the stop of everything. */
class LimitsTest {
    private fun daily(id: String, max: Cap, kind: LimitKind = LimitKind.SPENDING, window: Window = Window.DAY) =
        Limit(id, kind, window, Scope(Dimension.ALL, null), max)

    private val money = Cap.Amount(Amount("1000", "HKD"))

    @Test
    fun `a payment over a daily limit is refused, and the limit shows how far it is used`() = World.run { world ->
        world.bind()
        val set = LimitSet(listOf(daily("day", money)))
        world.limits.set(set)
        assertEquals(set, world.limits.get())
        val mandate = world.authorize("10000")
        val dinner = world.agent.order("hotel-kul-dinner", 1u)
        world.purchase(mandate, dinner)
        val usage = world.limits.usage().single()
        assertEquals(listOf(Amount("880", "HKD")), usage.counted)
        failing<WalletException.Refused>("guard.limit_exceeded") { world.purchase(mandate, dinner) }
    }

    @Test
    fun `one limit is put, changed and removed, and the others stay`() = World.run { world ->
        val (day, week) = daily("day", money) to daily("week", Cap.Count(3u), window = Window.WEEK)
        world.limits.put(day)
        assertEquals(LimitSet(listOf(day, week)), world.limits.put(week))
        val more = day.copy(max = Cap.Amount(Amount("2000", "HKD")))
        assertEquals(LimitSet(listOf(more, week)), world.limits.put(more))
        assertEquals(LimitSet(listOf(week)), world.limits.remove("day"))
        assertEquals(LimitSet(listOf(week)), world.limits.remove("day"))
        failing<WalletException.Limit>("limit.id_malformed") { world.limits.put(daily("no name", money)) }
    }

    @Test
    fun `a frozen agent pays nothing until it is thawed`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val dinner = world.agent.order("hotel-kul-dinner", 1u)
        assertEquals(Freeze(false, listOf("agent-travel-1")), world.limits.freeze("agent-travel-1"))
        failing<WalletException.Refused>("guard.frozen") { world.purchase(mandate, dinner) }
        assertEquals(Freeze(true, listOf("agent-travel-1")), world.limits.freeze(null))
        world.limits.unfreeze(null)
        assertEquals(Freeze(false, emptyList()), world.limits.unfreeze("agent-travel-1"))
        assertEquals(Freeze(false, emptyList()), world.limits.frozen())
        world.purchase(mandate, dinner)
        failing<WalletException.NotFound>("wallet.not_found") { world.limits.freeze("nobody") }
    }

    @Test
    fun `limits that cannot be are refused by name`() = World.run { world ->
        suspend fun refused(code: String, vararg limits: Limit): LimitException =
            failing<WalletException.Limit>(code) { world.limits.set(LimitSet(limits.toList())) }.v1

        refused("limit.id_malformed", daily("no name", money))
        refused("limit.id_repeated", daily("a", money), daily("a", money))
        refused("limit.negative", daily("a", Cap.Amount(Amount("1", "HKD").copy(micros = -1))))
        refused("limit.unfit", daily("a", money, window = Window.MANDATE))
        refused("limit.scope_malformed", daily("a", money).copy(scope = Scope(Dimension.CATEGORY, "x")))
        refused("limit.mixed_currencies", daily("a", money), daily("b", Cap.Amount(Amount("1", "USD"))))
        refused("limit.too_many", *Array(65) { daily("a$it", money) })
        assertEquals(LimitSet(emptyList()), world.limits.get())
    }
}
