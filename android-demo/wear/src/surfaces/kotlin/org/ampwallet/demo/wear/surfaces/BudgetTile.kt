package org.ampwallet.demo.wear.surfaces

import androidx.wear.protolayout.ActionBuilders
import androidx.wear.protolayout.ColorBuilders.argb
import androidx.wear.protolayout.DimensionBuilders.degrees
import androidx.wear.protolayout.DimensionBuilders.dp
import androidx.wear.protolayout.DimensionBuilders.expand
import androidx.wear.protolayout.DimensionBuilders.sp
import androidx.wear.protolayout.LayoutElementBuilders
import androidx.wear.protolayout.LayoutElementBuilders.Arc
import androidx.wear.protolayout.LayoutElementBuilders.ArcLine
import androidx.wear.protolayout.LayoutElementBuilders.Box
import androidx.wear.protolayout.LayoutElementBuilders.Column
import androidx.wear.protolayout.LayoutElementBuilders.FontStyle
import androidx.wear.protolayout.LayoutElementBuilders.LayoutElement
import androidx.wear.protolayout.LayoutElementBuilders.Text
import androidx.wear.protolayout.ModifiersBuilders.Background
import androidx.wear.protolayout.ModifiersBuilders.Clickable
import androidx.wear.protolayout.ModifiersBuilders.Corner
import androidx.wear.protolayout.ModifiersBuilders.Modifiers
import androidx.wear.protolayout.ModifiersBuilders.Padding
import androidx.wear.protolayout.ModifiersBuilders.Semantics
import androidx.wear.protolayout.ResourceBuilders.Resources
import androidx.wear.protolayout.TimelineBuilders.Timeline
import androidx.wear.protolayout.TypeBuilders.StringProp
import androidx.wear.tiles.RequestBuilders.ResourcesRequest
import androidx.wear.tiles.RequestBuilders.TileRequest
import androidx.wear.tiles.TileBuilders.Tile
import androidx.wear.tiles.TileService
import com.google.common.util.concurrent.ListenableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.guava.future
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.watch.WatchHome
import org.ampwallet.demo.shared.LineText
import org.ampwallet.demo.wear.WatchActivity
import org.ampwallet.demo.wear.WatchApplication
import org.ampwallet.demo.wear.resource

/** Beside the watch face: a ring of what is left, and one tap that stops every agent. */
class BudgetTile : TileService() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val words by lazy { LineText(resources, Word::resource) }

    override fun onTileRequest(request: TileRequest): ListenableFuture<Tile> = scope.future {
        val tapped = request.currentState.lastClickableId == FREEZE
        val home = (application as WatchApplication).glance { if (tapped) it.limits.freeze(null) }
        Tile.Builder()
            .setResourcesVersion(RESOURCES)
            .setFreshnessIntervalMillis(FRESH_MILLIS)
            .setTileTimeline(Timeline.fromLayoutElement(layout(home)))
            .build()
    }

    override fun onTileResourcesRequest(request: ResourcesRequest): ListenableFuture<Resources> =
        scope.future { Resources.Builder().setVersion(RESOURCES).build() }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }

    private fun layout(home: WatchHome): LayoutElement {
        val ring = home.rings.firstOrNull()
        val left = WHOLE - (ring?.usedPermille?.toFloat() ?: WHOLE).coerceAtMost(WHOLE)
        val about = ring?.let { words.of(it.about) } ?: words.of(Word.WATCH_NO_MANDATE)
        val lines = Column.Builder()
            .addContent(text(words.of(if (home.allFrozen) Word.WATCH_FROZEN else Word.WATCH_LEFT), SMALL, GREY))
            .addContent(text(ring?.let { words.of(it.amount) } ?: words.of(Word.WATCH_NO_MANDATE), LARGE, WHITE))
        if (!home.allFrozen) lines.addContent(freezeAll())
        return Box.Builder()
            .setWidth(expand())
            .setHeight(expand())
            .setModifiers(Modifiers.Builder().setClickable(open()).setSemantics(semantics(about)).build())
            .addContent(arc(FULL, TRACK))
            .addContent(arc(FULL * left / WHOLE, if (home.allFrozen) RED else GREEN))
            .addContent(lines.build())
            .build()
    }

    private fun arc(length: Float, color: Int): LayoutElement = Arc.Builder()
        .addContent(ArcLine.Builder().setLength(degrees(length)).setThickness(dp(STROKE)).setColor(argb(color)).build())
        .build()

    private fun text(said: String, size: Float, color: Int): LayoutElement = Text.Builder()
        .setText(said)
        .setMaxLines(2)
        .setMultilineAlignment(LayoutElementBuilders.TEXT_ALIGN_CENTER)
        .setFontStyle(FontStyle.Builder().setSize(sp(size)).setColor(argb(color)).build())
        .build()

    private fun freezeAll(): LayoutElement {
        val click = Clickable.Builder().setId(FREEZE).setOnClick(ActionBuilders.LoadAction.Builder().build()).build()
        val look = Background.Builder().setColor(argb(RED)).setCorner(Corner.Builder().setRadius(dp(CORNER)).build()).build()
        return Box.Builder()
            .setModifiers(
                Modifiers.Builder()
                    .setClickable(click)
                    .setBackground(look)
                    .setPadding(Padding.Builder().setAll(dp(INSIDE)).build())
                    .build(),
            )
            .addContent(text(words.of(Word.WATCH_FREEZE_ALL), SMALL, WHITE))
            .build()
    }

    private fun open(): Clickable {
        val activity = ActionBuilders.AndroidActivity.Builder()
            .setPackageName(packageName)
            .setClassName(WatchActivity::class.java.name)
            .build()
        return Clickable.Builder()
            .setId("open")
            .setOnClick(ActionBuilders.LaunchAction.Builder().setAndroidActivity(activity).build())
            .build()
    }

    private fun semantics(about: String): Semantics =
        Semantics.Builder().setContentDescription(StringProp.Builder(about).build()).build()

    private companion object {
        const val FREEZE = "freeze"
        const val RESOURCES = "1"
        const val FRESH_MILLIS = 600_000L
        const val WHOLE = 1000f
        const val FULL = 360f
        const val STROKE = 8f
        const val CORNER = 20f
        const val INSIDE = 8f
        const val SMALL = 14f
        const val LARGE = 20f
        const val GREEN = 0xFF6FE3C1.toInt()
        const val RED = 0xFF8C1D18.toInt()
        const val TRACK = 0xFF2A2A30.toInt()
        const val WHITE = 0xFFFFFFFF.toInt()
        const val GREY = 0xFFB8B8C0.toInt()
    }
}
