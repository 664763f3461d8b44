package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.approval
import org.ampwallet.core.ffi.AuthorizationSurface

/** The three steps of binding an agent, and its end. */
enum class BindStep {
    /** A link is typed, pasted, or read from a QR code. */
    LINK,

    /** Who the agent is and what it may do. */
    REVIEW,

    /** The agent may ask for mandates now. */
    BOUND,
}

/**
 * How far the binding has come.
 *
 * @property link what the person typed or scanned.
 * @property linkIsNone there is no request in that link.
 */
data class Binding(
    val step: BindStep = BindStep.LINK,
    val link: String = "",
    val linkIsNone: Boolean = false,
    val asked: Asked? = null,
)

/** Binds an agent by link or QR code: open, review, confirm. */
class BindPresenter(private val app: AppWallet, scope: CoroutineScope) : Presenter<Binding>(Binding(), scope) {
    private var session: String? = null
    private var surface: AuthorizationSurface? = null

    /** The person changes the link. */
    fun change(link: String) = show { it.copy(link = link, linkIsNone = false) }

    /** Step one: opens the request that the link names. */
    fun open(link: String = content.link): Job = act {
        show { it.copy(link = link, linkIsNone = false) }
        val named = sessionOf(link)
        if (named == null) {
            show { it.copy(linkIsNone = true) }
            return@act
        }
        val read = app.get().mandates.surface(named)
        session = named
        surface = read
        show { it.copy(step = BindStep.REVIEW, asked = Asked.of(read)) }
    }

    /** Step three: the person says yes; the key's own prompt follows, with [prompt] as its text. */
    fun confirm(prompt: String): Job = act {
        val shown = surface ?: return@act
        val approval = shown.approval(session ?: return@act, prompt, app.device.verifiedBy, app.device.method)
        app.get().mandates.approve(approval)
        show { it.copy(step = BindStep.BOUND) }
    }

    /** The person says no: nothing was bound. */
    fun decline(): Job = act {
        session?.let { app.get().mandates.decline(it) }
        session = null
        surface = null
        show { Binding() }
    }

    private companion object {
        const val SESSION = "authSessionId="

        /** Any app may claim the first; the second opens the one app that its domain names. The domain is an example. */
        val LINKS = listOf("amp-wallet://authorize?", "https://wallet.example/authorize?")

        /** The session that a link of the network names; none for any other text. */
        fun sessionOf(link: String): String? {
            if (LINKS.none { link.trim().startsWith(it) }) return null
            val query = link.trim().substringAfter('?').split('&').firstOrNull { it.startsWith(SESSION) }
            return query?.removePrefix(SESSION)?.takeIf { it.isNotEmpty() }
        }
    }
}
