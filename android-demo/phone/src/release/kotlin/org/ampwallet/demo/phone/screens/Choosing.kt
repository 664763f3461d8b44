package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.Button
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Welcome
import org.ampwallet.demo.presenters.WelcomePresenter
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/** There is one network: nothing is to be chosen. */
@Suppress("UNUSED_PARAMETER") // In a debug build an address is typed.
@Composable
internal fun Choosing(content: Welcome, presenter: WelcomePresenter) {
    Quiet(said(Word.WELCOME_KEYS_HARDWARE))
    Button({ presenter.begin() }, Modifier.fillMaxWidth()) { Text(said(Word.WELCOME_MAKE)) }
}

/** Where the network is. */
@Composable
internal fun PlacePanel(place: Line) = Panel { Quiet(said(place)) }
