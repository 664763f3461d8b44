package org.ampwallet.demo.presenters

import org.ampwallet.core.code
import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.Event
import org.ampwallet.core.ffi.EventKind
import org.ampwallet.core.ffi.Refused
import kotlin.time.Instant

/** How an entry stands out. */
enum class Tone { PAID, HELD, BACK, REFUSED, PERSON, OTHER }

/**
 * One thing that happened.
 *
 * @property detail what it is about, below the title.
 * @property opens the screen that says more.
 */
data class TimelineEntry(
    val eventId: Long,
    val at: Instant,
    val title: Line,
    val tone: Tone,
    val amount: Amount? = null,
    val details: List<Line> = emptyList(),
    val opens: Route? = null,
) {
    companion object {
        fun of(event: Event): TimelineEntry {
            val what = event.what
            val entry = TimelineEntry(event.eventId, event.at, Word.ofEvent(what.code).line, Tone.OTHER)
            return entry.about(what)
        }

        private fun TimelineEntry.about(what: EventKind): TimelineEntry = when (what) {
            is EventKind.PaymentCaptured -> payment(Tone.PAID, what.amount, what.paymentId, what.merchantName)
            is EventKind.PaymentUnverified -> copy(tone = Tone.PAID, amount = what.amount, opens = Route.Payment(what.paymentId))
            is EventKind.PaymentHeld -> payment(Tone.HELD, what.amount, what.paymentId, what.merchantName)
            is EventKind.PaymentRefunded -> payment(Tone.BACK, what.amount, what.paymentId, what.merchantName)
            is EventKind.PaymentReleased -> payment(
                Tone.BACK, what.amount, what.paymentId, what.merchantName,
                Word.PAYMENT_RELEASED_BECAUSE.with(Arg.Words(Word.ofReleased(what.because).line)),
            )
            is EventKind.PaymentRefused -> copy(
                tone = Tone.REFUSED,
                details = whyOf(what.because) + what.merchantName?.let(::payee).orEmpty() + untold(what.untold),
                opens = what.paymentId?.let { Route.Payment(it) } ?: Route.Task(what.mandateId),
            )
            is EventKind.AuthorizationRefused -> copy(tone = Tone.REFUSED, details = whyOf(what.because) + by(what.agentId) + untold(what.untold))
            is EventKind.AuthorizationReceived -> copy(details = by(what.agentId), opens = Route.Approve(what.authSessionId))
            is EventKind.AuthorizationApproved -> copy(tone = Tone.PERSON)
            is EventKind.AuthorizationFailed -> this
            is EventKind.AgentBound -> copy(tone = Tone.PERSON, details = by(what.agentId))
            is EventKind.AgentUnbound -> copy(details = by(what.agentId))
            is EventKind.MandateActivated ->
                copy(tone = Tone.PERSON, amount = what.budget, details = by(what.agentId), opens = Route.Task(what.mandateId))
            is EventKind.MandateAdjusted -> copy(
                tone = Tone.PERSON,
                details = listOf(Word.TIMELINE_BUDGET_CHANGE.with(Arg.Money(what.before), Arg.Money(what.after))),
                opens = Route.Task(what.mandateId),
            )
            is EventKind.MandateRevoked -> copy(tone = Tone.PERSON, opens = Route.Task(what.mandateId))
            is EventKind.MandateExpired -> copy(opens = Route.Task(what.mandateId))
            is EventKind.MandateFinished -> copy(opens = Route.Task(what.mandateId))
            is EventKind.LimitsChanged -> copy(tone = Tone.PERSON, opens = Route.Limits)
            is EventKind.FreezeChanged -> copy(tone = Tone.PERSON, details = listOf(frozen(what)))
            is EventKind.AppealOpened -> copy(tone = Tone.PERSON, opens = Route.Payment(what.paymentId))
            is EventKind.AppealClosed -> copy(opens = Route.Payment(what.paymentId))
            is EventKind.EventsDropped -> copy(details = listOf(Word.TIMELINE_DROPPED.with(Arg.Number(what.dropped.toLong()))))
        }

        private fun TimelineEntry.payment(tone: Tone, amount: Amount, paymentId: String, merchant: String, vararg more: Line) =
            copy(tone = tone, amount = amount, details = payee(merchant) + more, opens = Route.Payment(paymentId))

        private fun payee(merchant: String): List<Line> =
            listOf(Word.APP_LABEL_VALUE.with(Arg.Words(Word.FIELD_MERCHANT.line), Arg.Quote(merchant)))

        /** Refusals of the same kind that have no entry of their own. */
        private fun untold(count: ULong): List<Line> =
            if (count == 0uL) emptyList() else listOf(Word.TIMELINE_UNTOLD.with(Arg.Number(count.toLong())))

        private fun by(agentId: String): List<Line> =
            listOf(Word.APP_LABEL_VALUE.with(Arg.Words(Word.FIELD_AGENT.line), Arg.Name(agentId)))

        private fun whyOf(refused: Refused): List<Line> {
            val why = refused.reasons.firstOrNull()?.let(Why::of) ?: Why.of(refused.code)
            return listOfNotNull(why.reason, why.detail)
        }

        private fun frozen(what: EventKind.FreezeChanged): Line = when {
            what.all -> Word.TIMELINE_FROZEN_ALL.line
            what.agents.isEmpty() -> Word.TIMELINE_UNFROZEN.line
            else -> Word.TIMELINE_FROZEN_SOME.with(Arg.Names(what.agents))
        }
    }
}
