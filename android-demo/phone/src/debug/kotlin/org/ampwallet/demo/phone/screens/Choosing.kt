package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import org.ampwallet.demo.phone.parts.LabelledValue
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Welcome
import org.ampwallet.demo.presenters.WelcomePresenter
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.beginAtAddress
import org.ampwallet.demo.presenters.beginInApp
import org.ampwallet.demo.shared.said

/** The person chooses which sandbox she pays in. */
@Composable
internal fun Choosing(content: Welcome, presenter: WelcomePresenter) {
    Quiet(said(Word.WELCOME_KEYS_HARDWARE))
    Panel {
        Text(said(Word.WELCOME_SANDBOX_IN_APP), style = MaterialTheme.typography.titleMedium)
        Quiet(said(Word.WELCOME_SANDBOX_IN_APP_ABOUT))
        Button({ presenter.beginInApp() }, Modifier.fillMaxWidth()) { Text(said(Word.WELCOME_MAKE)) }
    }
    Panel {
        Text(said(Word.WELCOME_SANDBOX_ADDRESS), style = MaterialTheme.typography.titleMedium)
        Quiet(said(Word.WELCOME_SANDBOX_ADDRESS_ABOUT))
        OutlinedTextField(
            content.address,
            presenter::change,
            Modifier.fillMaxWidth(),
            label = { Text(said(Word.WELCOME_ADDRESS_LABEL)) },
            isError = content.isAddressBad,
            supportingText = { if (content.isAddressBad) Text(said(Word.TROUBLE_INPUT_ADDRESS)) },
            singleLine = true,
            keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.Uri),
        )
        OutlinedButton({ presenter.beginAtAddress() }, Modifier.fillMaxWidth(), content.address.isNotBlank() && !content.isAddressBad) { Text(said(Word.WELCOME_MAKE)) }
    }
}

/** Where the sandbox is. */
@Composable
internal fun PlacePanel(place: Line) = Panel { LabelledValue(said(Word.SETTINGS_SANDBOX), listOf(said(place), said(Word.APP_SANDBOX_ABOUT))) }
