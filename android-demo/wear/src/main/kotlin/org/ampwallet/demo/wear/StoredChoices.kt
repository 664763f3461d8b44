package org.ampwallet.demo.wear

import android.content.Context
import androidx.core.content.edit
import org.ampwallet.demo.presenters.Choices
import org.ampwallet.demo.presenters.Place

/** What the person has chosen, in the app's preferences. A watch has only the sandbox in the app. */
class StoredChoices(context: Context) : Choices {
    private val preferences = context.getSharedPreferences("choices", Context.MODE_PRIVATE)

    override var place: Place?
        get() = Place.InApp.takeIf { preferences.getBoolean(IN_APP, false) }
        set(value) = preferences.edit { putBoolean(IN_APP, value == Place.InApp) }

    private companion object {
        const val IN_APP = "sandbox_in_app"
    }
}
