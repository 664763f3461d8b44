package org.ampwallet.demo.presenters.watch

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.ffi.Payment
import org.ampwallet.core.ffi.PaymentPage
import org.ampwallet.demo.presenters.AppWallet
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Line
import org.ampwallet.demo.presenters.Presenter
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.line

/** One payment as a wrist shows it. */
data class PaymentItem(val paymentId: String, val merchant: Arg, val amount: Arg, val at: Arg, val state: Line) {
    companion object {
        fun of(payment: Payment): PaymentItem = PaymentItem(
            paymentId = payment.paymentId,
            merchant = Arg.Quote(payment.checkout.merchant.merchantName),
            amount = Arg.Money(payment.captured ?: payment.held),
            at = Arg.Time(payment.createdAt),
            state = Word.ofPaymentState(payment.state).line,
        )
    }
}

/**
 * The last payments, as far as they were read.
 *
 * @property next where the next page begins; none at the end.
 */
data class WatchPayments(val loaded: Boolean = false, val payments: List<PaymentItem> = emptyList(), val next: String? = null)

/** What was paid last, newest first, a page at a time. */
class WatchPaymentsPresenter(private val app: AppWallet, scope: CoroutineScope) :
    Presenter<WatchPayments>(WatchPayments(), scope) {
    /** Reads the newest page. */
    fun load(): Job = act {
        val page = app.get().payments.page(null, PAGE)
        show { WatchPayments(true, page.items, page.next) }
    }

    /** Reads the next older page. */
    fun more(): Job = act {
        val page = app.get().payments.page(content.next ?: return@act, PAGE)
        show { it.copy(payments = it.payments + page.items, next = page.next) }
    }

    private val PaymentPage.items: List<PaymentItem> get() = payments.map(PaymentItem::of)

    private companion object {
        /** As many as a wrist scrolls through. */
        const val PAGE = 8u
    }
}
