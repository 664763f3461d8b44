package org.ampwallet.demo.phone.parts

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp

/**
 * How long a part is beside its whole, from the side where reading begins. [about] says the same aloud. A bar of a chart is
 * measured by its neighbours, not by a whole: it has no [track].
 */
@Composable
fun UseBar(permille: UInt, about: String, colour: Color, modifier: Modifier = Modifier, height: Dp = 10.dp, track: Boolean = true) {
    val whole = MaterialTheme.colorScheme.surfaceVariant
    Canvas(modifier.fillMaxWidth().height(height).clearAndSetSemantics { contentDescription = about }) {
        val round = CornerRadius(size.height / 2)
        if (track) drawRoundRect(whole, cornerRadius = round)
        val length = size.width * partOf(permille)
        val start = if (layoutDirection == LayoutDirection.Rtl) size.width - length else 0f
        if (length > 0f) drawRoundRect(colour, Offset(start, 0f), Size(length, size.height), round)
    }
}
