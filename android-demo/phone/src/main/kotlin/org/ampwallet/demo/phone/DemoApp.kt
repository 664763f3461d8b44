package org.ampwallet.demo.phone

import android.app.Application
import org.ampwallet.core.android.KeystoreSecrets
import org.ampwallet.core.android.KeystoreVault
import org.ampwallet.core.android.VaultPrompt
import org.ampwallet.demo.presenters.Device
import java.io.File
import java.util.TimeZone

/** The app. What it takes from the device is one value, so that a test can give it another device. */
open class DemoApp : Application() {
    private val network by lazy { builtFor(this) }
    val choices: StoredChoices by lazy { StoredChoices(this, network) }

    /** How the person is asked when her key signs. */
    val prompt: VaultPrompt by lazy { VaultPrompt(this) }

    /** Keys in the Keystore, secrets sealed by it, the database where no backup takes it. */
    open fun device(): Device = Device(
        vault = KeystoreVault(prompt),
        secrets = KeystoreSecrets(this),
        folder = File(noBackupFilesDir, "wallet").path,
        choices = choices,
        network = network,
        timeZone = TimeZone.getDefault().id,
    )
}
