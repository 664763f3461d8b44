package org.ampwallet.demo.phone

import android.content.Context
import org.ampwallet.demo.presenters.Choices
import org.ampwallet.demo.presenters.Network
import org.ampwallet.demo.presenters.Place

/** What the person has chosen for this app, in its preferences: nothing secret. */
class StoredChoices(context: Context, private val network: Network?) : Choices {
    private val stored = context.getSharedPreferences("choices", Context.MODE_PRIVATE)

    override var place: Place?
        get() = stored.getString(PLACE, null)?.let { placeOf(it, network) }
        set(value) = stored.edit().putString(PLACE, value?.kept).apply()

    /** The language of the app, as a tag (`ar`); none for the device's. */
    var language: String?
        get() = stored.getString(LANGUAGE, null)
        set(value) = stored.edit().putString(LANGUAGE, value).apply()

    private companion object {
        const val PLACE = "place"
        const val LANGUAGE = "language"
    }
}
