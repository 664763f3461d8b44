package org.ampwallet.core

import org.ampwallet.core.ffi.EventKind
import org.ampwallet.core.ffi.InternalException
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.emptyCall
import org.ampwallet.core.ffi.panicInTransaction
import org.ampwallet.core.ffi.panicNow
import org.ampwallet.core.ffi.panicSoon
import org.junit.jupiter.api.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertNull

/** A fault in the core arrives as an exception, and the wallet goes on. */
class PanicTest {
    @Test
    fun `a panic arrives as an exception, and the wallet stays usable`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val order = world.agent.order("hotel-kul-dinner", 1u)
        repeat(3) {
            val now = assertFailsWith<InternalException> { panicNow() }
            assertContains(now.message.orEmpty(), "a panic that a test ordered")
            assertNull(now.stableCode)
            assertContains(assertFailsWith<InternalException> { panicSoon() }.message.orEmpty(), "a panic that a test ordered")
            val inside = failing<WalletException.Store>("store.work_panicked") { panicInTransaction(world.wallet) }
            assertIs<StoreException.WorkPanicked>(inside.v1)
            emptyCall()
            world.purchase(mandate, order)
        }
        val told = world.events.waiting(0).map { it.what }
        assertEquals(0, told.count { it is EventKind.LimitsChanged }, "what a transaction did before it panicked is not kept")
        assertEquals(emptyList(), world.wallet.check().books.findings)
        assertEquals(3, world.payments.list().size)
        assertEquals(Amount("2640", "HKD"), world.mandates.list().single().spent)
    }
}
