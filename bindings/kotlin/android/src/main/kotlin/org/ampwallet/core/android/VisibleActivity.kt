package org.ampwallet.core.android

import android.app.Activity
import android.app.Application
import android.content.Context
import android.os.Bundle
import java.lang.ref.WeakReference

/**
 * The activity that the person sees, for as long as she sees it: what a prompt is shown over. It keeps none alive, so a vault
 * may live as long as the app does, and one activity follow another.
 */
public class VisibleActivity(context: Context) {
    @Volatile
    private var visible = WeakReference(context as? Activity)

    init {
        (context.applicationContext as? Application)?.registerActivityLifecycleCallbacks(Watcher())
    }

    /** The activity, or none while the app shows none. */
    public fun get(): Activity? = visible.get()?.takeUnless { it.isFinishing || it.isDestroyed }

    private inner class Watcher : Application.ActivityLifecycleCallbacks {
        override fun onActivityResumed(activity: Activity) {
            visible = WeakReference(activity)
        }

        // What a prompt covers is paused and still there: only one that is stopped is not seen any more.
        override fun onActivityStopped(activity: Activity) {
            if (visible.get() === activity) visible = WeakReference(null)
        }

        override fun onActivityCreated(activity: Activity, savedInstanceState: Bundle?) = Unit
        override fun onActivityStarted(activity: Activity) = Unit
        override fun onActivityPaused(activity: Activity) = Unit
        override fun onActivitySaveInstanceState(activity: Activity, outState: Bundle) = Unit
        override fun onActivityDestroyed(activity: Activity) = Unit
    }
}
