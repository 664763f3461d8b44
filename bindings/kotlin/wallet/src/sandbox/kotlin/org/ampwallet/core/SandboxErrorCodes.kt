// Written by scripts/gen-bindings.sh from the core. Do not edit.

package org.ampwallet.core

import org.ampwallet.core.ffi.AgentException
import org.ampwallet.core.ffi.SandboxException

/** The stable code of a [AgentException], the same in every language: see `bindings/errors.md`. */
public val AgentException.code: String
    get() = when (this) {
        is AgentException.Network -> v1.code
        is AgentException.Sign -> "agent.not_signed"
        is AgentException.Incomplete -> "agent.answer_incomplete"
        is AgentException.CurrencyDiffers -> "agent.currency_differs"
    }

/** The stable code of a [SandboxException], the same in every language: see `bindings/errors.md`. */
public val SandboxException.code: String
    get() = when (this) {
        is SandboxException.PortBusy -> "sandbox.port_busy"
        is SandboxException.Listen -> "sandbox.listen"
        is SandboxException.RootKey -> "sandbox.root_key"
        is SandboxException.Network -> v1.code
        is SandboxException.Wallet -> v1.code
        is SandboxException.Mpp -> v1.code
        is SandboxException.Money -> v1.code
        is SandboxException.Agent -> v1.code
        is SandboxException.Stopped -> "sandbox.stopped"
        is SandboxException.Elsewhere -> "sandbox.elsewhere"
    }
