package org.ampwallet.core

import kotlinx.coroutines.runBlocking
import org.ampwallet.core.ffi.AgentSession
import org.ampwallet.core.ffi.ChainVerifier
import org.ampwallet.core.ffi.KeyPolicy
import org.ampwallet.core.ffi.Layer
import org.ampwallet.core.ffi.Mode
import org.ampwallet.core.ffi.PaymentState
import org.ampwallet.core.ffi.Profile
import org.ampwallet.core.ffi.Purchase
import org.ampwallet.core.ffi.VaultException
import org.ampwallet.core.ffi.VerificationPolicy
import org.ampwallet.core.ffi.WalletException
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.time.Clock
import kotlin.time.Duration.Companion.days

/** A merchant verifies what others signed; an agent signs on the device. */
class VerifierTest {
    @Test
    fun `a chain is verified without a wallet, and a broken one is refused by its layer`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val order = world.agent.order("hotel-kul-dinner", 1u)
        val l3 = world.agent.sign(mandate, order)
        val root = world.sandbox.rootKey()
        ChainVerifier(root, "alipayplus.com", "alipayplus.com").use { verifier ->
            val chain = verifier.verify(mandate.l1, mandate.l2, l3, null)
            assertEquals(Mode.AUTONOMOUS to order, chain.mode to chain.l3?.checkout)
            val late = assertFailsWith<WalletException.Chain> { verifier.verify(mandate.l1, mandate.l2, l3, Clock.System.now() + 9000.days) }
            assertEquals(late.v1.code, late.stableCode)
            val broken = assertFailsWith<WalletException.Chain> { verifier.verify(mandate.l1, mandate.l2.dropLast(2), l3, null) }
            assertEquals(Layer.L2, broken.v1.layer)
        }
        ChainVerifier(root, "somebody.example", "alipayplus.com").use { verifier ->
            assertEquals(Layer.L1, assertFailsWith<WalletException.Chain> { verifier.verify(mandate.l1, mandate.l2, l3, null) }.v1.layer)
        }
        val policy = VerificationPolicy(listOf(root), "alipayplus.com", "alipayplus.com", "alipayplus.com", 300u, Profile.STRICT)
        ChainVerifier.withPolicy(policy).use { verifier ->
            assertEquals(emptyList(), verifier.verify(mandate.l1, mandate.l2, l3, null).withheld)
        }
        ChainVerifier.withPolicy(policy.copy(roots = emptyList())).use { verifier ->
            assertFailsWith<WalletException.Chain> { verifier.verify(mandate.l1, mandate.l2, l3, null) }
        }
    }

    @Test
    fun `an agent on the device signs with a key of its own, and a stranger's signature holds nothing`() {
        val vault = DesktopVault()
        World.run(vault) { world ->
            world.bind()
            val mandate = world.authorize("10000")
            val order = world.agent.order("hotel-kul-dinner", 1u)
            val confirmed = vault.confirmations.get()
            AgentSession.open(vault, "agent-1", "agent-key-1", mandate.l2, "alipayplus.com").use { session ->
                val again = AgentSession.open(vault, "agent-1", "agent-key-1", mandate.l2, "alipayplus.com")
                assertEquals(session.key(), again.use { it.key() })
                val announcement = world.announce(mandate, order).copy(l3 = session.signCheckout(order))
                val fault = assertFailsWith<WalletException.Chain> { world.payments.preVerify(announcement) }
                assertEquals(Layer.L3, fault.v1.layer)
                assertEquals(confirmed, vault.confirmations.get())
            }
        }
    }

    @Test
    fun `an agent whose key is in the device's vault pays, and no person is asked`() {
        val vault = DesktopVault()
        World.run(vault) { world ->
            val agent = world.sandbox.agentOnDevice("agent-device-1", vault, "agent-1")
            world.approve(agent.askBinding())
            val asked = agent.askMandate("flight and hotel", World.travel("10000"), null)
            world.approve(asked.link)
            val mandate = agent.granted(asked)
            val confirmed = vault.confirmations.get()
            assertEquals(Purchase.Paid, agent.buy(mandate, "hotel-kul-dinner", 1u))
            AgentSession.open(vault, "agent-1", "agent-device-1-key", mandate.l2, "alipayplus.com").use { session ->
                val order = agent.order("hotel-kul-dinner", 1u)
                val announcement = world.announce(mandate, order).copy(l3 = session.signCheckout(order))
                assertEquals(PaymentState.HELD, world.payments.preVerify(announcement).state)
                val bought = agent.order("hotel-kul-dinner", 1u)
                val token = session.requestToken(world.sandbox.url(), mandate.sessionId, mandate.l1, bought)
                assertEquals(Purchase.Paid, agent.pay(bought, token))
                val dear = agent.order("hotel-kul-suite", 9u)
                failing<WalletException.Network>("network.refused") {
                    session.requestToken(world.sandbox.url(), mandate.sessionId, mandate.l1, dear)
                }
            }
            assertEquals(confirmed, vault.confirmations.get())
            agent.close()
        }
    }

    @Test
    fun `an agent's session tells why its key gave nothing`() = runBlocking<Unit> {
        val vault = ScriptedVault()
        vault.onPublicKey = { throw VaultException.UnavailableWhileLocked() }
        failing<WalletException.Isp>("vault.unavailable_while_locked") { AgentSession.open(vault, "agent-1", "k", "l2", "aud") }
        vault.obey()
        vault.createKey("agent-2", KeyPolicy.None)
        World.run { world ->
            world.bind()
            val mandate = world.authorize("10000")
            val order = world.agent.order("hotel-kul-dinner", 1u)
            AgentSession.open(vault, "agent-2", "k", mandate.l2, "alipayplus.com").use { session ->
                vault.onSign = { _, _ -> throw VaultException.LockedOut() }
                val error = runCatching { session.signCheckout(order) }.exceptionOrNull()
                assertIs<WalletException>(error)
            }
        }
    }
}
