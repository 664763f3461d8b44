package org.ampwallet.core.android

import android.app.Activity
import android.app.Fragment
import android.app.KeyguardManager
import android.content.Intent
import android.os.Bundle
import org.ampwallet.core.ffi.VaultException
import java.util.concurrent.CompletableFuture

/**
 * The keyguard's own screen over an activity, and its answer: Android 9 asks for the screen's lock in no other way.
 *
 * A fragment of Android's own, which any activity can hold: nothing is asked of the app's. It outlives an activity that is
 * made anew when the phone is turned. One that the system makes again after the process had died has nobody who waits.
 */
@Suppress("DEPRECATION") // Android's own fragments: those of AndroidX need an activity of AndroidX.
internal class LockScreen : Fragment() {
    private var question: Intent? = null
    private var answered: CompletableFuture<Unit>? = null

    @Deprecated("Deprecated in Java")
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        retainInstance = true
        val question = question
        if (question == null) leave() else startActivityForResult(question, CONFIRM)
    }

    @Deprecated("Deprecated in Java")
    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
        if (requestCode != CONFIRM) return
        if (resultCode == Activity.RESULT_OK) answered?.complete(Unit) else cancel()
        leave()
    }

    /** The activity is gone for good. After an answer this changes nothing. */
    @Deprecated("Deprecated in Java")
    override fun onDestroy() {
        super.onDestroy()
        cancel()
    }

    private fun cancel() {
        answered?.completeExceptionally(VaultException.Cancelled())
    }

    private fun leave() {
        fragmentManager?.beginTransaction()?.remove(this)?.commitAllowingStateLoss()
    }

    companion object {
        private const val CONFIRM = 1

        /** Shows it over [activity]; on the main thread. [answered] ends as the person ends it. */
        fun show(activity: Activity, title: CharSequence, reason: String, answered: CompletableFuture<Unit>) {
            val keyguard = activity.getSystemService(KeyguardManager::class.java)
            val question = keyguard.createConfirmDeviceCredentialIntent(title, reason)
            if (question == null) {
                // No lock is set up any more.
                answered.completeExceptionally(VaultException.Unsupported())
                return
            }
            val screen = LockScreen()
            screen.question = question
            screen.answered = answered
            activity.fragmentManager.beginTransaction().add(screen, LockScreen::class.java.name).commitAllowingStateLoss()
        }
    }
}
