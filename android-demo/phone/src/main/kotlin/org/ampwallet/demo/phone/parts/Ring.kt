package org.ampwallet.demo.phone.parts

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.size
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.shared.said

private const val TOP = -90f
private const val WHOLE = 360f
private const val PERMILLE = 1000f

/** How much of a whole is used, as a ring with the share in its middle. [about] says the same aloud. */
@Composable
fun Ring(usedPermille: UInt, about: String, modifier: Modifier = Modifier, size: Dp = 84.dp, stroke: Dp = 9.dp) {
    val track = MaterialTheme.colorScheme.surfaceVariant
    val used = usedColour(usedPermille)
    Box(modifier.size(size).clearAndSetSemantics { contentDescription = about }, Alignment.Center) {
        Canvas(Modifier.size(size)) {
            val width = stroke.toPx()
            val inner = Size(this.size.width - width, this.size.height - width)
            val line = Stroke(width, cap = StrokeCap.Round)
            drawArc(track, 0f, WHOLE, false, Offset(width / 2, width / 2), inner, style = line)
            val swept = WHOLE * partOf(usedPermille)
            if (swept > 0f) drawArc(used, TOP, swept, false, Offset(width / 2, width / 2), inner, style = line)
        }
        FixedSizeText(said(Arg.Permille(usedPermille)), MaterialTheme.colorScheme.onSurface)
    }
}

/** The colour of what is used: calm, then attentive, then stopped. A matter of looks: what fits is the core's to say. */
@Composable
fun usedColour(usedPermille: UInt): Color = when {
    usedPermille >= FULL -> MaterialTheme.colorScheme.error
    usedPermille >= NEARLY -> MaterialTheme.colorScheme.tertiary
    else -> MaterialTheme.colorScheme.primary
}

/** The part of a length that is drawn for thousandths; never more than all of it. */
fun partOf(permille: UInt): Float = permille.coerceAtMost(FULL).toFloat() / PERMILLE

private const val FULL = 1000u
private const val NEARLY = 850u
