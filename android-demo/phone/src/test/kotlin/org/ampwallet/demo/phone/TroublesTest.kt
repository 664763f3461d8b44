package org.ampwallet.demo.phone

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.test.core.app.ApplicationProvider
import kotlinx.coroutines.runBlocking
import org.ampwallet.core.ffi.Fault
import org.ampwallet.core.ffi.FaultOrder
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.sandbox
import org.ampwallet.demo.presenters.testing.OtherProcess
import org.ampwallet.demo.presenters.testing.SoftwareVault
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import kotlin.time.Duration.Companion.hours

/** Every trouble made for real: what the person is told, and that what she is offered helps. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApp::class, qualifiers = PHONE)
class TroublesTest {
    private val rule = createAndroidComposeRule<PhoneActivity>()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(NewDevice()).around(rule)
    private val person by lazy { Person(rule) }
    private val device get() = ApplicationProvider.getApplicationContext<TestApp>()
    private val sandbox get() = person.model.app.get().sandbox

    @Test
    fun `offline, the agent's shop cannot be read`() {
        begins()
        runBlocking { sandbox.stop() }
        person.taps(Word.HOME_OPEN_DEMO)
        person.sees(Word.TROUBLE_OFFLINE_WHAT)
        person.sees(Word.TROUBLE_OFFLINE_SAFE)
        person.draws("trouble-offline")
    }

    @Test
    fun `a sandbox that is down is started again`() {
        begins()
        runBlocking { sandbox.addFault(FaultOrder("/merchant/catalogue", Fault.Status(503u), null)) }
        person.taps(Word.HOME_OPEN_DEMO)
        person.sees(Word.TROUBLE_SANDBOX_DOWN_WHAT)
        person.draws("trouble-sandbox-down")
        person.taps(Word.TROUBLE_SANDBOX_DOWN_ACTION)
        person.sees(Word.AGENT_SHOP)
    }

    @Test
    fun `a prompt that is dismissed signs nothing, and can be tried again`() {
        reviewsBinding()
        device.vault.person = SoftwareVault.Person.CANCELS
        person.taps(Word.BIND_CONFIRM)
        person.sees(Word.TROUBLE_BIOMETRIC_CANCELLED_WHAT)
        person.draws("trouble-biometric-cancelled")
        device.vault.person = SoftwareVault.Person.CONFIRMS
        person.taps(Word.APP_RETRY)
        person.sees(Word.BIND_DONE_ABOUT)
    }

    @Test
    fun `after too many wrong fingers the device wants its code`() {
        reviewsBinding()
        device.vault.person = SoftwareVault.Person.FAILS_TOO_OFTEN
        person.taps(Word.BIND_CONFIRM)
        person.sees(Word.TROUBLE_LOCKED_OUT_WHAT)
        person.draws("trouble-locked-out")
    }

    @Test
    fun `a key that is gone signs nothing`() {
        bound()
        person.taps(Word.HOME_OPEN_DEMO)
        person.taps(Word.AGENT_ASK_MANDATE)
        person.sees(Word.APPROVE_SIGNS_WHAT_YOU_SEE)
        device.vault.loseKeys()
        person.taps(Word.APPROVE_YES)
        person.sees(Word.TROUBLE_KEY_LOST_WHAT)
        person.draws("trouble-key-lost")
        person.taps(Word.TROUBLE_KEY_LOST_ACTION)
        person.sees(Word.SETTINGS_ERASE_ABOUT)
    }

    @Test
    fun `a database that another process holds changes nothing, until it lets go`() {
        bound()
        OtherProcess.holding(device.folder).use {
            person.taps(Word.HOME_FREEZE_ALL)
            person.sees(Word.TROUBLE_DATABASE_LOCKED_WHAT)
            person.draws("trouble-database-locked")
        }
        person.taps(Word.APP_RETRY)
        person.sees(Word.HOME_FROZEN_ALL)
    }

    @Test
    fun `a clock that was set back decides nothing, until the person says that it is right`() {
        bound()
        sandbox.shiftClock(1.hours.inWholeMilliseconds)
        person.taps(Word.HOME_FREEZE_ALL)
        person.sees(Word.HOME_FROZEN_ALL)
        sandbox.shiftClock(0)
        person.taps(Word.HOME_UNFREEZE_ALL)
        person.sees(Word.TROUBLE_CLOCK_SET_BACK_WHAT)
        person.draws("trouble-clock-set-back")
        person.taps(Word.TROUBLE_CLOCK_SET_BACK_ACTION)
        person.doesNotSee(Word.TROUBLE_CLOCK_SET_BACK_WHAT)
        person.sees(Word.HOME_FREEZE_ALL)
    }

    private fun begins() {
        person.taps(Word.WELCOME_MAKE)
        person.taps(Word.APP_NEXT)
        person.sees(Word.HOME_NO_AGENTS)
    }

    private fun reviewsBinding() {
        begins()
        person.taps(Word.HOME_OPEN_DEMO)
        person.taps(Word.AGENT_ASK_BINDING)
        person.sees(Word.BIND_REVIEW)
    }

    private fun bound() {
        reviewsBinding()
        person.taps(Word.BIND_CONFIRM)
        person.taps(Word.APP_DONE)
        person.goesToRoot()
        person.sees(Word.HOME_FREEZE_ALL)
    }
}
