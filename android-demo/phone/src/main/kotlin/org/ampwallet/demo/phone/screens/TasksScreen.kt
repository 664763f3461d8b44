package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import org.ampwallet.core.ffi.DelegatedTask
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.Rows
import org.ampwallet.demo.phone.parts.SideBySide
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.phone.parts.UseBar
import org.ampwallet.demo.phone.parts.older
import org.ampwallet.demo.phone.parts.usedColour
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Route
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Tasks
import org.ampwallet.demo.presenters.TasksPresenter
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

/** The tasks, newest first. */
@Composable
fun TasksScreen(shown: Shown<Tasks>, presenter: TasksPresenter, around: Around) {
    val tasks = shown.content
    Frame(said(Word.TASK_TITLE), shown.busy, around.back) { inner ->
        Rows(inner) {
            shown.trouble?.let { item(key = "trouble") { TroublePanel(it, around::remedy, around::dismiss) } }
            if (tasks.loaded && tasks.tasks.isEmpty()) item(key = "none") { Panel { Quiet(said(Word.TASK_NONE)) } }
            items(tasks.tasks, key = { it.mandateId }) { task -> Row(task) { around.go(Route.Task(task.mandateId)) } }
            older(tasks.more, shown.busy) { presenter.more() }
        }
    }
}

@Composable
private fun Row(task: DelegatedTask, open: () -> Unit) {
    Panel(onClick = open) {
        Text(said(Arg.Quote(task.desc)), style = MaterialTheme.typography.titleMedium)
        Quiet(task.agentId)
        UseBar(task.usedPermille, said(Word.TASK_PROGRESS.with(Arg.Permille(task.usedPermille))), usedColour(task.usedPermille))
        SideBySide(
            first = { Text(said(Word.ofTaskStatus(task.status)), style = MaterialTheme.typography.labelLarge) },
            second = { Text(said(Word.HOME_REMAINING_OF.with(Arg.Money(task.remaining), Arg.Money(task.budget))), style = MaterialTheme.typography.bodyMedium) },
        )
    }
}
