package org.ampwallet.demo.presenters

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asSharedFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import org.ampwallet.core.acknowledging
import org.ampwallet.core.ffi.WalletException
import kotlin.time.Duration.Companion.seconds

/**
 * The one wallet of this app, from its first opening to its end. Presenters ask it for the open wallet and listen to
 * [changes]; whoever owns the app's life calls [open], [pause], [resume] and [close].
 */
class AppWallet(val device: Device, private val scope: CoroutineScope) {
    /** What has become of the wallet. */
    sealed interface Phase {
        /** No wallet was made yet, or it was deleted. */
        data object None : Phase

        /** It is being opened. */
        data object Opening : Phase

        /** It is there. */
        data object Open : Phase

        /** It cannot be opened; [trouble] says why, and nothing was changed. */
        data class Failed(val error: Throwable) : Phase {
            val trouble: Trouble get() = Trouble.of(error)
        }
    }

    private val mutablePhase = MutableStateFlow<Phase>(Phase.None)
    private val mutableChanges = MutableSharedFlow<Unit>(extraBufferCapacity = 1, onBufferOverflow = BufferOverflow.DROP_OLDEST)
    private val inTurn = Mutex()
    private var opened: OpenWallet? = null
    private var listening: Job? = null

    val phase: StateFlow<Phase> = mutablePhase.asStateFlow()

    /** Something happened in the wallet: what is shown is to be read anew. */
    val changes: SharedFlow<Unit> = mutableChanges.asSharedFlow()

    /**
     * The wallet that is open.
     *
     * @throws WalletNotOpen between times.
     */
    fun get(): OpenWallet = opened ?: throw WalletNotOpen()

    /** Opens the wallet where the person has chosen to; does nothing before a choice was made. */
    suspend fun openAgain() {
        device.choices.place?.let { open(it) }
    }

    /** Opens the wallet in [place], making it if there is none, and remembers the place once that went well. */
    suspend fun open(place: Place) = inTurn.withLock {
        if (opened != null) return@withLock
        mutablePhase.value = Phase.Opening
        try {
            val open = place.open(device)
            opened = open
            device.choices.place = place
            listening = scope.launch { listen(open) }
            mutablePhase.value = Phase.Open
        } catch (error: CancellationException) {
            mutablePhase.value = Phase.None
            throw error
        } catch (@Suppress("TooGenericExceptionCaught") error: Throwable) {
            mutablePhase.value = Phase.Failed(error)
        }
    }

    /** The app goes to the background: the database is closed, nothing is lost. */
    suspend fun pause() = inTurn.withLock { opened?.wallet?.suspend() }

    /** The app comes back. */
    suspend fun resume() = inTurn.withLock {
        val open = opened ?: return@withLock
        open.wallet.resume()
        mutableChanges.emit(Unit)
    }

    /** The person says that the device's clock is right: what is decided from now on is decided by it. */
    suspend fun trustClock() = get().wallet.trustTime(device.clock.now())

    /** Starts the sandbox of this app again, or looks for the one at its address again, and opens the wallet there. */
    suspend fun openAnew() {
        close()
        openAgain()
    }

    /** Ends the wallet; it can be opened again. */
    suspend fun close() = inTurn.withLock { end(OpenWallet::close) }

    /** Ends the wallet and deletes everything that is kept of it on this device, also where it cannot be opened any more. */
    suspend fun erase() = inTurn.withLock {
        if (opened != null) end(OpenWallet::erase) else device.choices.place?.let { it.erase(device) }
        device.choices.place = null
        mutablePhase.value = Phase.None
    }

    /** Ends the wallet with what [how] does to it, and forgets it. */
    private suspend fun end(how: suspend (OpenWallet) -> Unit) {
        val open = opened ?: return
        listening?.cancel()
        opened = null
        how(open)
        mutablePhase.value = Phase.None
    }

    /**
     * Every event is handled by reading anew what is shown, so it is acknowledged as soon as that was asked for. It ends with
     * the wallet alone: paused in the middle of it, or while another process has the database, it listens again, and what was
     * not acknowledged comes again.
     */
    private suspend fun listen(open: OpenWallet) {
        while (true) {
            try {
                return open.events.acknowledging().collect { mutableChanges.emit(Unit) }
            } catch (_: WalletException) {
                delay(LISTEN_AGAIN)
            }
        }
    }

    private companion object {
        val LISTEN_AGAIN = 1.seconds
    }
}

/** The wallet is not open: the app is starting, or its wallet was deleted. */
class WalletNotOpen : IllegalStateException("the wallet is not open")
