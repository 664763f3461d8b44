package org.ampwallet.demo.wear

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextAlign
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.wear.compose.material3.MaterialTheme
import androidx.wear.compose.material3.Text
import org.ampwallet.demo.presenters.Remedy
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.watch.PaymentItem
import org.ampwallet.demo.presenters.watch.WatchPayments
import org.ampwallet.demo.shared.said

@Composable
internal fun Payments(model: WatchModel) {
    val shown by model.payments.state.collectAsStateWithLifecycle()
    LaunchedEffect(Unit) { model.payments.load() }
    PaymentsScreen(shown, { model.payments.more() }) { model.remedy(it, model.payments) }
}

/** What was paid last. */
@Composable
internal fun PaymentsScreen(shown: Shown<WatchPayments>, onMore: () -> Unit, onRemedy: (Remedy) -> Unit) {
    val payments = shown.content
    if (!payments.loaded && shown.trouble == null) return WaitScreen()
    Screen(shown.trouble, onRemedy) {
        header { said(Word.WATCH_PAYMENTS) }
        if (payments.loaded && payments.payments.isEmpty()) paragraph { said(Word.WATCH_PAYMENTS_NONE) }
        cards(payments.payments.size, { payments.payments[it].paymentId }) { PaymentLines(payments.payments[it]) }
        if (payments.next != null) action(enabled = !shown.busy, onClick = onMore) { said(Word.APP_MORE) }
    }
}

@Composable
private fun PaymentLines(payment: PaymentItem) {
    val colors = MaterialTheme.colorScheme
    val styles = MaterialTheme.typography
    CardLine(said(payment.amount), styles.titleMedium, colors.onSurface)
    CardLine(said(payment.merchant), styles.bodyMedium, colors.onSurface)
    CardLine(said(payment.state), styles.labelMedium, colors.primary)
    CardLine(said(payment.at), styles.bodySmall, colors.onSurfaceVariant)
}

/** In the middle: there a round edge leaves the most room. */
@Composable
private fun CardLine(text: String, style: TextStyle, color: Color) =
    Text(text, Modifier.fillMaxWidth(), color = color, textAlign = TextAlign.Center, style = style)
