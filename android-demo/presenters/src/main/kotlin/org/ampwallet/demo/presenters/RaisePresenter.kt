package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.approval
import org.ampwallet.core.ffi.AdjustmentApproval
import org.ampwallet.core.ffi.AdjustmentRequest
import org.ampwallet.core.ffi.AuthorizationSurface

/** Shows the raise of a budget as the core will record it, and makes it after a yes to exactly that. */
class RaisePresenter(
    private val app: AppWallet,
    scope: CoroutineScope,
    private val raise: Route.Raise,
) : Presenter<Approving>(Approving(), scope), Deciding {
    private var surface: AuthorizationSurface? = null

    override fun load(): Job = look {
        val read = app.get().mandates.adjustmentSurface(raise.adjustmentId, raise.mandateId, raise.budget)
        surface = read
        show { it.copy(asked = Asked.of(read)) }
    }

    override fun approve(prompt: String): Job = act {
        val shown = surface ?: return@act
        val given = shown.approval(raise.adjustmentId, prompt, app.device.verifiedBy, app.device.method)
        val approval = AdjustmentApproval(given.evidence, given.reason)
        app.get().mandates.adjust(AdjustmentRequest(raise.adjustmentId, raise.mandateId, raise.budget, approval))
        show { it.copy(decision = Decision.APPROVED) }
    }

    /** Nothing waits for this answer: the budget stays as it is. */
    override fun decline(): Job = act { show { it.copy(decision = Decision.DECLINED) } }
}
