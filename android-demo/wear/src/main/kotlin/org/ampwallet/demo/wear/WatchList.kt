package org.ampwallet.demo.wear

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.graphicsLayer
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Dp
import androidx.wear.compose.foundation.lazy.TransformingLazyColumnItemScope
import androidx.wear.compose.foundation.lazy.TransformingLazyColumnScope
import androidx.wear.compose.material3.Button
import androidx.wear.compose.material3.ButtonColors
import androidx.wear.compose.material3.ButtonDefaults
import androidx.wear.compose.material3.Card
import androidx.wear.compose.material3.MaterialTheme
import androidx.wear.compose.material3.SurfaceTransformation
import androidx.wear.compose.material3.Text
import androidx.wear.compose.material3.lazy.TransformationSpec
import androidx.wear.compose.material3.lazy.transformedHeight

/** How much a button stands out. */
internal enum class Act { MAIN, PLAIN, STOP }

/**
 * What a screen's list is made of. Towards the round edge each item shrinks and fades as [spec] says.
 *
 * @param inset what text keeps free at both sides beyond the list's own padding.
 */
internal class WatchList(
    private val column: TransformingLazyColumnScope,
    private val spec: TransformationSpec,
    private val inset: Dp,
) {
    /** A screen's or a part's name. */
    fun header(error: Boolean = false, text: @Composable () -> String) = line(
        style = { MaterialTheme.typography.titleMedium },
        color = { if (error) MaterialTheme.colorScheme.error else MaterialTheme.colorScheme.onBackground },
        modifier = Modifier.semantics { heading() },
        text = text,
    )

    /** Something to read. */
    fun paragraph(text: @Composable () -> String) =
        line({ MaterialTheme.typography.bodyMedium }, { MaterialTheme.colorScheme.onBackground }, text = text)

    /** Something to beware of. */
    fun warning(text: @Composable () -> String) =
        line({ MaterialTheme.typography.bodyMedium }, { MaterialTheme.colorScheme.error }, text = text)

    /** Something beside the point. */
    fun note(text: @Composable () -> String) =
        line({ MaterialTheme.typography.bodySmall }, { MaterialTheme.colorScheme.onSurfaceVariant }, text = text)

    /** Something to do. */
    fun action(
        act: Act = Act.PLAIN,
        enabled: Boolean = true,
        onClick: () -> Unit,
        below: (@Composable () -> String)? = null,
        text: @Composable () -> String,
    ) = column.item {
        Button(
            onClick = onClick,
            modifier = Modifier.fillMaxWidth().transformedHeight(this, spec),
            enabled = enabled,
            colors = colorsOf(act),
            transformation = SurfaceTransformation(spec),
            secondaryLabel = below?.let { { Centred(it()) } },
            label = { Centred(text()) },
        )
    }

    /** Several lines that belong together, one such card for each of [count]. */
    fun cards(count: Int, key: (Int) -> Any, content: @Composable ColumnScope.(Int) -> Unit) = column.items(count, key) { number ->
        Card(Modifier.fillMaxWidth().transformedHeight(this, spec), transformation = SurfaceTransformation(spec)) { content(number) }
    }

    /** Anything else. */
    fun item(content: @Composable TransformingLazyColumnItemScope.() -> Unit) = column.item(content = content)

    private fun line(
        style: @Composable () -> TextStyle,
        color: @Composable () -> Color,
        modifier: Modifier = Modifier,
        text: @Composable () -> String,
    ) = column.item {
        Text(
            text(),
            modifier.fillMaxWidth().padding(horizontal = inset).transformedHeight(this, spec).graphicsLayer {
                with(spec) { applyContainerTransformation(scrollProgress) }
            },
            color = color(),
            textAlign = TextAlign.Center,
            style = style(),
        )
    }

    @Composable
    private fun colorsOf(act: Act): ButtonColors = when (act) {
        Act.MAIN -> ButtonDefaults.buttonColors()
        Act.PLAIN -> ButtonDefaults.filledTonalButtonColors()
        Act.STOP -> ButtonDefaults.buttonColors(
            containerColor = MaterialTheme.colorScheme.errorContainer,
            contentColor = MaterialTheme.colorScheme.onErrorContainer,
            secondaryContentColor = MaterialTheme.colorScheme.onErrorContainer,
        )
    }
}

/** In the middle: there a round edge leaves the most room. */
@Composable
private fun Centred(text: String) = Text(text, Modifier.fillMaxWidth(), textAlign = TextAlign.Center)
