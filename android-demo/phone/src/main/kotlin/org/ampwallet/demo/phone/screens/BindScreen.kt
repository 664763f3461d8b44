package org.ampwallet.demo.phone.screens

import android.content.ClipboardManager
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.demo
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Heading
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Asked
import org.ampwallet.demo.presenters.BindPresenter
import org.ampwallet.demo.presenters.BindStep
import org.ampwallet.demo.presenters.Binding
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

private const val STEPS = 3L

/** Binding an agent in three steps: open its link, review it, confirm. */
@Composable
fun BindScreen(shown: Shown<Binding>, presenter: BindPresenter, around: Around) {
    val binding = shown.content
    val prompt = said(Word.BIND_CONFIRM)
    Frame(
        said(Word.BIND_TITLE),
        shown.busy,
        around.back,
        bottom = {
            if (binding.step == BindStep.REVIEW) {
                YesNo(said(Word.BIND_CONFIRM), said(Word.APPROVE_NO), !shown.busy, { presenter.confirm(prompt) }, { presenter.decline() })
            }
        },
    ) { inner ->
        Page(Modifier.padding(inner), shown.trouble ?: binding.step) {
            Quiet(said(Word.BIND_STEP.with(Arg.Number(binding.step.ordinal + 1L), Arg.Number(STEPS))))
            shown.trouble?.let { TroublePanel(it, around::remedy, around::dismiss) }
            when (binding.step) {
                BindStep.LINK -> Link(binding, shown.busy, presenter, around)
                BindStep.REVIEW -> binding.asked?.let { Review(it) }
                BindStep.BOUND -> Bound(binding.asked, around)
            }
        }
    }
}

@Composable
private fun Link(binding: Binding, busy: Boolean, presenter: BindPresenter, around: Around) {
    Heading(said(Word.BIND_OPEN))
    Text(said(Word.BIND_OPEN_ABOUT), style = MaterialTheme.typography.bodyLarge)
    OutlinedTextField(
        binding.link,
        presenter::change,
        Modifier.fillMaxWidth(),
        label = { Text(said(Word.BIND_LINK_LABEL)) },
        isError = binding.linkIsNone,
        supportingText = { if (binding.linkIsNone) Text(said(Word.BIND_LINK_UNKNOWN)) },
    )
    val clipboard = LocalContext.current.getSystemService(ClipboardManager::class.java)
    OutlinedButton({ presenter.change(clipboard.text()) }, Modifier.fillMaxWidth(), !busy) { Text(said(Word.BIND_PASTE)) }
    Button({ presenter.open() }, Modifier.fillMaxWidth(), enabled = !busy && binding.link.isNotBlank()) { Text(said(Word.APP_NEXT)) }
    demo?.let { OutlinedButton({ around.go(it) }, Modifier.fillMaxWidth()) { Text(said(Word.BIND_DEMO)) } }
}

/** What was copied last, if it is text. */
private fun ClipboardManager.text(): String = primaryClip?.takeIf { it.itemCount > 0 }?.getItemAt(0)?.text?.toString().orEmpty()

@Composable
private fun Review(asked: Asked) {
    Heading(said(Word.BIND_REVIEW))
    Text(said(Word.BIND_REVIEW_ABOUT), style = MaterialTheme.typography.bodyLarge)
    AskedFields(asked)
    Quiet(said(Word.BIND_CONFIRM_ABOUT))
}

@Composable
private fun Bound(asked: Asked?, around: Around) {
    val name = asked?.fields?.firstOrNull { it.key == "agent" }?.values?.firstOrNull() ?: return
    Heading(said(Word.BIND_DONE.with(name)))
    Panel { Text(said(Word.BIND_DONE_ABOUT), style = MaterialTheme.typography.bodyLarge) }
    Button(around::leave, Modifier.fillMaxWidth()) { Text(said(Word.APP_DONE)) }
}
