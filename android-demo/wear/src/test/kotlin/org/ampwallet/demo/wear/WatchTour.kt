package org.ampwallet.demo.wear

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.market
import org.ampwallet.demo.presenters.testing.SoftwareVault.Person
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/**
 * Goes through every screen and draws it.
 *
 * @param suffix tells the pictures of one language, font or screen from the others.
 * @param wanted which screens are drawn; none: all.
 */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestWatch::class)
abstract class WatchTour(private val suffix: String, private vararg val wanted: String) {
    @get:Rule
    val rule = createAndroidComposeRule<WatchActivity>()
    private val wrist by lazy { Wrist(rule) }

    @Test
    fun `every screen is drawn`() {
        wrist.sees(Word.WELCOME_MAKE)
        draw("welcome")
        wrist.taps(Word.WELCOME_MAKE).sees(Word.WATCH_NO_MANDATE)
        draw("home-empty")
        binds()
        givesBudget()
        watchesItSpend()
        stopsIt()
    }

    private fun binds() {
        wrist.taps(Word.HOME_OPEN_DEMO).sees(Word.AGENT_ASK_BINDING)
        draw("agent")
        wrist.taps(Word.AGENT_ASK_BINDING).sees(Word.AGENT_SAID_WAITS).goesBack()
        wrist.sees(Word.APPROVE_TITLE_ENROLLMENT)
        draw("home-waiting")
        wrist.taps(Word.APPROVE_TITLE_ENROLLMENT).sees(Word.WATCH_APPROVE)
        draw("approve-binding")
        wrist.taps(Word.WATCH_APPROVE).sees(Word.WATCH_NO_MANDATE)
    }

    private fun givesBudget() {
        wrist.taps(Word.HOME_OPEN_DEMO).taps(Word.AGENT_ASK_MANDATE).sees(Word.AGENT_SAID_WAITS).goesBack()
        wrist.taps(Word.APPROVE_TITLE_AUTONOMOUS).sees(Word.WATCH_APPROVE)
        draw("approve-mandate")
        wrist.sees(Word.WATCH_DECLINE)
        draw("approve-mandate-buttons", fromTop = false)
        wrist.taps(Word.APP_DETAILS).sees(Word.FIELD_CATEGORIES)
        draw("approve-mandate-details", fromTop = false)
        hesitates()
        wrist.taps(Word.APP_RETRY).sees(Word.WATCH_LEFT)
    }

    /** Dismisses the prompt, as one does, and is told what came of it. */
    private fun hesitates() {
        wrist.test.vault.person = Person.CANCELS
        wrist.taps(Word.WATCH_APPROVE).sees(Word.TROUBLE_BIOMETRIC_CANCELLED_WHAT)
        draw("trouble-biometric-cancelled")
        wrist.test.vault.person = Person.CONFIRMS
    }

    private fun watchesItSpend() {
        wrist.meanwhile {
            val agent = wrist.wallet.get().market.shopping
            agent.buy("flight-hkg-kul")
            repeat(PAYMENTS) { agent.buy("hotel-kul-transfer") }
        }
        wrist.sees(wrist.dollars("4320"))
        draw("home")
        wrist.taps(Word.WATCH_PAYMENTS).sees("Menara Grand Hotel")
        draw("payments")
        wrist.taps(Word.APP_MORE).sees("Harbour Airways")
        draw("payments-more", fromTop = false)
        wrist.goesBack()
        wrist.taps(Word.HOME_OPEN_DEMO).taps(Word.AGENT_OVER_BUDGET).sees(Word.AGENT_SAID_REFUSED)
        draw("agent-refused")
        wrist.goesBack()
    }

    private fun stopsIt() {
        wrist.taps(Word.WATCH_FREEZE_ALL).sees(Word.WATCH_FROZEN)
        draw("home-frozen")
        wrist.sees(Word.APP_SANDBOX_ABOUT)
        draw("home-below", fromTop = false)
    }

    private fun draw(name: String, fromTop: Boolean = true) {
        if (fromTop) wrist.scrollsUp()
        if (wanted.isEmpty() || name in wanted) wrist.picture(name + suffix)
    }

    private companion object {
        /** Beside the flight: more than a page of payments. */
        const val PAYMENTS = 9
    }
}

@Config(qualifiers = "en-rUS-$LARGE")
class EnglishTour : WatchTour("")

@Config(qualifiers = "ar-rEG-ldrtl-$LARGE")
class ArabicTour : WatchTour("-ar")

@Config(qualifiers = "zh-rCN-$LARGE")
class ChineseTour : WatchTour(
    "-zh",
    "welcome", "home", "approve-binding", "approve-mandate", "payments", "agent-refused", "home-frozen", "trouble-biometric-cancelled",
)

@Config(qualifiers = "in-rID-$LARGE")
class IndonesianTour : WatchTour("-id", "home", "approve-mandate", "payments", "agent-refused")

@Config(qualifiers = "en-rUS-$LARGE", fontScale = 2f)
class LargeFontTour : WatchTour("-font200", "welcome", "home", "approve-mandate", "approve-mandate-buttons", "payments", "home-frozen")

@Config(qualifiers = "en-rUS-$SMALL")
class SmallScreenTour : WatchTour("-small", "home", "home-waiting", "approve-mandate", "payments")
