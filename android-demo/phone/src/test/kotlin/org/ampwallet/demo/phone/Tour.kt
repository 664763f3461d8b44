package org.ampwallet.demo.phone

import org.ampwallet.demo.presenters.Misbehaviour
import org.ampwallet.demo.presenters.Word

/**
 * The whole story, as one person sees it who taps her way through the app. Everything behind the screens is real: the core,
 * its database, and the sandbox's network over HTTP.
 *
 * @param variant tells the pictures of this tour from those of another, for example `-dark`.
 * @param only what is drawn; everything, if nothing is said.
 */
class Tour(private val person: Person, private val variant: String = "", private val only: Set<String>? = null) {
    private fun draws(name: String) {
        if (only == null || name in only) person.draws(name + variant)
    }

    fun all() {
        firstRun()
        binds()
        approves()
        buysTwice()
        misbehaves()
        looksBack()
        appeals()
        setsLimit()
        freezes()
        cancels()
        leaves()
    }

    /** A wallet is made, its keys in the device's vault. */
    fun firstRun() {
        person.sees(Word.WELCOME_TITLE)
        draws("welcome")
        person.taps(Word.WELCOME_MAKE)
        person.sees(Word.WELCOME_READY)
        person.taps(Word.APP_NEXT)
        person.sees(Word.HOME_NO_AGENTS)
        draws("home-empty")
    }

    /** The demo agent asks to be bound: open, review, confirm. */
    fun binds() {
        person.taps(Word.BIND_TITLE)
        person.sees(Word.BIND_OPEN)
        draws("bind-link")
        person.taps(Word.BIND_DEMO)
        person.taps(Word.AGENT_ASK_BINDING)
        person.sees(Word.BIND_REVIEW)
        draws("bind-review")
        person.taps(Word.BIND_CONFIRM)
        person.sees(Word.BIND_DONE_ABOUT)
        draws("bind-done")
        person.taps(Word.APP_DONE)
        person.sees(Word.AGENT_ABOUT)
    }

    /** The agent asks for a mandate; it waits on the home screen, is read there and approved. */
    fun approves() {
        person.taps(Word.AGENT_ASK_MANDATE)
        person.sees(Word.APPROVE_SIGNS_WHAT_YOU_SEE)
        person.goesToRoot()
        person.sees(Word.HOME_WAITING)
        draws("home-waiting")
        person.taps(Word.APPROVE_TITLE_AUTONOMOUS)
        person.sees(Word.APPROVE_SIGNS_WHAT_YOU_SEE)
        draws("approve")
        person.scrollsTo(Word.APPROVE_NEVER)
        person.taps(Word.APPROVE_MORE_FIELDS)
        person.scrollsTo(Word.APPROVE_SIGNS_WHAT_YOU_SEE)
        draws("approve-all")
        person.taps(Word.APPROVE_YES)
        person.sees(Word.APPROVE_DONE)
        draws("approve-done")
        person.taps(Word.APP_DONE)
        person.sees(Word.HOME_REMAINING)
    }

    /** The agent buys twice on its own. */
    fun buysTwice() {
        person.taps(Word.HOME_OPEN_DEMO)
        person.taps(Word.AGENT_BUY, FLIGHT)
        person.sees(Word.AGENT_SAID_PAID)
        draws("agent")
        person.taps(Word.AGENT_BUY, HOTEL)
        person.sees(Word.AGENT_SAID_PAID)
    }

    /** It does everything wrong, and is refused each time, for the right reason. */
    fun misbehaves() {
        for ((what, reason) in REFUSALS) {
            person.taps(what.title)
            person.sees(reason)
            draws("agent-" + what.name.lowercase().replace('_', '-'))
        }
        person.goesToRoot()
        person.sees(Word.HOME_REMAINING)
        draws("home")
    }

    /** What happened stands in the timeline; what was paid, in the task and the report. */
    fun looksBack() {
        person.taps(Word.HOME_OPEN_TIMELINE)
        person.sees(Word.EVENT_PAYMENT_REFUSED)
        draws("timeline")
        person.taps(Word.HOME_OPEN_TASKS)
        person.sees(Word.TASK_STATUS_AGENT_PROCESSING)
        draws("tasks")
        person.taps(Word.TASK_STATUS_AGENT_PROCESSING)
        person.sees(Word.TASK_BILL)
        draws("task")
        person.goesToRoot()
        person.taps(Word.HOME_OPEN_REPORT)
        person.sees(Word.REPORT_BY_MERCHANT)
        draws("report")
    }

    /** One payment: who signed what, checked on this device; and the appeal against it. */
    fun appeals() {
        person.taps(Word.HOME_OPEN_TIMELINE)
        person.taps(Word.EVENT_PAYMENT_CAPTURED)
        person.sees(Word.PAYMENT_VERIFIED)
        draws("payment")
        person.taps(Word.PAYMENT_APPEAL)
        person.sees(Word.PAYMENT_APPEAL_ABOUT)
        person.answers(Word.PAYMENT_APPEAL)
        person.sees(Word.PAYMENT_APPEAL_REASON)
        person.scrollsTo(Word.PAYMENT_APPEAL_REASON_LABEL)
        draws("payment-appeal")
        person.goesToRoot()
    }

    /** A limit, with its effect said before it is set; the next mandate is judged by it. */
    fun setsLimit() {
        person.taps(Word.HOME_TITLE)
        person.taps(Word.HOME_OPEN_LIMITS)
        person.taps(Word.LIMITS_ADD)
        person.types(Word.LIMITS_AMOUNT, "10500")
        person.sees(Word.LIMITS_PREVIEW)
        person.scrollsTo(Word.LIMITS_SET)
        draws("limits-draft")
        person.taps(Word.LIMITS_SET)
        person.sees(Word.LIMITS_SAVED)
        draws("limits")
        person.goesToRoot()
        person.taps(Word.HOME_OPEN_DEMO)
        person.taps(Word.AGENT_ASK_MANDATE)
        person.sees(Word.APPROVE_SIGNS_WHAT_YOU_SEE)
        person.taps(Word.APPROVE_YES)
        person.taps(Word.APP_DONE)
        // Counted with what was paid before, the third flight is over the limit and not over the budget.
        person.taps(Word.AGENT_BUY, FLIGHT)
        person.sees(Word.AGENT_SAID_PAID)
        person.taps(Word.AGENT_BUY, FLIGHT)
        person.sees(Word.REASON_LIMIT_EXCEEDED)
        draws("agent-limit")
        person.goesToRoot()
    }

    /** One tap, and nothing is paid; one tap, and it goes on. */
    fun freezes() {
        person.taps(Word.HOME_FREEZE_ALL)
        person.sees(Word.HOME_FROZEN_ALL)
        draws("home-frozen")
        person.taps(Word.HOME_OPEN_DEMO)
        person.taps(Word.AGENT_BUY, SEAT)
        person.sees(Word.REASON_FROZEN)
        draws("agent-frozen")
        person.goesToRoot()
        person.taps(Word.HOME_UNFREEZE_ALL)
        person.sees(Word.HOME_FREEZE_ALL)
    }

    /** A task's budget is raised with an approval of its own; then the task is cancelled. */
    fun cancels() {
        person.taps(Word.HOME_OPEN_TASKS)
        person.taps(Word.TASK_STATUS_AGENT_PROCESSING)
        person.taps(Word.TASK_ADJUST)
        person.types(Word.TASK_ADJUST_LABEL, "12000")
        person.taps(Word.APP_CONFIRM)
        person.sees(Word.APPROVE_TITLE_ADJUSTMENT)
        person.sees(Word.APPROVE_SIGNS_WHAT_YOU_SEE)
        draws("approve-raise")
        person.taps(Word.APPROVE_NO)
        person.sees(Word.APPROVE_DECLINED)
        person.taps(Word.APP_DONE)
        person.taps(Word.TASK_CANCEL)
        person.sees(Word.TASK_CANCEL_ABOUT)
        draws("task-cancel")
        person.answers(Word.TASK_CANCEL)
        person.sees(Word.TASK_STATUS_CANCELLED)
        draws("task-cancelled")
        person.goesToRoot()
    }

    /** The person takes her data along, and deletes everything: asked twice. */
    fun leaves() {
        person.taps(Word.HOME_OPEN_SETTINGS)
        person.sees(Word.SETTINGS_LANGUAGE)
        draws("settings")
        person.taps(Word.SETTINGS_EXPORT)
        person.seesPart(EXPORT)
        person.taps(Word.SETTINGS_ERASE)
        person.sees(Word.SETTINGS_ERASE_ASK)
        person.answers(Word.SETTINGS_ERASE)
        person.sees(Word.SETTINGS_ERASE_AGAIN)
        draws("settings-erase")
        person.answers(Word.SETTINGS_ERASE_YES)
        person.sees(Word.WELCOME_TITLE)
    }

    companion object {
        /** The screens that a person sees most. */
        val MAIN = setOf(
            "welcome", "bind-review", "home-waiting", "home", "approve", "agent", "agent-over-budget", "timeline", "tasks", "task",
            "payment", "report", "limits", "settings",
        )

        /** A few that have everything: headings, amounts, dates, quotations, bars. */
        val FEW = setOf("home", "approve", "timeline", "report", "limits-draft", "agent-over-budget")

        /** Where the articles stand on the shelf. */
        private const val FLIGHT = 0
        private const val SEAT = 1
        private const val HOTEL = 2
        private const val EXPORT = "amp-wallet.json"

        /** What the wallet says to each misbehaviour. */
        private val REFUSALS = mapOf(
            Misbehaviour.OVER_BUDGET to Word.REASON_BUDGET_EXCEEDED,
            Misbehaviour.CHANGED_PRICE to Word.REASON_AMOUNT_OVER_HOLD,
            Misbehaviour.TAMPERED_ORDER to Word.REASON_ORDER_DIFFERS,
            Misbehaviour.UNKNOWN_MERCHANT to Word.REASON_MERCHANT_NOT_LISTED,
            Misbehaviour.REPLAY to Word.REASON_TOKEN_USED,
        )
    }
}
