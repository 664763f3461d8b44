@file:Suppress("DEPRECATION") // Android's own fragments and its keyguard's screen: what Android 9 has.

package org.ampwallet.core.android

import android.app.Activity
import android.app.Application
import android.app.KeyguardManager
import android.content.Intent
import android.hardware.fingerprint.FingerprintManager
import android.os.Build
import android.os.Looper
import androidx.test.core.app.ApplicationProvider
import org.ampwallet.core.ffi.VaultException
import org.junit.After
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow
import org.robolectric.shadows.ShadowFingerprintManager
import org.robolectric.util.ReflectionHelpers
import org.robolectric.util.ReflectionHelpers.ClassParameter
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Android 9 asks for the screen's lock: its version number on a later framework, whose keyguard has the same screen. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34])
class LockScreenTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()
    private val version = Build.VERSION.SDK_INT
    private val prompt = VaultPrompt(app, "Wallet")
    private val shown = Robolectric.buildActivity(Activity::class.java).setup()

    @Before
    fun androidNine() {
        runs(Build.VERSION_CODES.P)
        shadowOf(app.getSystemService(KeyguardManager::class.java)).setIsDeviceSecure(true)
    }

    @After
    fun asItWas() = runs(version)

    private fun runs(version: Int) = ReflectionHelpers.setStaticField(Build.VERSION::class.java, "SDK_INT", version)

    /** The core's thread, which waits for the person. */
    private fun asked(): CompletableFuture<Unit> = CompletableFuture.runAsync { prompt.confirm("Pay Harbour Airways") }.thenApply { }

    private fun <T : Any> soon(look: () -> T?): T {
        repeat(500) {
            shadowOf(Looper.getMainLooper()).idle()
            look()?.let { return it }
            Thread.sleep(10)
        }
        error("nothing came of it in five seconds")
    }

    private fun question(): Intent = soon { shadowOf(shown.get()).nextStartedActivity }

    /** The answer of the keyguard's screen, as the system hands it to the activity that is there now. */
    private fun answer(result: Int) {
        val screen = shown.get().fragmentManager.findFragmentByTag(LockScreen::class.java.name)
        ReflectionHelpers.callInstanceMethod<Unit>(
            Activity::class.java, shown.get(), "dispatchActivityResult",
            ClassParameter.from(String::class.java, ReflectionHelpers.getField(screen, "mWho")),
            ClassParameter.from(Int::class.javaPrimitiveType!!, 1),
            ClassParameter.from(Int::class.javaPrimitiveType!!, result),
            ClassParameter.from(Intent::class.java, null),
            ClassParameter.from(String::class.java, "test"),
        )
        shadowOf(Looper.getMainLooper()).idle()
    }

    private fun CompletableFuture<Unit>.refusal(): Throwable? =
        assertFailsWith<ExecutionException> { get(5, TimeUnit.SECONDS) }.cause

    @Test
    fun `who has the screen's lock alone confirms with it, and is told for what`() {
        val asked = asked()
        val question = question()
        assertEquals("android.app.action.CONFIRM_DEVICE_CREDENTIAL", question.action)
        assertEquals("Pay Harbour Airways", question.getCharSequenceExtra(KeyguardManager.EXTRA_DESCRIPTION))
        assertEquals("Wallet", question.getCharSequenceExtra(KeyguardManager.EXTRA_TITLE))
        assertTrue(prompt.hidesTheApp)
        answer(Activity.RESULT_OK)
        asked.get(5, TimeUnit.SECONDS)
        assertFalse(prompt.hidesTheApp)
        assertNull(shown.get().fragmentManager.findFragmentByTag(LockScreen::class.java.name), "nothing is left behind")
    }

    @Test
    fun `who leaves the keyguard's screen has cancelled`() {
        val asked = asked()
        question()
        answer(Activity.RESULT_CANCELED)
        assertIs<VaultException.Cancelled>(asked.refusal())
        assertFalse(prompt.hidesTheApp)
    }

    @Test
    fun `an answer finds its way when the phone was turned meanwhile`() {
        val asked = asked()
        question()
        shown.recreate()
        assertFalse(asked.isDone)
        answer(Activity.RESULT_OK)
        asked.get(5, TimeUnit.SECONDS)
    }

    @Test
    fun `an activity that goes for good takes the question with it`() {
        val asked = asked()
        question()
        shown.get().finish()
        shown.pause().stop().destroy()
        assertIs<VaultException.Cancelled>(asked.refusal())
    }

    @Test
    fun `a lock that was taken off cannot be asked for`() {
        shadowOf(app.getSystemService(KeyguardManager::class.java)).setIsDeviceSecure(false)
        val asked = asked()
        soon { true.takeIf { asked.isDone } }
        assertIs<VaultException.Unsupported>(asked.refusal())
    }

    @Test
    fun `without an activity nobody can be asked`() {
        shown.pause().stop()
        assertIs<VaultException.UnavailableWhileLocked>(asked().refusal())
        assertFalse(prompt.hidesTheApp)
    }

    @Test
    fun `who has enrolled a finger is known by it on Android 9`() {
        assertEquals(Asking.Screen.LOCK, Asking.on(app).screen(lock = true))
        Shadow.extract<ShadowFingerprintManager>(app.getSystemService(FingerprintManager::class.java)).setDefaultFingerprints(1)
        assertEquals(Asking.Screen.PROMPT, Asking.on(app).screen(lock = true))
        assertEquals(Asking.ONE_USE, Asking.on(app).secondsOfEveryUse)
    }
}
