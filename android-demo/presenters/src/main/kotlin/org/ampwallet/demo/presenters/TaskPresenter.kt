package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.ffi.AdjustmentRequest
import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.BillLine
import org.ampwallet.core.ffi.DelegatedTask
import org.ampwallet.core.ffi.WalletException
import java.util.UUID

/** What the person is doing with a task besides looking at it. */
enum class TaskDialog { NONE, CANCEL, ADJUST }

/**
 * One task.
 *
 * @property older what to ask the next older part of the bill with; none where there is none.
 * @property refused why something was refused last, in words; none if nothing was.
 * @property adjusted the budget that was just set.
 * @property raise a raise that waits for the person's approval: the screen goes there, then says [TaskPresenter.raised].
 */
data class TaskView(
    val task: DelegatedTask? = null,
    val bill: List<BillLine> = emptyList(),
    val older: String? = null,
    val refused: Why? = null,
    val dialog: TaskDialog = TaskDialog.NONE,
    val adjusted: Amount? = null,
    val raise: Route.Raise? = null,
) {
    /** Whether the bill goes on. */
    val more: Boolean get() = older != null
}

/** A live task: how far it has come, its bill, what was refused; cancel it, change its budget. */
class TaskPresenter(private val app: AppWallet, scope: CoroutineScope, private val mandateId: String) :
    Presenter<TaskView>(TaskView(), scope) {
    /** Reads the task and the newest part of its bill. */
    fun load(): Job = look { read() }

    /** Reads the next older part of the bill. */
    fun more(): Job = act {
        val older = content.older ?: return@act
        val bill = app.get().tasks.bill(mandateId, older, BILL_LINES)
        show { it.copy(bill = it.bill + bill.lines, older = bill.next) }
    }

    /** Opens or closes a question to the person. */
    fun ask(dialog: TaskDialog) = show { it.copy(dialog = dialog) }

    /** The person cancels the task: the agent buys nothing more under it. */
    fun cancel(): Job = act {
        show { it.copy(dialog = TaskDialog.NONE) }
        app.get().tasks.cancel(mandateId)
        read()
    }

    /** The person sets another budget. Less holds at once; for more the core asks for an approval of its own. */
    fun adjust(budget: Amount): Job = act {
        show { it.copy(dialog = TaskDialog.NONE, adjusted = null) }
        val request = AdjustmentRequest("change-${UUID.randomUUID()}", mandateId, budget, null)
        try {
            val adjusted = app.get().mandates.adjust(request)
            read()
            show { it.copy(adjusted = adjusted.after) }
        } catch (_: WalletException.ApprovalNeeded) {
            show { it.copy(raise = Route.Raise(request.adjustmentId, mandateId, budget)) }
        }
    }

    /** The screen of the raise was shown. */
    fun raised() = show { it.copy(raise = null) }

    private suspend fun read() {
        val bill = app.get().tasks.bill(mandateId, null, BILL_LINES)
        val refused = bill.task.refusals?.let { Why.of(it.code) }
        show { it.copy(task = bill.task, bill = bill.lines, older = bill.next, refused = refused) }
    }

    private companion object {
        /** The lines of a bill that are read at a time. */
        const val BILL_LINES = 200u
    }
}
