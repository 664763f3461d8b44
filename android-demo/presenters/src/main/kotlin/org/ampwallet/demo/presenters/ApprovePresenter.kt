package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.StateFlow
import org.ampwallet.core.approval
import org.ampwallet.core.ffi.AuthorizationSurface

/** How a request that was waiting ended. */
enum class Decision { APPROVED, DECLINED }

/**
 * A request that waits for the person.
 *
 * @property asked what is asked; none until it was read.
 * @property decision what the person decided; none while she has not.
 */
data class Approving(val asked: Asked? = null, val decision: Decision? = null)

/** What a screen needs on which a person says yes or no to what is shown. */
interface Deciding {
    val state: StateFlow<Shown<Approving>>

    /** Reads what is asked. */
    fun load(): Job

    /** The person says yes to what is shown. The key's own prompt follows, with [prompt] as its text. */
    fun approve(prompt: String): Job

    /** The person says no. */
    fun decline(): Job

    /** Does again what failed. */
    fun retry(): Job

    /** The person has read what went wrong. */
    fun dismissTrouble()
}

/** Shows what an agent asks for, and signs exactly that after a yes. Also the second and third step of a binding. */
class ApprovePresenter(
    private val app: AppWallet,
    scope: CoroutineScope,
    private val authSessionId: String,
) : Presenter<Approving>(Approving(), scope), Deciding {
    private var surface: AuthorizationSurface? = null

    override fun load(): Job = look {
        val read = app.get().mandates.surface(authSessionId)
        surface = read
        show { it.copy(asked = Asked.of(read)) }
    }

    override fun approve(prompt: String): Job = act {
        val shown = surface ?: return@act
        val approval = shown.approval(authSessionId, prompt, app.device.verifiedBy, app.device.method)
        app.get().mandates.approve(approval)
        show { it.copy(decision = Decision.APPROVED) }
    }

    override fun decline(): Job = act {
        app.get().mandates.decline(authSessionId)
        show { it.copy(decision = Decision.DECLINED) }
    }
}
