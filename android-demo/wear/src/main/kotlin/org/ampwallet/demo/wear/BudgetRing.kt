package org.ampwallet.demo.wear

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.text.BasicText
import androidx.compose.foundation.text.TextAutoSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import androidx.wear.compose.material3.CircularProgressIndicator
import androidx.wear.compose.material3.MaterialTheme
import androidx.wear.compose.material3.ProgressIndicatorDefaults
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.watch.Ring
import org.ampwallet.demo.shared.said

/** Of the screen's height. */
private const val SIZE = 0.56f
private const val WHOLE = 1000f
private val STROKE = 10.dp
private val LEAST = 6.dp

/** The budgets as rings within each other, one for each currency; what is left of the first is written in the middle. */
@Composable
internal fun BudgetRing(rings: List<Ring>, frozen: Boolean) {
    val side = (LocalConfiguration.current.screenHeightDp * SIZE).dp
    val colors = MaterialTheme.colorScheme
    val arc = ProgressIndicatorDefaults.colors(
        indicatorColor = if (frozen) colors.error else colors.primary,
        trackColor = colors.surfaceContainerHigh,
    )
    Box(Modifier.fillMaxWidth(), contentAlignment = Alignment.Center) {
        Box(Modifier.size(side), contentAlignment = Alignment.Center) {
            if (rings.isEmpty()) {
                CircularProgressIndicator({ 0f }, Modifier.fillMaxSize(), colors = arc, strokeWidth = STROKE)
            }
            rings.forEachIndexed { number, ring ->
                val about = said(ring.about)
                // The indicator keeps the first function that it was given: what it reads has to be a state.
                val used by rememberUpdatedState(ring.usedPermille)
                CircularProgressIndicator(
                    progress = { (WHOLE - used.toFloat()).coerceAtLeast(0f) / WHOLE },
                    modifier = Modifier.fillMaxSize().padding((STROKE + 2.dp) * number).semantics { contentDescription = about },
                    colors = arc,
                    strokeWidth = STROKE,
                )
            }
            Middle(rings, frozen, Modifier.padding((STROKE + 2.dp) * rings.size.coerceAtLeast(1)).padding(horizontal = 8.dp))
        }
    }
}

@Composable
private fun Middle(rings: List<Ring>, frozen: Boolean, modifier: Modifier) {
    val colors = MaterialTheme.colorScheme
    val state = when {
        frozen -> Word.WATCH_FROZEN
        rings.isEmpty() -> Word.WATCH_NO_MANDATE
        else -> Word.WATCH_LEFT
    }
    Column(modifier, Arrangement.Center, Alignment.CenterHorizontally) {
        Fitted(said(state), MaterialTheme.typography.labelMedium, if (frozen) colors.error else colors.onSurfaceVariant)
        rings.firstOrNull()?.let { Fitted(said(it.amount), MaterialTheme.typography.titleLarge, colors.onBackground) }
    }
}

/** One line that grows smaller until it fits, whatever the size of the person's font: half an amount would be another one. */
@Composable
private fun Fitted(text: String, style: TextStyle, color: Color) {
    val least = with(LocalDensity.current) { LEAST.toSp() }
    BasicText(
        text,
        style = style.copy(color = color, textAlign = TextAlign.Center),
        maxLines = 1,
        autoSize = TextAutoSize.StepBased(minFontSize = least, maxFontSize = style.fontSize),
    )
}
