package org.ampwallet.demo.wear.surfaces

import android.app.PendingIntent
import android.content.Intent
import androidx.wear.watchface.complications.data.ComplicationData
import androidx.wear.watchface.complications.data.ComplicationText
import androidx.wear.watchface.complications.data.ComplicationType
import androidx.wear.watchface.complications.data.PlainComplicationText
import androidx.wear.watchface.complications.data.RangedValueComplicationData
import androidx.wear.watchface.complications.data.ShortTextComplicationData
import androidx.wear.watchface.complications.datasource.ComplicationRequest
import androidx.wear.watchface.complications.datasource.SuspendingComplicationDataSourceService
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.line
import org.ampwallet.demo.presenters.watch.Ring
import org.ampwallet.demo.shared.LineText
import org.ampwallet.demo.wear.WatchActivity
import org.ampwallet.demo.wear.WatchApplication
import org.ampwallet.demo.wear.resource

/** On a watch face: what the agents may still spend in their first currency, as a ring or a short text. */
class BudgetComplication : SuspendingComplicationDataSourceService() {
    private val words by lazy { LineText(resources, Word::resource) }

    override suspend fun onComplicationRequest(request: ComplicationRequest): ComplicationData? {
        val home = (application as WatchApplication).glance()
        return dataOf(request.complicationType, home.rings.firstOrNull(), home.allFrozen)
    }

    /** In the picker of watch faces, before anything is known. */
    override fun getPreviewData(type: ComplicationType): ComplicationData? = dataOf(type, null, false)

    private fun dataOf(type: ComplicationType, ring: Ring?, frozen: Boolean): ComplicationData? {
        val short = when {
            frozen -> text(Word.APP_FROZEN.line)
            ring == null -> text(Word.WATCH_NO_MANDATE.line)
            else -> PlainComplicationText.Builder(words.of(ring.amount)).build()
        }
        val about = text(ring?.about ?: Word.WATCH_COMPLICATION_ABOUT.line)
        return when (type) {
            ComplicationType.SHORT_TEXT -> ShortTextComplicationData.Builder(short, about).setTapAction(open()).build()
            ComplicationType.RANGED_VALUE -> {
                val left = WHOLE - (ring?.usedPermille?.toFloat() ?: WHOLE).coerceAtMost(WHOLE)
                RangedValueComplicationData.Builder(left, 0f, WHOLE, about).setText(short).setTapAction(open()).build()
            }
            else -> null
        }
    }

    private fun text(line: Line): ComplicationText = PlainComplicationText.Builder(words.of(line)).build()

    private fun open(): PendingIntent =
        PendingIntent.getActivity(this, 0, Intent(this, WatchActivity::class.java), PendingIntent.FLAG_IMMUTABLE)

    private companion object {
        const val WHOLE = 1000f
    }
}
