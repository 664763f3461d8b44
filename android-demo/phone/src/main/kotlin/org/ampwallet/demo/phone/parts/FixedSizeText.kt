package org.ampwallet.demo.phone.parts

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.Density

private const val LARGEST = 1.3f

/** A short text inside a drawing of a fixed size: it grows with the person's font, but not out of the drawing. */
@Composable
fun FixedSizeText(text: String, colour: Color) {
    val density = LocalDensity.current
    CompositionLocalProvider(LocalDensity provides Density(density.density, density.fontScale.coerceAtMost(LARGEST))) {
        Text(text, color = colour, style = MaterialTheme.typography.titleMedium, maxLines = 1)
    }
}
