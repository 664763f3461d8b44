package org.ampwallet.demo.phone.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Card
import androidx.compose.material3.CardDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp

/** The widest that a column of text is read with ease. */
val READABLE = 640.dp

/**
 * A screen's content in one column that scrolls, whatever the size of the font. When [news] comes, which stands at the top,
 * the top is shown.
 */
@Composable
fun Page(modifier: Modifier = Modifier, news: Any? = null, content: @Composable ColumnScope.() -> Unit) {
    val scroll = rememberScrollState()
    LaunchedEffect(news) { if (news != null) scroll.animateScrollTo(0) }
    Column(modifier.fillMaxWidth().verticalScroll(scroll), horizontalAlignment = Alignment.CenterHorizontally) {
        Column(
            Modifier.widthIn(max = READABLE).fillMaxWidth().padding(horizontal = 20.dp, vertical = 12.dp),
            Arrangement.spacedBy(16.dp),
            content = content,
        )
    }
}

/** A heading within a screen, which TalkBack can jump to. */
@Composable
fun Heading(text: String, modifier: Modifier = Modifier) {
    Text(
        text,
        modifier.padding(top = 8.dp).semantics { heading() },
        MaterialTheme.colorScheme.onSurface,
        style = MaterialTheme.typography.titleMedium,
    )
}

/** What belongs together. */
@Composable
fun Panel(
    modifier: Modifier = Modifier,
    colour: Color = MaterialTheme.colorScheme.surfaceContainerLow,
    onClick: (() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val colours = CardDefaults.cardColors(containerColor = colour)
    val column: @Composable ColumnScope.() -> Unit = {
        Column(Modifier.fillMaxWidth().padding(18.dp), Arrangement.spacedBy(10.dp), content = content)
    }
    if (onClick == null) {
        Card(modifier.fillMaxWidth(), colors = colours, shape = MaterialTheme.shapes.large, content = column)
    } else {
        Card(onClick, modifier.fillMaxWidth(), colors = colours, shape = MaterialTheme.shapes.large, content = column)
    }
}

/** Quieter than what it stands beside. */
@Composable
fun Quiet(text: String, modifier: Modifier = Modifier) {
    Text(text, modifier, MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodyMedium)
}
