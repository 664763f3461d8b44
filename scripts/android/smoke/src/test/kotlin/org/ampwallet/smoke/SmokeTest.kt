package org.ampwallet.smoke

import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import org.ampwallet.demo.testing.picture
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
class SmokeTest {
    @get:Rule
    val rule = createAndroidComposeRule<SmokeActivity>()

    @Test
    fun `an activity starts a sandbox of the real library`() {
        // The core answers on threads of its own, for which the rule does not wait by itself.
        rule.waitUntil(20_000) { rule.onAllNodes(hasText("http://127.0.0.1:", substring = true)).fetchSemanticsNodes().isNotEmpty() }
        assertTrue(picture(rule.activity, "smoke").length() > 0)
    }
}
