package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Button
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.BillLine
import org.ampwallet.core.ffi.DelegatedTask
import org.ampwallet.core.ffi.TaskStatus
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.parts.AmountField
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Heading
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Question
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.Ring
import org.ampwallet.demo.phone.parts.SideBySide
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.phone.parts.WhyText
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Route
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.TaskDialog
import org.ampwallet.demo.presenters.TaskPresenter
import org.ampwallet.demo.presenters.TaskView
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.categoryLine
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

/** One task: how far it has come, what it bought, what was refused; cancel it, change its budget. */
@Composable
fun TaskScreen(shown: Shown<TaskView>, presenter: TaskPresenter, around: Around) {
    val view = shown.content
    LaunchedEffect(view.raise) {
        view.raise?.let {
            around.go(it)
            presenter.raised()
        }
    }
    Frame(said(Word.TASK_TITLE), shown.busy, around.back) { inner ->
        Page(Modifier.padding(inner), shown.trouble) {
            shown.trouble?.let { TroublePanel(it, around::remedy, around::dismiss) }
            val task = view.task ?: return@Page
            Progress(task)
            view.adjusted?.let { Panel { Text(said(Word.TASK_ADJUSTED.with(Arg.Money(it)))) } }
            if (view.dialog == TaskDialog.ADJUST) Adjust(task, presenter)
            if (view.dialog != TaskDialog.ADJUST && task.status == TaskStatus.AGENT_PROCESSING) Actions(shown.busy, presenter)
            Bill(view, shown.busy, presenter, around)
            Refused(task, view)
        }
    }
    Dialogs(view, presenter)
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Progress(task: DelegatedTask) {
    Panel {
        Text(said(Arg.Quote(task.desc)), style = MaterialTheme.typography.headlineSmall)
        Text(said(Word.ofTaskStatus(task.status)), color = MaterialTheme.colorScheme.primary, style = MaterialTheme.typography.labelLarge)
        Quiet(task.agentId)
        FlowRow(Modifier.fillMaxWidth(), Arrangement.spacedBy(18.dp), Arrangement.spacedBy(8.dp)) {
            Ring(task.usedPermille, said(Word.TASK_PROGRESS.with(Arg.Permille(task.usedPermille))), size = 104.dp)
            Column {
                Quiet(said(Word.HOME_REMAINING))
                Text(said(Arg.Money(task.remaining)), style = MaterialTheme.typography.headlineSmall)
            }
        }
        Text(said(Word.TASK_BUDGET.with(Arg.Money(task.budget))), style = MaterialTheme.typography.bodyLarge)
        Text(said(Word.TASK_SPENT.with(Arg.Money(task.spent))), style = MaterialTheme.typography.bodyLarge)
        Text(said(Word.TASK_HELD.with(Arg.Money(task.held))), style = MaterialTheme.typography.bodyLarge)
        Text(said(Word.TASK_REFUNDED.with(Arg.Money(task.refunded))), style = MaterialTheme.typography.bodyLarge)
        Quiet(said(Word.APP_UNTIL.with(Arg.Time(task.expiresAt))))
    }
}

@Composable
private fun Actions(busy: Boolean, presenter: TaskPresenter) {
    FilledTonalButton({ presenter.ask(TaskDialog.ADJUST) }, Modifier.fillMaxWidth(), !busy) { Text(said(Word.TASK_ADJUST)) }
    OutlinedButton({ presenter.ask(TaskDialog.CANCEL) }, Modifier.fillMaxWidth(), !busy) { Text(said(Word.TASK_CANCEL)) }
}

@Composable
private fun Bill(view: TaskView, busy: Boolean, presenter: TaskPresenter, around: Around) {
    Heading(said(Word.TASK_BILL))
    Panel {
        view.task?.let { Quiet(said(Word.TASK_PAYMENTS.with(Arg.Number(it.payments.captured)))) }
        if (view.bill.isEmpty()) Quiet(said(Word.TASK_BILL_NONE))
        view.bill.forEachIndexed { index, line ->
            if (index > 0) HorizontalDivider(color = MaterialTheme.colorScheme.outlineVariant)
            BillRow(line) { around.go(Route.Payment(line.paymentId)) }
        }
        if (view.more) TextButton({ presenter.more() }, enabled = !busy) { Text(said(Word.APP_MORE)) }
    }
}

@Composable
private fun BillRow(line: BillLine, open: () -> Unit) {
    Column(Modifier.fillMaxWidth().clickable(role = Role.Button, onClick = open).padding(vertical = 6.dp), Arrangement.spacedBy(2.dp)) {
        SideBySide(
            first = { Text(said(Arg.Quote(line.merchantName)), style = MaterialTheme.typography.bodyLarge) },
            second = { Text(said(Arg.Money(line.amount)), style = MaterialTheme.typography.titleMedium) },
        )
        SideBySide(
            first = { Quiet(said(categoryLine(line.merchantMcc))) },
            second = { Quiet(said(Word.ofPaymentState(line.state))) },
        )
        Quiet(said(Arg.Time(line.createdAt)))
    }
}

@Composable
private fun Refused(task: DelegatedTask, view: TaskView) {
    Heading(said(Word.TASK_REFUSALS))
    Panel {
        val refusals = task.refusals
        if (refusals == null) Quiet(said(Word.TASK_REFUSALS_NONE))
        if (refusals != null) {
            Text(said(Word.TASK_REFUSED.with(Arg.Number(refusals.refused))), style = MaterialTheme.typography.titleMedium)
            view.refused?.let { WhyText(it) }
            Quiet(said(Arg.Time(refusals.at)))
        }
    }
}

@Composable
private fun Dialogs(view: TaskView, presenter: TaskPresenter) {
    if (view.dialog != TaskDialog.CANCEL) return
    Question(
        said(Word.TASK_CANCEL_ASK), said(Word.TASK_CANCEL_ABOUT), said(Word.TASK_CANCEL), said(Word.TASK_KEEP),
        { presenter.cancel() }, { presenter.ask(TaskDialog.NONE) },
    )
}

/** Another budget for the task. */
@Composable
private fun Adjust(task: DelegatedTask, presenter: TaskPresenter) {
    var typed by rememberSaveable { mutableStateOf("") }
    var amount by remember { mutableStateOf<Amount?>(null) }
    Panel {
        Heading(said(Word.TASK_ADJUST))
        Text(said(Word.TASK_ADJUST_ABOUT), style = MaterialTheme.typography.bodyLarge)
        AmountField(typed, task.budget.currency, said(Word.TASK_ADJUST_LABEL), { text, read -> typed = text; amount = read })
        Button({ amount?.let { presenter.adjust(it) } }, Modifier.fillMaxWidth(), amount != null) { Text(said(Word.APP_CONFIRM)) }
        TextButton({ presenter.ask(TaskDialog.NONE) }, Modifier.fillMaxWidth()) { Text(said(Word.APP_CANCEL)) }
    }
}
