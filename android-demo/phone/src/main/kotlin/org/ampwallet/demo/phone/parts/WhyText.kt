package org.ampwallet.demo.phone.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.presenters.Why
import org.ampwallet.demo.shared.said

/** Why the wallet said no: the sentence, and its particulars below. */
@Composable
fun WhyText(why: Why, colour: Color = MaterialTheme.colorScheme.onSurface) {
    Column(verticalArrangement = Arrangement.spacedBy(2.dp)) {
        Text(said(why.reason), color = colour, style = MaterialTheme.typography.bodyLarge)
        why.detail?.let { Text(said(it), color = colour, style = MaterialTheme.typography.bodyMedium) }
    }
}
