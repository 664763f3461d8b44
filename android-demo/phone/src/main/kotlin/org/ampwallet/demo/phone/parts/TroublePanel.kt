package org.ampwallet.demo.phone.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.Button
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Trouble
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

/** What happened, that the money is safe, and the one thing to do. It is read aloud as soon as it appears. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun TroublePanel(trouble: Trouble, onRemedy: (Remedy) -> Unit, onDismiss: (() -> Unit)?, modifier: Modifier = Modifier) {
    Panel(modifier.semantics { liveRegion = LiveRegionMode.Polite }, MaterialTheme.colorScheme.errorContainer) {
        val on = MaterialTheme.colorScheme.onErrorContainer
        Icon(Icons.Filled.Warning, null, tint = MaterialTheme.colorScheme.error)
        Text(said(trouble.what), Modifier.semantics { heading() }, on, style = MaterialTheme.typography.titleMedium)
        for (why in trouble.whys) WhyText(why, on)
        Text(said(trouble.safe), color = on, style = MaterialTheme.typography.bodyLarge)
        Text(said(trouble.todo), color = on, style = MaterialTheme.typography.bodyMedium)
        trouble.code?.let {
            Text(said(Word.APP_CODE.with(Arg.Name(it))), color = on, style = MaterialTheme.typography.labelMedium)
        }
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
            if (trouble.remedy != Remedy.CLOSE) {
                Button({ onRemedy(trouble.remedy) }) { Text(said(trouble.remedy.button)) }
            }
            if (onDismiss != null) TextButton(onDismiss) { Text(said(Word.APP_CLOSE), color = on) }
        }
    }
}
