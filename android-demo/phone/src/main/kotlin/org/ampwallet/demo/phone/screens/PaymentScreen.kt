package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.ampwallet.core.ffi.Appeal
import org.ampwallet.core.ffi.Evidence
import org.ampwallet.core.ffi.Payment
import org.ampwallet.core.ffi.PaymentState
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.LocalTones
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Heading
import org.ampwallet.demo.phone.parts.LabelledValue
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Question
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.SideBySide
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Checked
import org.ampwallet.demo.presenters.PaymentPresenter
import org.ampwallet.demo.presenters.PaymentView
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.SignedLayer
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.categoryLine
import org.ampwallet.demo.presenters.line
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

/** One payment: how much to whom, who signed what, the books, and the appeal. */
@Composable
fun PaymentScreen(shown: Shown<PaymentView>, presenter: PaymentPresenter, around: Around) {
    val view = shown.content
    val reason = said(Word.PAYMENT_APPEAL_REASON)
    Frame(said(Word.PAYMENT_TITLE), shown.busy, around.back) { inner ->
        Page(Modifier.padding(inner), shown.trouble) {
            shown.trouble?.let { TroublePanel(it, around::remedy, around::dismiss) }
            val payment = view.payment ?: return@Page
            Summary(payment)
            Chain(view, shown.busy) { presenter.load() }
            view.evidence?.let { Books(it) }
            Disputed(payment, view.appeal, shown.busy) { presenter.ask(true) }
        }
    }
    if (view.asking) {
        Question(
            said(Word.PAYMENT_APPEAL_ASK), said(Word.PAYMENT_APPEAL_ABOUT), said(Word.PAYMENT_APPEAL), said(Word.APP_CANCEL),
            { presenter.appeal(reason) }, { presenter.ask(false) },
        )
    }
}

@Composable
private fun Summary(payment: Payment) {
    Panel {
        Text(said(Word.ofPaymentState(payment.state)), color = toneOf(payment.state), style = MaterialTheme.typography.labelLarge)
        Text(said(Arg.Money(payment.captured ?: payment.held)), style = MaterialTheme.typography.displaySmall)
        val merchant = payment.checkout.merchant
        LabelledValue(said(Word.PAYMENT_TO), listOf(said(Arg.Quote(merchant.merchantName)), said(categoryLine(merchant.merchantMcc))))
        LabelledValue(said(Word.PAYMENT_BY), listOf(payment.agentId))
        LabelledValue(said(Word.PAYMENT_WHEN), listOf(said(Arg.Time(payment.createdAt))))
        payment.deviceId?.let { Quiet(said(Word.PAYMENT_ON_DEVICE.with(Arg.Name(it)))) }
        for (goods in payment.checkout.goods) {
            val line = Word.APPROVE_GOODS.with(Arg.Quote(goods.goodsName), Arg.Name(goods.goodsQuantity), Arg.Money(goods.goodsUnitAmount))
            LabelledValue(said(Word.PAYMENT_ORDER), listOf(said(line)))
        }
        payment.releasedBecause?.let { Quiet(said(Word.PAYMENT_RELEASED_BECAUSE.with(Arg.Words(Word.ofReleased(it).line)))) }
    }
}

@Composable
private fun toneOf(state: PaymentState): Color = when (state) {
    PaymentState.CAPTURED -> LocalTones.current.paid
    PaymentState.HELD -> LocalTones.current.held
    PaymentState.RELEASED -> MaterialTheme.colorScheme.onSurfaceVariant
}

/** Who signed what, layer by layer, and that this device has checked it. */
@Composable
private fun Chain(view: PaymentView, busy: Boolean, check: () -> Unit) {
    Heading(said(Word.PAYMENT_CHAIN))
    Panel {
        when (val checked = view.checked) {
            is Checked.NotYet -> Quiet(said(Word.PAYMENT_VERIFYING))
            is Checked.Right -> Verdict(Icons.Filled.CheckCircle, said(Word.PAYMENT_VERIFIED), LocalTones.current.paid)
            is Checked.Wrong -> {
                Verdict(Icons.Filled.Warning, said(Word.PAYMENT_NOT_VERIFIED), LocalTones.current.refused)
                Quiet(said(Word.APP_CODE.with(Arg.Name(checked.code))))
            }
            is Checked.Unvouched -> Quiet(said(Word.PAYMENT_UNVOUCHED))
        }
        for (layer in view.layers) Layer(layer)
        if (view.layers.isNotEmpty() && !view.orderedByAgent) Quiet(said(Word.PAYMENT_CHAIN_NONE_L3))
        TextButton(check, enabled = !busy, contentPadding = PaddingValues(0.dp)) { Text(said(Word.PAYMENT_VERIFY)) }
    }
}

@Composable
private fun Verdict(icon: ImageVector, text: String, colour: Color) {
    Row(horizontalArrangement = Arrangement.spacedBy(10.dp), verticalAlignment = Alignment.CenterVertically) {
        Icon(icon, null, tint = colour)
        Text(text, color = colour, style = MaterialTheme.typography.bodyLarge)
    }
}

@Composable
private fun Layer(layer: SignedLayer) {
    Row(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}, Arrangement.spacedBy(14.dp)) {
        Text(said(Arg.Number(layer.number.toLong())), color = MaterialTheme.colorScheme.primary, style = MaterialTheme.typography.titleMedium)
        Column {
            Text(said(layer.says), style = MaterialTheme.typography.bodyLarge)
            Quiet(said(layer.by))
            Quiet(said(Word.PAYMENT_CHAIN_SIGNED_AT.with(Arg.Time(layer.at))))
        }
    }
}

/** What was booked for this payment. */
@Composable
private fun Books(evidence: Evidence) {
    Heading(said(Word.PAYMENT_BOOKS))
    Panel {
        for (entry in evidence.entries) {
            SideBySide(
                first = { Text(said(Word.ofMovement(entry.posting.movement)), style = MaterialTheme.typography.bodyLarge) },
                second = { Text(said(Arg.Money(entry.posting.amount)), style = MaterialTheme.typography.bodyLarge) },
            )
        }
    }
}

@Composable
private fun Disputed(payment: Payment, appeal: Appeal?, busy: Boolean, ask: () -> Unit) {
    if (appeal != null) {
        Panel(colour = MaterialTheme.colorScheme.tertiaryContainer) {
            val outcome = appeal.outcome
            Text(
                if (outcome == null) said(Word.PAYMENT_APPEAL_OPEN.with(Arg.Time(appeal.openedAt))) else said(Word.PAYMENT_APPEAL_CLOSED.with(Arg.Name(outcome))),
                style = MaterialTheme.typography.titleMedium,
            )
            LabelledValue(said(Word.PAYMENT_APPEAL_REASON_LABEL), listOf(appeal.reason))
        }
    } else if (payment.state == PaymentState.CAPTURED) {
        OutlinedButton(ask, Modifier.fillMaxWidth(), !busy) { Text(said(Word.PAYMENT_APPEAL)) }
    }
}
