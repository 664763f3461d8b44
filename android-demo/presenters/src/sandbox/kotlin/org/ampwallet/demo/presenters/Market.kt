package org.ampwallet.demo.presenters

import org.ampwallet.core.end
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxAgent

/** The sandbox that a wallet pays in, and the demo agent that shops there; in debug builds only. */
class Market(val sandbox: Sandbox, val shopper: SandboxAgent) : OpenWallet.Surroundings {
    /** What the demo agent is busy with. */
    val shopping = Shopping(sandbox, shopper)

    override suspend fun end() {
        shopper.close()
        sandbox.end()
    }

    companion object {
        /** The demo agent's name at the network. */
        const val SHOPPER: String = "agent-travel-1"

        /** The demo agent's own key in the device's vault; no person is asked when it signs. */
        const val SHOPPER_KEY: String = "demo-agent"
    }
}

/** What is around a wallet in a sandbox. */
val OpenWallet.market: Market get() = around as Market

/** The sandbox that this wallet pays in. */
val OpenWallet.sandbox: Sandbox get() = market.sandbox

/** The agent that shops there. */
val OpenWallet.shopper: SandboxAgent get() = market.shopper
