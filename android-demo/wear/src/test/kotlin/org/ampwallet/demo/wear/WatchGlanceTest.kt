package org.ampwallet.demo.wear

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.lifecycle.Lifecycle
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.watch.WatchHome
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** What the tile and the complication ask of the application. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestWatch::class, qualifiers = LARGE)
class WatchGlanceTest {
    @get:Rule
    val rule = createAndroidComposeRule<WatchActivity>()
    private val watch get() = rule.activity.application as TestWatch

    @Test
    fun `before the first run there is nothing to see`() {
        assertEquals(WatchHome(), Wrist(rule).meanwhile { watch.glance() })
    }

    @Test
    fun `a tile stops every agent while the app is not on the screen, and the app shows it afterwards`() {
        val wrist = Wrist(rule)
        wrist.taps(Word.WELCOME_MAKE).sees(Word.WATCH_NO_MANDATE)
        val application = watch
        rule.activityRule.scenario.moveToState(Lifecycle.State.CREATED)
        assertFalse(wrist.meanwhile { application.glance() }.allFrozen)
        assertTrue(wrist.meanwhile { application.glance { it.limits.freeze(null) } }.allFrozen)
        rule.activityRule.scenario.moveToState(Lifecycle.State.RESUMED)
        wrist.sees(Word.WATCH_FROZEN)
    }
}
