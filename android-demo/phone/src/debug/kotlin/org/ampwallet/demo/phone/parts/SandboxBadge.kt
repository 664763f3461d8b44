package org.ampwallet.demo.phone.parts

import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.phone.LocalTones
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/** Says on every screen that nothing here is real money. */
@Composable
fun SandboxBadge(modifier: Modifier = Modifier) {
    val tones = LocalTones.current
    val about = said(Word.APP_SANDBOX_ABOUT)
    Surface(
        modifier.clearAndSetSemantics { contentDescription = about },
        MaterialTheme.shapes.small,
        tones.sandbox,
        tones.onSandbox,
    ) {
        Text(said(Word.APP_SANDBOX), Modifier.padding(horizontal = 10.dp, vertical = 4.dp), style = MaterialTheme.typography.labelMedium)
    }
}
