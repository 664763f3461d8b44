package org.ampwallet.demo.wear

import android.content.Context
import androidx.core.content.edit
import org.ampwallet.demo.presenters.Choices
import org.ampwallet.demo.presenters.Network
import org.ampwallet.demo.presenters.Place

/** What the person has chosen, in the app's preferences. */
class StoredChoices(context: Context, private val network: Network?) : Choices {
    private val preferences = context.getSharedPreferences("choices", Context.MODE_PRIVATE)

    override var place: Place?
        get() = preferences.getString(PLACE, null)?.let { placeOf(it, network) }
        set(value) = preferences.edit { putString(PLACE, value?.kept) }

    private companion object {
        const val PLACE = "place"
    }
}
