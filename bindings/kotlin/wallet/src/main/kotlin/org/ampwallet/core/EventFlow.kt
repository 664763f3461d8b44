package org.ampwallet.core

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import org.ampwallet.core.ffi.Event
import org.ampwallet.core.ffi.Events

/**
 * The events after the one numbered [from], in order, as they come; it never ends by itself. Nothing is acknowledged:
 * who collects again from 0 gets what was not acknowledged again.
 */
public fun Events.flow(from: Long = 0): Flow<Event> = flow {
    var last = from
    while (true) {
        val event = after(last)
        last = event.eventId
        emit(event)
    }
}

/**
 * Handles every event, the oldest first, and acknowledges each once [handle] has returned: an event whose handling was
 * cut short comes again. Runs until it is cancelled.
 */
public suspend fun Events.handleEach(handle: suspend (Event) -> Unit): Nothing {
    while (true) {
        val event = after(0)
        handle(event)
        acknowledge(event.eventId)
    }
}
