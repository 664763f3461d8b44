package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.ffi.DelegatedTask

/**
 * The tasks, newest first, as far as they were read.
 *
 * @property more there are older ones.
 */
data class Tasks(val loaded: Boolean = false, val tasks: List<DelegatedTask> = emptyList(), val more: Boolean = false)

/** Every mandate as what it is for the person: a task with a budget. Read a page at a time. */
class TasksPresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<Tasks>(Tasks(), scope) {
    private var next: String? = null

    /** Reads the newest page anew; what was read of older ones stays. */
    fun load(): Job = look {
        val page = app.get().tasks.page(null, PAGE)
        val newest = page.tasks.map { it.mandateId }.toSet()
        val older = content.tasks.filterNot { it.mandateId in newest }
        if (older.isEmpty()) next = page.next
        show { Tasks(true, page.tasks + older, next != null) }
    }

    /** Reads the next older page. */
    fun more(): Job = act {
        val from = next ?: return@act
        val page = app.get().tasks.page(from, PAGE)
        next = page.next
        show { it.copy(tasks = it.tasks + page.tasks, more = page.next != null) }
    }

    private companion object {
        const val PAGE = 30u
    }
}
