package org.ampwallet.core

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import org.ampwallet.core.ffi.Event
import org.ampwallet.core.ffi.Events
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.WalletException

/**
 * The events after the one numbered [from], in order, as they come. It ends when the wallet is shut down. Nothing is
 * acknowledged: who collects again from 0 gets again what was not acknowledged.
 */
public fun Events.flow(from: Long = 0): Flow<Event> = flow {
    var last = from
    while (true) {
        val event = afterOrEnd(last) ?: return@flow
        last = event.eventId
        emit(event)
    }
}

/**
 * Every event that waits, the oldest first, as they come; each is acknowledged once the collector has returned from it,
 * so an event whose handling was cut short comes again. It ends when the wallet is shut down.
 *
 * Collect it directly: an operator that lets the collector lag behind (`buffer`, `flowOn`, `conflate`, `shareIn`)
 * acknowledges what nobody has handled.
 */
public fun Events.acknowledging(): Flow<Event> = flow {
    while (true) {
        val event = afterOrEnd(0) ?: return@flow
        emit(event)
        acknowledge(event.eventId)
    }
}

/** The next event, or none once the wallet is shut down. */
private suspend fun Events.afterOrEnd(last: Long): Event? = try {
    after(last)
} catch (error: WalletException.Store) {
    if (error.v1 is StoreException.Closed) null else throw error
}
