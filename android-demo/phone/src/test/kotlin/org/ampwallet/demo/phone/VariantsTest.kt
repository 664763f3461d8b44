package org.ampwallet.demo.phone

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** The same story by night, in other languages and directions, and with a font of twice the size: it can be told in each. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApp::class, qualifiers = PHONE)
class VariantsTest {
    private val rule = createAndroidComposeRule<PhoneActivity>()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(NewDevice()).around(rule)

    @Test
    @Config(qualifiers = "+night")
    fun `by night`() = Tour(Person(rule), "-dark", Tour.MAIN).all()

    @Test
    @Config(qualifiers = "+ar-ldrtl")
    fun `in Arabic, from right to left`() = Tour(Person(rule), "-ar", Tour.FEW).all()

    @Test
    @Config(qualifiers = "+zh-rCN")
    fun `in Chinese`() = Tour(Person(rule), "-zh", Tour.FEW).all()

    @Test
    @Config(qualifiers = "+in")
    fun `in Bahasa Indonesia`() = Tour(Person(rule), "-id", setOf("home", "approve", "timeline")).all()

    @Test
    fun `with a font of twice the size`() = Tour(Person(rule), "-font200", Tour.FEW).all()
}
