package org.ampwallet.demo.phone

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.rules.TestWatcher
import org.junit.runner.Description
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** The same story by night, in other languages and directions, and with a font of twice the size: it can be told in each. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApp::class, qualifiers = PHONE)
class VariantsTest {
    private val rule = createAndroidComposeRule<PhoneActivity>()

    /** Before the activity starts. */
    private val font = object : TestWatcher() {
        override fun starting(description: Description) {
            if (LARGE in description.methodName) RuntimeEnvironment.setFontScale(2f)
        }
    }

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(font).around(rule)

    @Test
    @Config(qualifiers = "+night")
    fun `by night`() = Tour(Person(rule), "-dark").all()

    @Test
    @Config(qualifiers = "+ar-ldrtl")
    fun `in Arabic, from right to left`() = Tour(Person(rule), "-ar").all()

    @Test
    @Config(qualifiers = "+zh-rCN")
    fun `in Chinese`() = Tour(Person(rule), "-zh").all()

    @Test
    @Config(qualifiers = "+in")
    fun `in Bahasa Indonesia`() = Tour(Person(rule), "-id").all()

    @Test
    fun `with a font of twice the size`() = Tour(Person(rule), "-font200").all()

    private companion object {
        const val LARGE = "twice the size"
    }
}
