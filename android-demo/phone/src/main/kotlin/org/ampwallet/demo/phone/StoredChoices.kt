package org.ampwallet.demo.phone

import android.content.Context
import org.ampwallet.demo.presenters.Choices
import org.ampwallet.demo.presenters.Place

/** What the person has chosen for this app, in its preferences: nothing secret. */
class StoredChoices(context: Context) : Choices {
    private val stored = context.getSharedPreferences("choices", Context.MODE_PRIVATE)

    override var place: Place?
        get() = when (val text = stored.getString(PLACE, null)) {
            null -> null
            IN_APP -> Place.InApp
            else -> Place.At(text)
        }
        set(value) = stored.edit().putString(PLACE, textOf(value)).apply()

    /** The language of the app, as a tag (`ar`); none for the device's. */
    var language: String?
        get() = stored.getString(LANGUAGE, null)
        set(value) = stored.edit().putString(LANGUAGE, value).apply()

    private fun textOf(place: Place?): String? = when (place) {
        null -> null
        Place.InApp -> IN_APP
        is Place.At -> place.address
    }

    private companion object {
        const val PLACE = "place"
        const val LANGUAGE = "language"
        const val IN_APP = "in-app"
    }
}
