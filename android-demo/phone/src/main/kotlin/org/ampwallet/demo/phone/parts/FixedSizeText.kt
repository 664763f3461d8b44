package org.ampwallet.demo.phone.parts

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.unit.Density

private const val LARGEST = 1.2f

/** A short text in a place of a fixed size: it grows with the person's font, but not out of its place. */
@Composable
fun FixedSizeText(text: String, colour: Color = Color.Unspecified, style: TextStyle = MaterialTheme.typography.titleMedium) {
    val density = LocalDensity.current
    CompositionLocalProvider(LocalDensity provides Density(density.density, density.fontScale.coerceAtMost(LARGEST))) {
        Text(text, color = colour, style = style, maxLines = 1)
    }
}
