package org.ampwallet.demo.wear

import androidx.compose.ui.graphics.Color
import androidx.wear.compose.material3.ColorScheme

/** A watch is dark by nature: black, with the green of what may still be spent. */
internal val WatchColors = ColorScheme(
    primary = Color(0xFF6FE3C1),
    primaryDim = Color(0xFF52C4A4),
    primaryContainer = Color(0xFF0F4D3D),
    onPrimary = Color(0xFF00382B),
    onPrimaryContainer = Color(0xFFC8FBE8),
)
