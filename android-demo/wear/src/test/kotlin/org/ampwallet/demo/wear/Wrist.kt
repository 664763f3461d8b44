package org.ampwallet.demo.wear

import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ComposeTimeoutException
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToIndex
import androidx.compose.ui.test.performScrollToNode
import androidx.test.ext.junit.rules.ActivityScenarioRule
import kotlinx.coroutines.runBlocking
import org.ampwallet.core.Amount
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.sandbox
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.line
import org.ampwallet.demo.shared.LineText
import org.ampwallet.demo.testing.picture
import kotlin.time.Duration

/** The person who wears the watch: sees what its words say, taps, swipes back, in whatever language it is set to. */
class Wrist(private val rule: AndroidComposeTestRule<ActivityScenarioRule<WatchActivity>, WatchActivity>) {
    private val watch get() = rule.activity.application as TestWatch
    val test get() = watch.test
    val wallet: AppWallet get() = watch.wallet

    /** A line as this watch says it. */
    fun said(line: Line): String = LineText(rule.activity.resources, Word::resource).of(line)

    fun said(word: Word): String = said(word.line)

    /** Hong Kong dollars as this watch writes them. */
    fun dollars(amount: String): String =
        LineText(rule.activity.resources, Word::resource).of(Arg.Money(Amount(amount, "HKD")))

    /** Waits until the words are on the screen or in its list, and goes there. */
    fun sees(text: String): Wrist = apply {
        reach(hasText(text, substring = true))
    }

    fun sees(word: Word): Wrist = sees(said(word))

    fun sees(line: Line): Wrist = sees(said(line))

    fun seesNot(word: Word): Wrist = apply {
        rule.waitUntil(PATIENCE) { rule.onAllNodes(hasText(said(word))).fetchSemanticsNodes().isEmpty() }
    }

    fun taps(text: String): Wrist = apply {
        val button = hasText(text, substring = true) and hasClickAction() and isEnabled()
        reach(button)
        rule.onNode(button).performClick()
    }

    fun taps(word: Word): Wrist = taps(said(word))

    fun scrollsUp(): Wrist = apply {
        rule.onNode(hasScrollToNodeAction()).performScrollToIndex(0)
        rule.waitForIdle()
    }

    fun goesBack(): Wrist = apply {
        rule.activityRule.scenario.onActivity { it.onBackPressedDispatcher.onBackPressed() }
    }

    /** Something that happens elsewhere: what an agent does, or the network. */
    fun <T> meanwhile(what: suspend () -> T): T = runBlocking { what() }

    /** The clock of this watch, and so the wallet's, is set back. */
    fun clockFallsBehind(by: Duration) {
        watch.behind = by
        meanwhile { wallet.get().sandbox.shiftClock(-by.inWholeMilliseconds) }
    }

    fun picture(name: String) {
        rule.waitForIdle()
        picture(rule.activity, name)
    }

    private fun reach(what: SemanticsMatcher) = try {
        rule.waitUntil(PATIENCE) { rule.onAllNodes(what).fetchSemanticsNodes().isNotEmpty() || scrollsTo(what) }
    } catch (error: ComposeTimeoutException) {
        throw AssertionError("${what.description}; what is seen: ${seen()}", error)
    }

    private fun scrollsTo(what: SemanticsMatcher): Boolean {
        if (rule.onAllNodes(hasScrollToNodeAction()).fetchSemanticsNodes().size != 1) return false
        return try {
            rule.onNode(hasScrollToNodeAction()).performScrollToNode(what)
            true
        } catch (_: AssertionError) {
            false
        }
    }

    private fun seen(): List<String> = rule.onAllNodes(hasText("", substring = true)).fetchSemanticsNodes()
        .flatMap { it.config.getOrElse(SemanticsProperties.Text) { emptyList() } }.map { it.text }

    private companion object {
        /** The core answers in milliseconds; a machine that builds something else beside takes its time. */
        const val PATIENCE = 20_000L
    }
}
