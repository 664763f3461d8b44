package org.ampwallet.demo.phone

import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ComposeTimeoutException
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import androidx.lifecycle.ViewModelProvider
import androidx.test.ext.junit.rules.ActivityScenarioRule
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.LineText
import org.ampwallet.demo.testing.picture

/** A person at the phone: she reads what is on the screen, in her language, and taps it. */
class Person(private val rule: AndroidComposeTestRule<ActivityScenarioRule<PhoneActivity>, PhoneActivity>) {
    /** What lies behind the screens, for a test that breaks something there. */
    val model: PhoneModel get() = ViewModelProvider(rule.activity)[PhoneModel::class.java]
    private val text get() = LineText(rule.activity.resources) { it.resource }

    fun said(word: Word): String = text.of(word)

    fun said(line: Line): String = text.of(line)

    /** Waits until this is on the screen. What the core does, it does on its own threads, which no idling knows. */
    fun sees(word: Word) = waits("sees “${said(word)}”", hasText(said(word)))

    fun sees(line: Line) = waits("sees “${said(line)}”", hasText(said(line)))

    fun doesNotSee(word: Word) = orSay("no longer sees “${said(word)}”") {
        rule.onAllNodes(hasText(said(word)), useUnmergedTree = true).fetchSemanticsNodes().isEmpty()
    }

    fun seesPart(what: String) = waits("sees “$what”", hasText(what, substring = true))

    /** Taps what says exactly this, once it can be tapped; the one numbered [index] where there are several. */
    fun taps(word: Word, index: Int = 0) = taps(hasText(said(word)) and hasClickAction(), "“${said(word)}”", index)

    /** Answers the question that lies over the screen. */
    fun answers(word: Word) = taps(hasText(said(word)) and hasClickAction() and hasAnyAncestor(isDialog()), "“${said(word)}”", 0)

    /** Types into the field with this label. */
    fun types(label: Word, what: String) {
        val field = hasSetTextAction() and hasText(said(label))
        orSay("a field “${said(label)}”") { rule.onAllNodes(field).fetchSemanticsNodes().isNotEmpty() }
        rule.onAllNodes(field).onFirst().performTextReplacement(what)
    }

    /** Scrolls until this is seen. */
    fun scrollsTo(word: Word) {
        sees(word)
        rule.onAllNodes(hasText(said(word)), useUnmergedTree = true).onFirst().performScrollTo()
    }

    /** Taps the arrow back until there is none. */
    fun goesToRoot() {
        val arrow = hasContentDescription(said(Word.APP_BACK)) and hasClickAction()
        while (rule.onAllNodes(arrow).fetchSemanticsNodes().isNotEmpty()) goesBack()
    }

    fun goesBack() = taps(hasContentDescription(said(Word.APP_BACK)) and hasClickAction(), "the arrow back", 0)

    /** Waits until something holds that no screen says. */
    fun waitsUntil(what: String, holds: () -> Boolean) = rule.waitUntil(what, PATIENCE) { holds() }

    /** Draws what the person sees. */
    fun draws(name: String) {
        rule.waitForIdle()
        picture(rule.activity, name)
    }

    private fun waits(what: String, matcher: SemanticsMatcher) = orSay(what) {
        rule.onAllNodes(matcher, useUnmergedTree = true).fetchSemanticsNodes().isNotEmpty()
    }

    /** Waits; in vain, it says what is on the screen instead. */
    private fun orSay(what: String, holds: () -> Boolean) = try {
        rule.waitUntil(what, PATIENCE, holds)
    } catch (error: ComposeTimeoutException) {
        val texts = rule.onAllNodes(isRoot(), useUnmergedTree = true).fetchSemanticsNodes().flatMap(::textsOf)
        throw AssertionError("$what; there is: ${texts.joinToString(" | ")}", error)
    }

    private fun textsOf(node: SemanticsNode): List<String> =
        node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } + node.children.flatMap(::textsOf)

    private fun taps(matcher: SemanticsMatcher, what: String, index: Int) {
        orSay("can tap $what") { rule.onAllNodes(matcher).fetchSemanticsNodes().getOrNull(index)?.isEnabled == true }
        val node = rule.onAllNodes(matcher)[index]
        // What lies in a bar does not scroll.
        runCatching { node.performScrollTo() }
        node.performClick()
    }

    private val SemanticsNode.isEnabled: Boolean get() = SemanticsProperties.Disabled !in config

    private companion object {
        const val PATIENCE = 40_000L
    }
}
