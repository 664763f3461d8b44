package org.ampwallet.demo.wear

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import org.ampwallet.core.ffi.BindingState
import org.ampwallet.core.ffi.Fault
import org.ampwallet.core.ffi.FaultOrder
import org.ampwallet.demo.presenters.TroubleKind
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.sandbox
import org.ampwallet.demo.presenters.testing.OtherProcess
import org.ampwallet.demo.presenters.testing.SoftwareVault.Person
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File
import kotlin.test.assertEquals
import kotlin.time.Duration.Companion.days

/** Every trouble made for real: a person who dismisses the prompt, a network that is not there, a database held by another. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestWatch::class, qualifiers = LARGE)
class WatchTroubleTest {
    @get:Rule
    val rule = createAndroidComposeRule<WatchActivity>()
    private val wrist by lazy { Wrist(rule) }
    private val agent by lazy { AtTheShop(wrist.wallet) }

    @Before
    fun `an agent asks to be bound`() {
        wrist.taps(Word.WELCOME_MAKE).sees(Word.WATCH_NO_MANDATE)
        wrist.meanwhile { agent.asksToBeBound() }
        wrist.sees(Word.APPROVE_TITLE_ENROLLMENT)
    }

    @Test
    fun `a prompt that is dismissed signs nothing, and a second try binds`() {
        wrist.test.vault.person = Person.CANCELS
        approves()
        sees(TroubleKind.BIOMETRIC_CANCELLED)
        wrist.test.vault.person = Person.CONFIRMS
        wrist.taps(Word.APP_RETRY).sees(Word.WATCH_NO_MANDATE)
        assertEquals(listOf(BindingState.ACTIVE), wrist.meanwhile { wrist.wallet.get().agents.list() }.map { it.state })
    }

    @Test
    fun `too many failed attempts are said to be that`() {
        wrist.test.vault.person = Person.FAILS_TOO_OFTEN
        approves()
        sees(TroubleKind.LOCKED_OUT)
    }

    @Test
    fun `a key that is gone is said to be gone`() {
        approves()
        wrist.sees(Word.WATCH_NO_MANDATE)
        wrist.meanwhile { agent.asksForMandate() }
        wrist.taps(Word.APPROVE_TITLE_AUTONOMOUS).sees(Word.WATCH_APPROVE)
        wrist.test.vault.loseKeys()
        wrist.taps(Word.WATCH_APPROVE)
        sees(TroubleKind.KEY_LOST)
        wrist.taps(Word.TROUBLE_KEY_LOST_ACTION).sees(Word.WELCOME_MAKE)
    }

    @Test
    fun `without the network nothing is signed away`() {
        wrist.meanwhile { wrist.wallet.get().sandbox.stop() }
        approves()
        sees(TroubleKind.OFFLINE)
    }

    @Test
    fun `an answer that got lost is asked for again by the wallet itself`() {
        wrist.meanwhile { wrist.wallet.get().sandbox.addFault(FaultOrder(NOTIFY, Fault.LoseAnswer, null)) }
        approves()
        sees(TroubleKind.ANSWER_LOST)
    }

    @Test
    fun `a sandbox that only answers errors is said to be down, and is started again`() {
        wrist.meanwhile { wrist.wallet.get().sandbox.addFault(FaultOrder(CATALOGUE, Fault.Status(503u), null)) }
        wrist.taps(Word.HOME_OPEN_DEMO)
        sees(TroubleKind.SANDBOX_DOWN)
        wrist.taps(Word.TROUBLE_SANDBOX_DOWN_ACTION).sees(Word.AGENT_ASK_BINDING)
    }

    @Test
    fun `a clock that was set back is found, and trusted when the person says so`() {
        wrist.clockFallsBehind(2.days)
        wrist.taps(Word.APPROVE_TITLE_ENROLLMENT)
        sees(TroubleKind.CLOCK_SET_BACK)
        wrist.taps(Word.TROUBLE_CLOCK_SET_BACK_ACTION).sees(Word.WATCH_APPROVE)
    }

    @Test
    fun `a database that another process holds is left alone until it lets go`() {
        OtherProcess.holding(File(wrist.test.folder)).use {
            wrist.taps(Word.WATCH_FREEZE_ALL)
            sees(TroubleKind.DATABASE_LOCKED)
        }
        wrist.taps(Word.APP_RETRY).sees(Word.WATCH_FROZEN)
    }

    private companion object {
        const val NOTIFY = "/network/notifyAuthorization"
        const val CATALOGUE = "/merchant/catalogue"
    }

    private fun approves() {
        wrist.taps(Word.APPROVE_TITLE_ENROLLMENT).taps(Word.WATCH_APPROVE)
    }

    private fun sees(kind: TroubleKind) {
        wrist.sees(kind.what).sees(kind.safe).sees(kind.todo).scrollsUp()
        wrist.picture("trouble-${kind.name.lowercase().replace('_', '-')}")
    }
}
