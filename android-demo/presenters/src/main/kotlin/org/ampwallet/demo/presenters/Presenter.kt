package org.ampwallet.demo.presenters

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/**
 * What stands behind one screen: one immutable [state] out, events in. It knows no Android, decides nothing that the core
 * decides, and says everything in [Line]s, so that each platform says the same.
 *
 * Every event is a function that answers its [Job]: a screen ignores it, a test waits for it. Events run one after the
 * other; what fails is kept as [Shown.trouble] and can be tried again with [retry].
 */
abstract class Presenter<C>(initial: C, private val scope: CoroutineScope) {
    private val mutable = MutableStateFlow(Shown(initial))
    private val inTurn = Mutex()
    private var failed: (suspend () -> Unit)? = null
    private var failedQuietly = false

    /** What the screen shows. */
    val state: StateFlow<Shown<C>> = mutable.asStateFlow()

    /** What the screen's own part shows now. */
    protected val content: C
        get() = mutable.value.content

    protected fun show(change: (C) -> C) = mutable.update { it.copy(content = change(it.content)) }

    /** Runs an event after those before it. */
    protected fun act(work: suspend () -> Unit): Job = run(work, quiet = false)

    /** Reads anew what is shown, after the events before it: nothing seems to be under way, and other trouble stays. */
    protected fun look(work: suspend () -> Unit): Job = run(work, quiet = true)

    private fun run(work: suspend () -> Unit, quiet: Boolean): Job = scope.launch(start = CoroutineStart.UNDISPATCHED) {
        inTurn.withLock {
            if (!quiet) mutable.update { it.copy(busy = true, trouble = null) }
            try {
                work()
                if (!quiet || failedQuietly) settled()
            } catch (error: CancellationException) {
                mutable.update { it.copy(busy = false) }
                throw error
            } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
                failed = work
                failedQuietly = quiet
                mutable.update { it.copy(busy = false, trouble = Trouble.of(error)) }
            }
        }
    }

    /** Does again what failed. */
    fun retry(): Job = act { failed?.invoke() }

    /** Does again what failed, after [first] helped against it. */
    fun after(first: suspend () -> Unit): Job {
        val again = failed
        return act {
            first()
            again?.invoke()
        }
    }

    /** The person has read what went wrong. */
    fun dismissTrouble() = settled()

    private fun settled() {
        failed = null
        failedQuietly = false
        mutable.update { it.copy(busy = false, trouble = null) }
    }
}
