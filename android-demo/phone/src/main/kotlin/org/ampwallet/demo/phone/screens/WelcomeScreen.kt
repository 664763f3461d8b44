package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Button
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.demo.phone.R
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.SandboxBadge
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Welcome
import org.ampwallet.demo.presenters.WelcomePresenter
import org.ampwallet.demo.presenters.WelcomeStep
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.shared.said

/** The first run: what this is, where the network is, and that the keys stay on the device. */
@Composable
fun WelcomeScreen(shown: Shown<Welcome>, presenter: WelcomePresenter, remedy: (Remedy) -> Unit) {
    Page(Modifier.safeDrawingPadding()) {
        Mark()
        SandboxBadge()
        Text(
            said(if (shown.content.step == WelcomeStep.READY) Word.WELCOME_READY else Word.WELCOME_TITLE),
            Modifier.semantics { heading() },
            style = MaterialTheme.typography.headlineMedium,
        )
        Text(said(Word.WELCOME_BODY), style = MaterialTheme.typography.bodyLarge)
        shown.trouble?.let { TroublePanel(it, remedy, presenter::dismissTrouble) }
        when {
            shown.busy -> Making()
            shown.content.step == WelcomeStep.READY -> Ready(presenter)
            else -> Choosing(shown.content, presenter)
        }
    }
}

@Composable
private fun Mark() {
    Box(Modifier.padding(top = 12.dp).size(72.dp).clip(MaterialTheme.shapes.large).background(MaterialTheme.colorScheme.primaryContainer)) {
        Image(painterResource(R.drawable.ic_brand), null, Modifier.size(72.dp))
    }
}

@Composable
private fun Making() {
    Panel {
        Text(said(Word.WELCOME_MAKING), style = MaterialTheme.typography.bodyLarge)
        LinearProgressIndicator(Modifier.fillMaxWidth())
    }
}

@Composable
private fun Ready(presenter: WelcomePresenter) {
    Panel { Text(said(Word.WELCOME_KEYS_HARDWARE), style = MaterialTheme.typography.bodyLarge) }
    Button(presenter::finish, Modifier.fillMaxWidth()) { Text(said(Word.APP_NEXT)) }
}
