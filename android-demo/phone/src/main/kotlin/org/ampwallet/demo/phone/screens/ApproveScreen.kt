package org.ampwallet.demo.phone.screens

import androidx.compose.animation.AnimatedVisibility
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material3.Button
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.parts.Field
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Heading
import org.ampwallet.demo.phone.parts.LabelledValue
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.presenters.Approving
import org.ampwallet.demo.presenters.Asked
import org.ampwallet.demo.presenters.Deciding
import org.ampwallet.demo.presenters.Decision
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Warning
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/** What an agent asks for, field by field as it will be signed, and the person's yes or no. */
@Composable
fun ApproveScreen(shown: Shown<Approving>, presenter: Deciding, around: Around) {
    val asked = shown.content.asked
    val prompt = said(Word.APPROVE_SIGN_REASON)
    Frame(
        asked?.let { said(it.title) } ?: said(Word.APP_LOADING),
        shown.busy,
        around.back,
        bottom = {
            if (asked != null && shown.content.decision == null) {
                YesNo(said(Word.APPROVE_YES), said(Word.APPROVE_NO), !shown.busy, { presenter.approve(prompt) }, { presenter.decline() })
            }
        },
    ) { inner ->
        Page(Modifier.padding(inner), shown.trouble ?: shown.content.decision) {
            shown.trouble?.let { TroublePanel(it, around::remedy, around::dismiss) }
            shown.content.decision?.let { Decided(it, around::leave) }
            if (asked != null && shown.content.decision == null) AskedFields(asked)
        }
    }
}

/** Everything that is signed: the amount large, then what is decided on, then the rest. */
@Composable
fun AskedFields(asked: Asked) {
    asked.big?.let { LabelledValue(said(it.label), it.values.map { value -> said(value) }, MaterialTheme.typography.displayMedium) }
    if (asked.warnings.isNotEmpty()) Warnings(asked.warnings)
    Panel { for (field in asked.stressed) Field(field, MaterialTheme.typography.titleMedium) }
    if (asked.never.isNotEmpty()) {
        Panel {
            Heading(said(Word.APPROVE_NEVER))
            for (line in asked.never) Text("• " + said(line), style = MaterialTheme.typography.bodyLarge)
        }
    }
    Panel {
        for (field in asked.normal) Field(field)
        Details(asked)
    }
    Quiet(said(Word.APPROVE_SIGNS_WHAT_YOU_SEE))
}

@Composable
private fun Details(asked: Asked) {
    var open by rememberSaveable { mutableStateOf(false) }
    TextButton({ open = !open }, contentPadding = PaddingValues(0.dp)) { Text(said(Word.APPROVE_MORE_FIELDS)) }
    AnimatedVisibility(open) {
        Column(verticalArrangement = Arrangement.spacedBy(10.dp)) { for (field in asked.details) Field(field, MaterialTheme.typography.bodyMedium) }
    }
}

@Composable
private fun Warnings(warnings: List<Warning>) {
    Panel(colour = MaterialTheme.colorScheme.tertiaryContainer) {
        val on = MaterialTheme.colorScheme.onTertiaryContainer
        Text(said(Word.APPROVE_WARNINGS), color = on, style = MaterialTheme.typography.titleMedium)
        for (warning in warnings) {
            Text(said(warning.sentence), color = on, style = MaterialTheme.typography.bodyLarge)
            warning.detail?.let { Text(said(it), color = on, style = MaterialTheme.typography.bodyMedium) }
        }
    }
}

/** What the person decided, and the way on. */
@Composable
fun Decided(decision: Decision, leave: () -> Unit) {
    Panel(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) {
        if (decision == Decision.APPROVED) Icon(Icons.Filled.CheckCircle, null, tint = MaterialTheme.colorScheme.primary)
        Text(
            said(if (decision == Decision.APPROVED) Word.APPROVE_DONE else Word.APPROVE_DECLINED),
            style = MaterialTheme.typography.titleMedium,
        )
        Button(leave, Modifier.fillMaxWidth()) { Text(said(Word.APP_DONE)) }
    }
}

/** Yes large, no below it. */
@Composable
fun YesNo(yes: String, no: String, enabled: Boolean, onYes: () -> Unit, onNo: () -> Unit) {
    Surface(color = MaterialTheme.colorScheme.surfaceContainer) {
        Column(Modifier.fillMaxWidth().padding(horizontal = 20.dp, vertical = 10.dp)) {
            Button(onYes, Modifier.fillMaxWidth(), enabled) { Text(yes, style = MaterialTheme.typography.titleMedium) }
            TextButton(onNo, Modifier.fillMaxWidth(), enabled) { Text(no) }
        }
    }
}
