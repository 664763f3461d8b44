package org.ampwallet.demo.phone

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

/** Colours beside Material's: what was paid, what is held, what the wallet refused. */
@Immutable
data class Tones(val paid: Color, val held: Color, val refused: Color, val sandbox: Color, val onSandbox: Color)

val LocalTones = staticCompositionLocalOf<Tones> { error("no tones are provided") }

private val Light = lightColorScheme(
    primary = Color(0xFF0E5A55),
    onPrimary = Color.White,
    primaryContainer = Color(0xFFCDE9E4),
    onPrimaryContainer = Color(0xFF05302D),
    secondary = Color(0xFF4A635F),
    onSecondary = Color.White,
    secondaryContainer = Color(0xFFDDE9E6),
    onSecondaryContainer = Color(0xFF1B2F2C),
    tertiary = Color(0xFF7A5900),
    onTertiary = Color.White,
    tertiaryContainer = Color(0xFFFFE9BF),
    onTertiaryContainer = Color(0xFF3B2A00),
    error = Color(0xFFA8322A),
    onError = Color.White,
    errorContainer = Color(0xFFFBE0DC),
    onErrorContainer = Color(0xFF5A120D),
    background = Color(0xFFF7F9F8),
    onBackground = Color(0xFF171D1C),
    surface = Color(0xFFF7F9F8),
    onSurface = Color(0xFF171D1C),
    surfaceVariant = Color(0xFFE3EAE8),
    onSurfaceVariant = Color(0xFF46524F),
    surfaceContainerLowest = Color.White,
    surfaceContainerLow = Color(0xFFFFFFFF),
    surfaceContainer = Color(0xFFEFF3F2),
    surfaceContainerHigh = Color(0xFFE9EFED),
    surfaceContainerHighest = Color(0xFFE3EAE8),
    outline = Color(0xFF6F7B78),
    outlineVariant = Color(0xFFCBD5D2),
)

private val Dark = darkColorScheme(
    primary = Color(0xFF86D6CB),
    onPrimary = Color(0xFF003733),
    primaryContainer = Color(0xFF174C47),
    onPrimaryContainer = Color(0xFFCDE9E4),
    secondary = Color(0xFFB3CCC7),
    onSecondary = Color(0xFF1E3532),
    secondaryContainer = Color(0xFF2B3F3C),
    onSecondaryContainer = Color(0xFFD5E6E2),
    tertiary = Color(0xFFF2C14E),
    onTertiary = Color(0xFF3F2E00),
    tertiaryContainer = Color(0xFF4C3A0C),
    onTertiaryContainer = Color(0xFFFFE9BF),
    error = Color(0xFFFFB4A9),
    onError = Color(0xFF5F150E),
    errorContainer = Color(0xFF5C1F19),
    onErrorContainer = Color(0xFFFFDAD4),
    background = Color(0xFF0E1413),
    onBackground = Color(0xFFE0E6E4),
    surface = Color(0xFF0E1413),
    onSurface = Color(0xFFE0E6E4),
    surfaceVariant = Color(0xFF33403D),
    onSurfaceVariant = Color(0xFFB8C6C2),
    surfaceContainerLowest = Color(0xFF090E0D),
    surfaceContainerLow = Color(0xFF18201F),
    surfaceContainer = Color(0xFF1A2321),
    surfaceContainerHigh = Color(0xFF222C2A),
    surfaceContainerHighest = Color(0xFF2C3735),
    outline = Color(0xFF84918E),
    outlineVariant = Color(0xFF3C4946),
)

private val LightTones = Tones(
    paid = Color(0xFF0E5A55), held = Color(0xFF7A5900), refused = Color(0xFFA8322A),
    sandbox = Color(0xFFFFE9BF), onSandbox = Color(0xFF3B2A00),
)
private val DarkTones = Tones(
    paid = Color(0xFF86D6CB), held = Color(0xFFF2C14E), refused = Color(0xFFFFB4A9),
    sandbox = Color(0xFF4C3A0C), onSandbox = Color(0xFFFFE9BF),
)

/** Digits of one width, so that amounts in a column stand below each other. */
private const val TABULAR = "tnum"

private val Words = Typography().run {
    copy(
        displayMedium = displayMedium.copy(fontWeight = FontWeight.SemiBold, fontFeatureSettings = TABULAR, fontSize = 40.sp, lineHeight = 48.sp),
        displaySmall = displaySmall.copy(fontWeight = FontWeight.SemiBold, fontFeatureSettings = TABULAR, fontSize = 32.sp, lineHeight = 40.sp),
        headlineMedium = headlineMedium.copy(fontWeight = FontWeight.SemiBold, fontSize = 26.sp, lineHeight = 34.sp),
        headlineSmall = headlineSmall.copy(fontWeight = FontWeight.SemiBold, fontFeatureSettings = TABULAR, fontSize = 22.sp, lineHeight = 28.sp),
        titleMedium = titleMedium.copy(fontWeight = FontWeight.SemiBold, fontFeatureSettings = TABULAR),
        titleSmall = titleSmall.copy(fontFeatureSettings = TABULAR),
        bodyMedium = bodyMedium.copy(fontFeatureSettings = TABULAR),
    )
}

private val Corners = Shapes(
    small = RoundedCornerShape(10.dp), medium = RoundedCornerShape(16.dp), large = RoundedCornerShape(24.dp),
)

/** The app's look, by day and by night. */
@Composable
fun DemoTheme(dark: Boolean = isSystemInDarkTheme(), content: @Composable () -> Unit) {
    val colours: ColorScheme = if (dark) Dark else Light
    CompositionLocalProvider(LocalTones provides if (dark) DarkTones else LightTones) {
        MaterialTheme(colorScheme = colours, typography = Words, shapes = Corners, content = content)
    }
}
