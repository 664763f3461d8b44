package org.ampwallet.demo.phone

import org.ampwallet.demo.presenters.Device
import org.ampwallet.demo.presenters.testing.MemorySecrets
import org.ampwallet.demo.presenters.testing.SoftwareVault
import java.io.File

/** The app on a device whose hardware is software: Robolectric has no Keystore that asks for a person. */
class TestApp : DemoApp() {
    val vault = SoftwareVault()
    val secrets = MemorySecrets()
    val folder: File by lazy { File(noBackupFilesDir, "wallet") }

    override fun device(): Device = Device(vault, secrets, folder.path, choices)
}
