package org.ampwallet.demo.wear

import android.app.Application
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import org.ampwallet.core.AmpWallet
import org.ampwallet.core.android.KeystoreSecrets
import org.ampwallet.core.android.KeystoreVault
import org.ampwallet.core.ffi.IdvMethod
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.Device
import org.ampwallet.demo.presenters.OpenWallet
import org.ampwallet.demo.presenters.WalletNotOpen
import org.ampwallet.demo.presenters.watch.WatchHome
import java.io.File
import java.util.TimeZone

/** Owns the wallet as long as the process lives: the app, its tile and its complication look at the same one. */
open class WatchApplication : Application() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    private val network by lazy { builtFor(this) }

    /** The wallet of this watch. */
    val wallet: AppWallet by lazy { AppWallet(device(), scope) }

    /** Whether the person sees the app. */
    @Volatile
    private var visible = false

    /** The app's leaving may not close the database under a tile that is looking. */
    private val inTurn = Mutex()

    override fun onCreate() {
        super.onCreate()
        // Hundreds of milliseconds on a watch: begun early, and never on the main thread.
        scope.launch(Dispatchers.IO) { AmpWallet.load() }
    }

    /** What this watch gives the wallet. A watch has no finger and no face: it asks for its PIN. */
    protected open fun device(): Device = Device(
        vault = KeystoreVault(this),
        secrets = KeystoreSecrets(this),
        folder = File(noBackupFilesDir, "wallet").path,
        choices = StoredChoices(this, network),
        network = network,
        timeZone = TimeZone.getDefault().id,
        verifiedBy = "PIN",
        method = IdvMethod.DEVICE_CREDENTIAL,
    )

    /** The app is on the screen: the wallet is opened, or goes on. */
    fun appear() {
        visible = true
        scope.launch { inTurn.withLock { wake() } }
    }

    /** The app has left the screen: the wallet lets go of its database. */
    fun disappear() {
        visible = false
        scope.launch { inTurn.withLock { if (!visible) wallet.pause() } }
    }

    /** What a tile or a complication shows, whether the app is on the screen or not; [first] is done before. */
    suspend fun glance(first: suspend (OpenWallet) -> Unit = {}): WatchHome = inTurn.withLock {
        try {
            wake()
            val open = wallet.get()
            first(open)
            WatchHome.of(open.wallet.overview())
        } catch (_: WalletNotOpen) {
            WatchHome()
        } finally {
            if (!visible) wallet.pause()
        }
    }

    private suspend fun wake() {
        wallet.openAgain()
        wallet.resume()
    }
}
