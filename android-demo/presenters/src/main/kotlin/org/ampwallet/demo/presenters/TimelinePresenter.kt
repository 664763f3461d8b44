package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.ffi.Event

/**
 * What happened, newest first, as far as it was read.
 *
 * @property more there is more that is older.
 */
data class Timeline(val loaded: Boolean = false, val entries: List<TimelineEntry> = emptyList(), val more: Boolean = false)

/** Payments, refusals and approvals as a timeline, from the events that the wallet keeps. Read a page at a time. */
class TimelinePresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<Timeline>(Timeline(), scope) {
    /** Reads the newest page anew; what was read of older ones stays. */
    fun load(): Job = look {
        val page = app.get().events.history(null, PAGE)
        val newest = page.map { it.eventId }.toSet()
        val older = content.entries.filterNot { it.eventId in newest }
        show { Timeline(true, page.map(TimelineEntry::of) + older, if (older.isEmpty()) isFull(page) else it.more) }
    }

    /** Reads the next older page. */
    fun more(): Job = act {
        val last = content.entries.lastOrNull() ?: return@act
        val page = app.get().events.history(last.eventId, PAGE)
        show { it.copy(entries = it.entries + page.map(TimelineEntry::of), more = isFull(page)) }
    }

    private fun isFull(page: List<Event>): Boolean = page.size.toUInt() == PAGE

    private companion object {
        const val PAGE = 40u
    }
}
