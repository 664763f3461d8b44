package org.ampwallet.demo.wear

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import org.ampwallet.core.Amount
import org.ampwallet.core.ffi.OrderChange
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.LineText
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import kotlin.test.assertEquals

/** The whole story on the wrist: the real activity, the real core, a sandbox over HTTP. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestWatch::class, qualifiers = LARGE)
class WatchStoryTest {
    @get:Rule
    val rule = createAndroidComposeRule<WatchActivity>()

    @Test
    fun `a person binds an agent, gives it a budget, watches it spend, stops it and lets it go on`() {
        val wrist = Wrist(rule)
        val agent = AtTheShop(wrist.wallet)
        wrist.taps(Word.WELCOME_MAKE).sees(Word.WATCH_NO_MANDATE)

        wrist.meanwhile { agent.asksToBeBound() }
        wrist.taps(Word.APPROVE_TITLE_ENROLLMENT).taps(Word.WATCH_APPROVE).sees(Word.WATCH_NO_MANDATE)
        assertEquals(1, wrist.test.vault.asked.get())

        wrist.meanwhile { agent.asksForMandate() }
        wrist.taps(Word.APPROVE_TITLE_AUTONOMOUS).sees(wrist.dollars("10000"))
        wrist.taps(Word.APP_DETAILS).sees("Harbour Airways").sees(Word.APPROVE_NEVER).taps(Word.WATCH_APPROVE)
        wrist.sees(Word.WATCH_LEFT).sees(wrist.dollars("10000"))
        assertEquals(2, wrist.test.vault.asked.get())

        wrist.meanwhile {
            agent.buys("flight-hkg-kul")
            agent.buys("hotel-kul-night", 3u)
            agent.isRefused("guard.budget_exceeded", "hotel-kul-suite")
            agent.isRefused("guard.order_differs", "hotel-kul-dinner", change = OrderChange.SwapGoods)
            agent.isRefused("guard.amount_over_hold", "hotel-kul-dinner", change = OrderChange.ChangeAmount(10_000))
            agent.isRefused("chain.merchant_not_allowed", "tea-pu-erh")
            agent.isRefusedTheSecondTime("the payment token was used", "hotel-kul-transfer")
        }
        showsWhatIsLeft(wrist, spent = "8070")
        wrist.taps(Word.WATCH_PAYMENTS).sees(wrist.dollars("2800")).sees("Harbour Airways").sees("Menara Grand Hotel").goesBack()

        wrist.taps(Word.WATCH_FREEZE_ALL).sees(Word.WATCH_FROZEN)
        wrist.meanwhile { agent.isRefused("guard.frozen", "hotel-kul-transfer") }
        wrist.taps(Word.WATCH_UNFREEZE).sees(Word.WATCH_LEFT)
        wrist.meanwhile { agent.buys("hotel-kul-transfer") }
        showsWhatIsLeft(wrist, spent = "8390")
    }

    @Test
    fun `what is declined on the wrist is neither signed nor waiting any more`() {
        val wrist = Wrist(rule)
        val agent = AtTheShop(wrist.wallet)
        wrist.taps(Word.WELCOME_MAKE).sees(Word.WATCH_NO_MANDATE)
        wrist.meanwhile { agent.asksToBeBound() }
        wrist.taps(Word.APPROVE_TITLE_ENROLLMENT).taps(Word.WATCH_DECLINE).sees(Word.WATCH_NO_MANDATE).seesNot(Word.APPROVE_TITLE_ENROLLMENT)
        assertEquals(0, wrist.test.vault.asked.get())
        assertEquals(emptyList(), wrist.meanwhile { wrist.wallet.get().mandates.waiting() })
    }

    /** The ring says what the core says is left. */
    private fun showsWhatIsLeft(wrist: Wrist, spent: String) {
        val budget = wrist.meanwhile { wrist.wallet.get().wallet.overview() }.budgets.single()
        assertEquals(Amount(spent, "HKD"), budget.spent)
        wrist.sees(LineText(rule.activity.resources, Word::resource).money(budget.remaining))
    }
}
