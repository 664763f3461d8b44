package org.ampwallet.demo.phone.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.presenters.AskedField
import org.ampwallet.demo.shared.said

/** A label, and below it what it labels; read aloud as one. */
@Composable
fun LabelledValue(label: String, values: List<String>, style: TextStyle = MaterialTheme.typography.bodyLarge) {
    Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}, Arrangement.spacedBy(2.dp)) {
        Text(label, color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.labelLarge)
        for (value in values) Text(value, style = style)
    }
}

/** A field of what is asked. */
@Composable
fun Field(field: AskedField, style: TextStyle = MaterialTheme.typography.bodyLarge) {
    LabelledValue(said(field.label), field.values.map { said(it) }, style)
}

/** Two things side by side, the second at the far end; below each other where that is too narrow. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun SideBySide(modifier: Modifier = Modifier, first: @Composable () -> Unit, second: @Composable () -> Unit) {
    FlowRow(modifier.fillMaxWidth(), Arrangement.SpaceBetween, Arrangement.spacedBy(2.dp)) {
        first()
        second()
    }
}
