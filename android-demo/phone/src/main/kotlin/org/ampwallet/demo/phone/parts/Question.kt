package org.ampwallet.demo.phone.parts

import androidx.compose.material3.AlertDialog
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable

/** A question before something that cannot be undone. */
@Composable
fun Question(title: String, about: String, yes: String, no: String, onYes: () -> Unit, onNo: () -> Unit) {
    AlertDialog(
        onDismissRequest = onNo,
        confirmButton = {
            TextButton(onYes, colors = ButtonDefaults.textButtonColors(contentColor = MaterialTheme.colorScheme.error)) { Text(yes) }
        },
        dismissButton = { TextButton(onNo) { Text(no) } },
        title = { Text(title) },
        text = { Text(about) },
    )
}
