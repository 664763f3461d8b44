package org.ampwallet.demo.presenters

import kotlinx.coroutines.Job
import org.ampwallet.core.Amount
import org.ampwallet.core.ffi.Cap
import org.ampwallet.core.ffi.TaskStatus
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import kotlin.time.Instant

/** The story from the first run to the last, told by the presenters on the real library. */
class StoryTest {
    @Test
    fun `a person lets an agent spend, watches it, stops it, and takes everything away`() = World.run {
        val agent = boundAgent()
        approvesMandate(agent)
        buys(agent, "flight-hkg-kul", "hotel-kul-night")
        refusesWhatIsWrong(agent)
        looksBack()
        val payment = payment()
        assertEquals(Checked.Right to listOf(1, 2, 3), payment.state.value.content.run { checked to layers.map { it.number } })
        payment.appeal("never wanted it").join()
        assertEquals("never wanted it", payment.state.value.content.appeal?.reason)
        reports()
        setsLimit()
        approvesMandate(agent)
        buys(agent, "flight-hkg-kul")
        assertEquals(listOf(Word.REASON_LIMIT_EXCEEDED), agent.refused { buy(article("flight-hkg-kul")) })
        freezes(agent)
        cancels()
        leaves()
    }

    private suspend fun World.boundAgent(): DemoAgentPresenter {
        val agent = DemoAgentPresenter(app, scope)
        agent.load().join()
        assertEquals(false, agent.state.value.content.bound)
        agent.askMandate("too early").join()
        assertEquals(Word.AGENT_NO_BINDING, agent.state.value.content.said?.verdict?.word)
        agent.askBinding().join()
        val bind = BindPresenter(app, scope)
        bind.open((agent.state.value.content.opens as Route.Bind).link).join()
        bind.confirm("Bind").join()
        bind.state.value.expectNoTrouble()
        agent.opened()
        agent.load().join()
        assertEquals(true, agent.state.value.content.bound)
        agent.buy(agent.article("flight-seat")).join()
        assertEquals(Word.AGENT_NO_MANDATE, agent.state.value.content.said?.verdict?.word)
        return agent
    }

    private suspend fun World.approvesMandate(agent: DemoAgentPresenter) {
        agent.askMandate("Flight and hotel").join()
        val approve = ApprovePresenter(app, scope, (agent.state.value.content.opens as Route.Approve).authSessionId)
        approve.load().join()
        val asked = checkNotNull(approve.state.value.content.asked)
        assertEquals(listOf(Arg.Money(Amount("10000", "HKD"))), asked.big?.values)
        assertTrue(asked.never.isNotEmpty())
        agent.buy(agent.article("flight-seat")).join()
        assertEquals(false, agent.state.value.content.said?.paid)
        approve.approve("Approve").join()
        approve.state.value.expectNoTrouble()
    }

    private suspend fun buys(agent: DemoAgentPresenter, vararg skus: String) {
        for (sku in skus) {
            agent.buy(agent.article(sku)).join()
            agent.state.value.expectNoTrouble()
            assertEquals(Word.AGENT_SAID_PAID, agent.state.value.content.said?.verdict?.word)
        }
    }

    private suspend fun refusesWhatIsWrong(agent: DemoAgentPresenter) {
        val reasons = mapOf(
            Misbehaviour.OVER_BUDGET to Word.REASON_BUDGET_EXCEEDED,
            Misbehaviour.CHANGED_PRICE to Word.REASON_AMOUNT_OVER_HOLD,
            Misbehaviour.TAMPERED_ORDER to Word.REASON_ORDER_DIFFERS,
            Misbehaviour.UNKNOWN_MERCHANT to Word.REASON_MERCHANT_NOT_LISTED,
            Misbehaviour.REPLAY to Word.REASON_TOKEN_USED,
        )
        for ((what, reason) in reasons) assertEquals("$what", reason, agent.refused { misbehave(what) }.first())
    }

    private suspend fun World.looksBack() {
        val timeline = TimelinePresenter(app, scope)
        timeline.load().join()
        timeline.state.value.expectNoTrouble()
        val entries = timeline.state.value.content.entries
        assertEquals(entries.map { it.eventId }.sortedDescending(), entries.map { it.eventId })
        // Two purchases, and the one of which the token was handed in twice.
        assertEquals(3, entries.count { it.tone == Tone.PAID })
        // Of the five, two were refused by the network: the wallet never saw them.
        assertEquals(3, entries.count { it.tone == Tone.REFUSED })
        assertTrue(entries.filter { it.tone == Tone.REFUSED }.all { it.details.isNotEmpty() })
        val tasks = TasksPresenter(app, scope)
        tasks.load().join()
        assertEquals(listOf(TaskStatus.AGENT_PROCESSING), tasks.state.value.content.tasks.map { it.status })
    }

    private suspend fun World.payment(): PaymentPresenter {
        val paid = open.payments.page(null, 1u).payments.single()
        val payment = PaymentPresenter(app, scope, paid.paymentId)
        payment.load().join()
        payment.state.value.expectNoTrouble()
        return payment
    }

    private suspend fun World.reports() {
        val report = ReportPresenter(app, scope) { Instant.fromEpochMilliseconds(0) }
        report.choose(Period.ALL).join()
        report.state.value.expectNoTrouble()
        val read = report.state.value.content
        assertEquals(3L, read.payments)
        assertEquals(listOf(Word.REPORT_BY_MERCHANT, Word.REPORT_BY_CATEGORY, Word.REPORT_BY_AGENT, Word.REPORT_BY_MONTH), read.charts.map { it.title.word })
        assertTrue(read.charts.flatMap { it.bars }.any { it.lengthPermille == 1000u })
    }

    private suspend fun World.setsLimit() {
        val limits = LimitsPresenter(app, scope)
        limits.load().join()
        limits.add()
        val draft = checkNotNull(limits.state.value.content.draft)
        limits.change(draft.copy(typed = "1", amount = null)).join()
        assertEquals(null, limits.state.value.content.draft?.preview)
        limits.change(draft.copy(typed = "10500", amount = Amount("10500", "HKD"))).join()
        val preview = checkNotNull(limits.state.value.content.draft?.preview)
        assertEquals(listOf(Word.LIMITS_EFFECT_SPENDING_ALL, Word.LIMITS_EFFECT_WINDOW_DAY), preview.effect.map { it.word })
        assertEquals("nothing is set by looking", emptyList<Any>(), open.limits.get().limits)
        limits.set().join()
        limits.state.value.expectNoTrouble()
        assertEquals(listOf(Cap.Amount(Amount("10500", "HKD"))), open.limits.get().limits.map { it.max })
        assertTrue(limits.state.value.content.saved)
    }

    private suspend fun World.freezes(agent: DemoAgentPresenter) {
        val home = HomePresenter(app, scope)
        home.freezeAll().join()
        assertEquals(listOf(Word.REASON_FROZEN), agent.refused { buy(article("flight-seat")) })
        home.unfreezeAll().join()
        assertEquals(false, home.state.value.content.allFrozen)
    }

    private suspend fun World.cancels() {
        val mandate = open.tasks.page(null, 1u).tasks.single().mandateId
        val task = TaskPresenter(app, scope, mandate)
        task.load().join()
        task.adjust(Amount("9500", "HKD")).join()
        assertEquals(Amount("9500", "HKD"), task.state.value.content.adjusted)
        task.adjust(Amount("12000", "HKD")).join()
        val raise = RaisePresenter(app, scope, checkNotNull(task.state.value.content.raise))
        raise.load().join()
        raise.approve("Raise").join()
        raise.state.value.expectNoTrouble()
        assertEquals(Decision.APPROVED, raise.state.value.content.decision)
        task.cancel().join()
        assertEquals(TaskStatus.CANCELLED to Amount("12000", "HKD"), task.state.value.content.task?.run { status to budget })
    }

    private suspend fun World.leaves() {
        val settings = SettingsPresenter(app, scope)
        settings.load().join()
        assertEquals(Word.SETTINGS_SANDBOX_IN_APP, settings.state.value.content.place?.word)
        settings.export(File(test.folder)).join()
        settings.state.value.expectNoTrouble()
        assertTrue(File(test.folder, "amp-wallet.json").length() > 0)
        settings.erase().join()
        assertEquals("not before she said so twice", AppWallet.Phase.Open, app.phase.value)
        settings.askToErase(Erasing.ASKED)
        settings.askToErase(Erasing.ASKED_AGAIN)
        settings.erase().join()
        settings.state.value.expectNoTrouble()
        assertEquals(AppWallet.Phase.None, app.phase.value)
        assertEquals(null, test.choices.place)
        assertTrue(File(test.folder, "wallet").walk().none { it.isFile && it.length() > 0 })
    }

    private fun DemoAgentPresenter.article(sku: String) = state.value.content.shelf.first { it.sku == sku }

    /** What the wallet says to what the agent does. */
    private suspend fun DemoAgentPresenter.refused(what: DemoAgentPresenter.() -> Job): List<Word> {
        what().join()
        state.value.expectNoTrouble()
        val said = checkNotNull(state.value.content.said)
        // What is outside the signed bounds, and a token that was used, the network refuses before it asks the wallet.
        val byNetwork = said.whys.first().reason.word in setOf(Word.REASON_MERCHANT_NOT_LISTED, Word.REASON_TOKEN_USED)
        assertEquals("$said", if (byNetwork) Word.AGENT_SAID_NETWORK else Word.AGENT_SAID_REFUSED, said.verdict.word)
        return said.whys.map { it.reason.word }
    }
}
