package org.ampwallet.demo.phone.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.statusBarsPadding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.ArrowBack
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Scaffold
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/**
 * A screen's frame: the way back, the sandbox's badge, its title, and a line that moves while something is under way. The
 * title wraps: it is never cut, whatever the language and the size of the font.
 */
@Composable
fun Frame(
    title: String,
    busy: Boolean,
    onBack: (() -> Unit)? = null,
    bottom: @Composable () -> Unit = {},
    content: @Composable (PaddingValues) -> Unit,
) {
    Scaffold(
        topBar = {
            Column(Modifier.fillMaxWidth().statusBarsPadding()) {
                if (onBack == null) Root(title) else Inner(title, onBack)
                if (busy) Working() else Spacer(Modifier.heightIn(min = WORKING))
            }
        },
        bottomBar = bottom,
        containerColor = MaterialTheme.colorScheme.background,
        content = content,
    )
}

private val WORKING = 4.dp

@Composable
private fun Root(title: String) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = 64.dp).padding(horizontal = 20.dp, vertical = 8.dp),
        Arrangement.spacedBy(12.dp),
        Alignment.CenterVertically,
    ) {
        Title(title, Modifier.weight(1f))
        SandboxBadge()
    }
}

@Composable
private fun Inner(title: String, onBack: () -> Unit) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = 56.dp).padding(start = 8.dp, end = 20.dp),
        Arrangement.SpaceBetween,
        Alignment.CenterVertically,
    ) {
        IconButton(onBack) { Icon(Icons.AutoMirrored.Filled.ArrowBack, said(Word.APP_BACK)) }
        SandboxBadge()
    }
    Title(title, Modifier.padding(horizontal = 20.dp))
}

@Composable
private fun Title(text: String, modifier: Modifier) {
    Text(text, modifier.semantics { heading() }, style = MaterialTheme.typography.headlineMedium)
}

@Composable
private fun Working() {
    val about = said(Word.APP_WORKING)
    LinearProgressIndicator(Modifier.fillMaxWidth().semantics { contentDescription = about })
}
