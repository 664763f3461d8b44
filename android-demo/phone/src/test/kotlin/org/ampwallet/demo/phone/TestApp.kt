package org.ampwallet.demo.phone

import androidx.test.core.app.ApplicationProvider
import org.ampwallet.demo.presenters.Device
import org.ampwallet.demo.presenters.testing.MemorySecrets
import org.ampwallet.demo.presenters.testing.SoftwareVault
import org.junit.rules.TestWatcher
import org.junit.runner.Description
import org.robolectric.RuntimeEnvironment
import java.io.File
import java.nio.file.Files

/** The app on a device whose hardware is software: Robolectric has no Keystore that asks for a person. */
class TestApp : DemoApp() {
    var vault = SoftwareVault()
        private set
    private var secrets = MemorySecrets()
    var folder: File = Files.createTempDirectory("amp-demo").toFile()
        private set

    override fun device(): Device = Device(vault, secrets, folder.path, choices)

    /** A device that nobody has used: what an earlier test kept is forgotten. */
    fun beginAnew() {
        vault = SoftwareVault()
        secrets = MemorySecrets()
        folder = Files.createTempDirectory("amp-demo").toFile()
        choices.place = null
        choices.language = null
    }
}

/** A device that nobody has used, before each test's activity starts; with the font that the test's name asks for. */
class NewDevice : TestWatcher() {
    override fun starting(description: Description) {
        ApplicationProvider.getApplicationContext<TestApp>().beginAnew()
        if (LARGE in description.methodName) RuntimeEnvironment.setFontScale(2f)
    }

    private companion object {
        const val LARGE = "twice the size"
    }
}
