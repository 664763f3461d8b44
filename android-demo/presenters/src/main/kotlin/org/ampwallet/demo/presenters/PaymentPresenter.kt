package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.code
import org.ampwallet.core.ffi.Appeal
import org.ampwallet.core.ffi.Evidence
import org.ampwallet.core.ffi.Payment
import org.ampwallet.core.ffi.VerifiedChain
import org.ampwallet.core.ffi.WalletException
import kotlin.time.Instant

/** One layer of what was signed: what it says, whose key signed it, when. */
data class SignedLayer(val number: Int, val says: Line, val by: Line, val at: Instant)

/** What became of checking the signatures on this device. */
sealed interface Checked {
    /** Not checked yet. */
    data object NotYet : Checked

    /** Every signature is right. */
    data object Right : Checked

    /** One is not: the core's [code] says which. */
    data class Wrong(val code: String) : Checked

    /** There is no chain: nobody vouched for this payment. */
    data object Unvouched : Checked
}

/**
 * One payment.
 *
 * @property layers who signed what, as the check read it; empty before.
 * @property asking whether the person is being asked if she wants to appeal.
 */
data class PaymentView(
    val payment: Payment? = null,
    val evidence: Evidence? = null,
    val checked: Checked = Checked.NotYet,
    val layers: List<SignedLayer> = emptyList(),
    val orderedByAgent: Boolean = true,
    val appeal: Appeal? = null,
    val asking: Boolean = false,
)

/** One payment with its chain, verified on this device, and the appeal against it. */
class PaymentPresenter(private val app: AppWallet, scope: CoroutineScope, private val paymentId: String) :
    Presenter<PaymentView>(PaymentView(), scope) {
    /** Reads the payment and checks its signatures. */
    fun load(): Job = look {
        val payments = app.get().payments
        val payment = payments.get(paymentId)
        val evidence = payments.evidence(paymentId)
        val appeal = payments.appeals().firstOrNull { it.paymentId == paymentId }
        show { it.copy(payment = payment, evidence = evidence, appeal = appeal) }
        check()
    }

    /** Opens or closes the question whether to appeal. */
    fun ask(asking: Boolean) = show { it.copy(asking = asking) }

    /** Disputes the payment; [reason] is in the person's words. The evidence is kept with it. */
    fun appeal(reason: String): Job = act {
        show { it.copy(asking = false) }
        val opened = app.get().payments.appeal(paymentId, reason)
        show { it.copy(appeal = opened) }
    }

    private suspend fun check() {
        try {
            val chain = app.get().payments.verify(paymentId)
            show { it.copy(checked = Checked.Right, layers = layersOf(chain), orderedByAgent = chain.l3 != null) }
        } catch (error: WalletException.Chain) {
            show { it.copy(checked = Checked.Wrong(error.code)) }
        } catch (_: WalletException.NotFound) {
            show { it.copy(checked = Checked.Unvouched) }
        }
    }

    private fun layersOf(chain: VerifiedChain): List<SignedLayer> = listOfNotNull(
        SignedLayer(1, Word.PAYMENT_CHAIN_L1.line, Word.PAYMENT_CHAIN_L1_BY.line, chain.l1.iat),
        SignedLayer(2, Word.PAYMENT_CHAIN_L2.line, Word.PAYMENT_CHAIN_L2_BY.line, chain.l2.iat),
        chain.l3?.let { SignedLayer(3, Word.PAYMENT_CHAIN_L3.line, Word.PAYMENT_CHAIN_L3_BY.line, it.iat) },
    )
}
