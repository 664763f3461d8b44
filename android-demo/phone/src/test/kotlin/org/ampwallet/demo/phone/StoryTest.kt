package org.ampwallet.demo.phone

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.test.core.app.ApplicationProvider
import org.ampwallet.demo.presenters.AppWallet
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File

/** The story from the first run to the last, clicked through the real Activity on the real core and sandbox. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApp::class, qualifiers = PHONE)
class StoryTest {
    private val rule = createAndroidComposeRule<PhoneActivity>()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(NewDevice()).around(rule)

    @Test
    fun `one person lets an agent spend, watches it, stops it, and takes everything away`() {
        val person = Person(rule)
        Tour(person).all()
        val device = ApplicationProvider.getApplicationContext<TestApp>()
        assertEquals(AppWallet.Phase.None, person.model.app.phase.value)
        assertEquals(null, device.choices.place)
        assertTrue("the person's data were exported", File(device.filesDir, "amp-wallet.json").length() > 0)
        val left = device.folder.walk().filter { it.isFile && it.name.contains(".db") }.toList()
        assertEquals("no database is left", emptyList<File>(), left)
        // Binding, two mandates: each time the person was asked once, and for nothing else.
        assertEquals(3, device.vault.asked.get())
    }
}

/** A phone of a common size, at a density that keeps pictures small. */
const val PHONE = "w360dp-h800dp-port-hdpi"
