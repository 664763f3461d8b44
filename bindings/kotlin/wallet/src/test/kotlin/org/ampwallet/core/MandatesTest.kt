package org.ampwallet.core

import org.ampwallet.core.ffi.AdjustmentApproval
import org.ampwallet.core.ffi.AdjustmentRequest
import org.ampwallet.core.ffi.AuthorizationOutcome
import org.ampwallet.core.ffi.AuthorizationRequest
import org.ampwallet.core.ffi.AuthorizationSubject
import org.ampwallet.core.ffi.BindingState
import org.ampwallet.core.ffi.EventKind
import org.ampwallet.core.ffi.IdvException
import org.ampwallet.core.ffi.MandateException
import org.ampwallet.core.ffi.MandateState
import org.ampwallet.core.ffi.Reason
import org.ampwallet.core.ffi.SessionStatus
import org.ampwallet.core.ffi.Stage
import org.ampwallet.core.ffi.SurfaceException
import org.ampwallet.core.ffi.WalletException
import org.junit.jupiter.api.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.time.Clock
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** What agents ask for, and what the user makes of it. */
class MandatesTest {
    @Test
    fun `a binding is found by the session that made it and in the list of agents`() = World.run { world ->
        val link = world.agent.askBinding()
        assertEquals(link.authSessionId, world.mandates.waiting().single().authSessionId)
        val bound = assertIs<AuthorizationOutcome.Bound>(world.approve(link)).v1
        assertEquals(bound, world.agents.ofSession(link.authSessionId))
        assertEquals(listOf(bound), world.agents.list())
        assertEquals(BindingState.ACTIVE, bound.state)
        assertEquals(SessionStatus.SUCCESS, world.mandates.session(link.authSessionId).status)
        failing<WalletException.NotFound>("wallet.not_found") { world.agents.ofSession("nobody") }
    }

    @Test
    fun `what is asked for is shown before it is approved, and only once`() = World.run { world ->
        world.bind()
        val asked = world.agent.askMandate("flight and hotel", World.travel("10000"), null)
        val shown = world.mandates.surface(asked.link.authSessionId)
        assertContains(shown.fields.joinToString(), "Harbour Airways")
        val approval = shown.approval(asked.link.authSessionId, "Confirm", "FACE")
        val mandate = assertIs<AuthorizationOutcome.Authorized>(world.mandates.approve(approval)).v1
        assertEquals(mandate, world.mandates.get(mandate.mandateId).mandate)
        assertEquals(listOf(mandate), world.mandates.list().map { it.mandate })
        val again = failing<WalletException.NotPending>("wallet.not_pending") { world.mandates.approve(approval) }
        assertEquals("SUCCESS", again.status)
    }

    @Test
    fun `an approval of another surface, too old, too early or empty approves nothing`() = World.run { world ->
        val id = world.agent.askBinding().authSessionId
        val good = world.mandates.surface(id).approval(id, "Confirm", "FACE")
        val now = Clock.System.now()
        val other = good.copy(evidence = good.evidence.copy(surfaceDigest = "another"))
        val mismatch = failing<WalletException.Surface>("surface.digest_mismatch") { world.mandates.approve(other) }
        assertIs<SurfaceException.DigestMismatch>(mismatch.v1)
        val old = good.copy(evidence = good.evidence.copy(time = now - 1.hours))
        assertIs<IdvException.TooOld>(failing<WalletException.Idv>("idv.too_old") { world.mandates.approve(old) }.v1)
        val early = good.copy(evidence = good.evidence.copy(time = now + 1.hours))
        assertIs<IdvException.NotYet>(failing<WalletException.Idv>("idv.not_yet") { world.mandates.approve(early) }.v1)
        val empty = good.copy(evidence = good.evidence.copy(result = ""))
        assertIs<IdvException.Incomplete>(failing<WalletException.Idv>("idv.incomplete") { world.mandates.approve(empty) }.v1)
        val no = good.copy(evidence = good.evidence.copy(result = "false"))
        failing<WalletException.NotVerified>("wallet.not_verified") { world.mandates.approve(no) }
        assertEquals(emptyList(), world.agents.list().filter { it.state == BindingState.ACTIVE })
        assertIs<AuthorizationOutcome.Bound>(world.mandates.approve(good))
    }

    @Test
    fun `a request is received once, declined for good, and refused when it cannot be`() = World.run { world ->
        world.bind()
        val request = World.request("asked-1")
        val received = world.mandates.receive(request)
        assertNull(received.refusal)
        assertEquals(received.session, world.mandates.receive(request).session)
        failing<WalletException.Conflict>("wallet.conflict") { world.mandates.receive(World.request("asked-1", World.travel("99"))) }
        world.mandates.decline("asked-1")
        assertEquals("wallet.declined", world.mandates.session("asked-1").failureCode)
        failing<WalletException.NotPending>("wallet.not_pending") { world.mandates.decline("asked-1") }

        val unbounded = world.mandates.receive(World.request("asked-2", Constraints(Amount("5", "HKD"))))
        assertEquals(SessionStatus.FAILED, unbounded.session.status)
        assertEquals(Stage.S1, assertNotNull(unbounded.refusal).stage)
        failing<WalletException.Invalid>("wallet.invalid") { world.mandates.receive(World.request("")) }
        failing<WalletException.NotFound>("wallet.not_found") { world.mandates.surface("nothing") }
        failing<WalletException.NotFound>("wallet.not_found") { world.mandates.session("nothing") }
    }

    @Test
    fun `the time to approve ends`() = World.run { world ->
        val id = world.agent.askBinding().authSessionId
        val shown = world.mandates.surface(id)
        world.sandbox.shiftClock(16.minutes.inWholeMilliseconds)
        failing<WalletException.ApprovalExpired>("wallet.approval_expired") {
            world.mandates.approve(shown.approval(id, "Confirm", "FACE"))
        }
    }

    @Test
    fun `more than 64 requests do not wait at once`() = World.run { world ->
        repeat(64) { number ->
            val enrollment = AuthorizationSubject.Enrollment(null)
            world.mandates.receive(AuthorizationRequest("enroll-$number", "agent-$number", "", enrollment))
        }
        val one = AuthorizationRequest("enroll-64", "agent-64", "", AuthorizationSubject.Enrollment(null))
        assertEquals(64u, failing<WalletException.TooManyPending>("wallet.too_many_pending") { world.mandates.receive(one) }.limit)
    }

    @Test
    fun `a revoked mandate stays revoked`() = World.run { world ->
        world.bind()
        world.authorize("10000")
        val id = world.mandates.list().single().mandate.mandateId
        assertEquals(MandateState.REVOKED, world.mandates.revoke(id).state)
        val more = AdjustmentRequest("a-1", id, Amount("5", "HKD"), null)
        val ended = failing<WalletException.Mandate>("mandate.not_activated") { world.mandates.adjust(more) }
        assertEquals(MandateState.REVOKED, assertIs<MandateException.NotActivated>(ended.v1).state)
        failing<WalletException.NotFound>("wallet.not_found") { world.mandates.revoke("nothing") }
        failing<WalletException.NotFound>("wallet.not_found") { world.mandates.get("nothing") }
    }

    @Test
    fun `a budget is lowered at once and raised only with an approval of what was shown`() = World.run { world ->
        world.bind()
        world.authorize("10000")
        val id = world.mandates.list().single().mandate.mandateId
        val lowered = world.mandates.adjust(AdjustmentRequest("a-1", id, Amount("8000", "HKD"), null))
        assertEquals(lowered, world.mandates.adjust(AdjustmentRequest("a-1", id, Amount("8000", "HKD"), null)))
        assertEquals(Amount("8000", "HKD"), world.mandates.get(id).available)

        val budget = Amount("12000", "HKD")
        val raise = AdjustmentRequest("a-2", id, budget, null)
        failing<WalletException.ApprovalNeeded>("wallet.approval_needed") { world.mandates.adjust(raise) }
        val shown = world.mandates.adjustmentSurface("a-2", id, budget)
        val approval = shown.approval("", "Raise", "FACE")
        val approved = AdjustmentApproval(approval.evidence, approval.reason)
        assertEquals(budget, world.mandates.adjust(raise.copy(approval = approved)).after)
        assertEquals(budget, world.mandates.get(id).available)
        assertEquals(setOf("a-1", "a-2"), world.mandates.adjustments(id).map { it.adjustmentId }.toSet())
        assertEquals(2, world.events.waiting(0).count { it.what is EventKind.MandateAdjusted })
    }

    @Test
    fun `a mandate of an agent that nobody bound is refused with the reason`() = World.run { world ->
        val refusal = assertNotNull(world.mandates.receive(World.request("asked-1")).refusal)
        assertIs<Reason.AgentUnknown>(refusal.reasons.first())
        assertEquals("guard.agent_unknown", refusal.reasons.first().code)
    }
}
