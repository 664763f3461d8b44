package org.ampwallet.core

import kotlinx.coroutines.runBlocking
import org.ampwallet.core.ffi.AgentException
import org.ampwallet.core.ffi.AuthorizationOutcome
import org.ampwallet.core.ffi.ContractExtensions
import org.ampwallet.core.ffi.Fault
import org.ampwallet.core.ffi.FaultOrder
import org.ampwallet.core.ffi.MppException
import org.ampwallet.core.ffi.NetworkException
import org.ampwallet.core.ffi.OrderChange
import org.ampwallet.core.ffi.PaymentRequest
import org.ampwallet.core.ffi.Purchase
import org.ampwallet.core.ffi.Sandbox
import org.ampwallet.core.ffi.SandboxException
import org.ampwallet.core.ffi.WalletException
import org.junit.jupiter.api.Test
import java.nio.file.Files
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertIs

/** The AMP network in this process, its agents, and what goes wrong when it is ordered. */
class SandboxTest {
    @Test
    fun `an agent that is not bound gets no mandate`() = World.run { world ->
        val error = failing<SandboxException.Agent>("agent.answer_incomplete") {
            world.agent.askMandate("flight", World.travel("100"), null)
        }
        assertIs<AgentException.Incomplete>(error.v1)
    }

    @Test
    fun `a mandate that waits is not granted yet`() = World.run { world ->
        world.bind()
        val asked = world.agent.askMandate("flight", World.travel("100"), null)
        failing<SandboxException.Agent>("agent.answer_incomplete") { world.agent.granted(asked) }
    }

    @Test
    fun `what goes wrong at the network arrives as what it is`() = World.run { world ->
        val path = "/network/notifyAuthorization"
        val codes = mapOf(
            Fault.Status(503u) to setOf("network.status", "wallet.outcome_unknown"),
            Fault.Garbage to setOf("network.garbage", "wallet.outcome_unknown"),
            Fault.Oversize to setOf("network.too_large", "wallet.outcome_unknown"),
            Fault.Delay(1u) to setOf(null),
        )
        for ((fault, allowed) in codes) {
            val link = world.agent.askBinding()
            world.sandbox.addFault(FaultOrder(path, fault, 1u))
            val error = runCatching { world.approve(link) }.exceptionOrNull()
            assertContains(allowed, error?.stableCode, "$fault: $error")
        }
        world.sandbox.addFault(FaultOrder(path, Fault.Garbage, null))
        world.sandbox.clearFaults()
        assertIs<AuthorizationOutcome.Bound>(world.approve(world.agent.askBinding()))
    }

    @Test
    fun `without its extensions the network announces no token, and asks no wallet beforehand`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        world.sandbox.setExtensions(ContractExtensions(x1 = false, x2 = false, x3 = false, x4 = false))
        val order = world.agent.order("hotel-kul-dinner", 1u)
        val token = world.agent.paymentToken(mandate, world.agent.sign(mandate, order), order)
        assertEquals(emptyList(), world.payments.list())
        failing<WalletException.Unvouched>("wallet.unvouched") {
            world.payments.pay(PaymentRequest(token, order.totalAmount, order))
        }
        world.sandbox.setExtensions(ContractExtensions(x1 = true, x2 = true, x3 = true, x4 = true))
        assertEquals(Purchase.Paid, world.agent.pay(order, token))
    }

    @Test
    fun `a merchant that cheats gets nothing`() = World.run { world ->
        world.bind()
        val mandate = world.authorize("10000")
        val changes = listOf(
            OrderChange.SwapGoods, OrderChange.SwapMerchant, OrderChange.ChangeTotal(1), OrderChange.ChangeAmount(1), OrderChange.MistakeUnit,
        )
        for (change in changes) {
            world.sandbox.changeNextOrder(change)
            val refused = assertIs<Purchase.Refused>(world.agent.buy(mandate, "hotel-kul-dinner", 1u), "$change")
            assertContains(refused.detail, "guard.")
        }
        assertEquals(Amount("0", "HKD"), world.mandates.list().single().spent)
    }

    @Test
    fun `an agent that meets no network says so`() = World.run { world ->
        world.sandbox.stop()
        val error = failing<SandboxException.Agent>("network.unreachable") { world.agent.order("tea-oolong", 1u) }
        assertIs<NetworkException.Unreachable>(assertIs<AgentException.Network>(error.v1).v1)
    }

    @Test
    fun `a message that the app's server relays is answered as the contract says`() = World.run { world ->
        val unknown = runCatching { world.inbox.deliver("no path", "{}") }.exceptionOrNull()
        assertEquals("mpp.no_path", assertIs<MppException.NoPath>(unknown).stableCode)
        val answer = world.inbox.deliver("/mpp/pay", "{}")
        assertContains(answer.body, "paymentToken")
        assertEquals(404u.toUShort(), world.inbox.deliver("/mpp/nothing", "{}").status)
    }

    @Test
    fun `a wallet of a sandbox that has stopped is not opened`() = runBlocking<Unit> {
        val world = World.begin()
        world.sandbox.stop()
        failing<SandboxException.Stopped>("sandbox.stopped") { world.reopen() }
        world.end()
    }

    @Test
    fun `an agent sees what there is to buy`() = World.run { world ->
        val articles = world.agent.catalogue()
        val tea = articles.single { it.sku == "tea-pu-erh" }
        assertEquals("Demo Store" to Amount("268", "HKD"), tea.merchantName to tea.price)
        assertEquals(tea.price, world.agent.order(tea.sku, 1u).totalAmount)
    }

    @Test
    fun `a sandbox at an address is used as one of this process, but for its clock and rates`() = World.run { world ->
        val sandbox = Sandbox.connect(world.sandbox.url())
        assertEquals(world.sandbox.rootKey(), sandbox.rootKey())
        val folder = Files.createTempDirectory("amp-wallet")
        val host = WalletHost(DesktopVault(), MemorySecrets(), "")
        sandbox.openWallet(sandbox.walletConfig(folder.toString(), "user-2"), host).use { wallet ->
            val agent = sandbox.agent("agent-elsewhere")
            val link = agent.askBinding()
            val mandates = wallet.mandates()
            mandates.approve(mandates.surface(link.authSessionId).approval(link.authSessionId, "Confirm", "FACE"))
            sandbox.addFault(FaultOrder("/credential-provider/createMandateSession", Fault.Refuse("SYSTEM_ERROR"), 1u))
            failing<SandboxException.Agent>("network.refused") { agent.askMandate("flight", World.travel("100"), null) }
            sandbox.clearFaults()
            val asked = agent.askMandate("flight and hotel", World.travel("10000"), null)
            mandates.approve(mandates.surface(asked.link.authSessionId).approval(asked.link.authSessionId, "Confirm", "FACE"))
            val mandate = agent.granted(asked)
            sandbox.changeNextOrder(OrderChange.SwapGoods)
            assertIs<Purchase.Refused>(agent.buy(mandate, "hotel-kul-dinner", 1u))
            assertEquals(Purchase.Paid, agent.buy(mandate, "hotel-kul-dinner", 1u))
        }
        failing<SandboxException.Elsewhere>("sandbox.elsewhere") { sandbox.rateIssuer() }
        sandbox.stop()
        failing<SandboxException.Network>("network.unreachable") { Sandbox.connect("http://127.0.0.1:1") }
        folder.toFile().deleteRecursively()
    }

    @Test
    fun `a sandbox that keeps its root key is trusted after a restart`() = runBlocking<Unit> {
        AmpWallet.load()
        val folder = Files.createTempDirectory("amp-sandbox").toString()
        val key = Sandbox.startIn(0u, folder).use { it.rootKey() }
        Sandbox.startIn(0u, folder).use { assertEquals(key, it.rootKey()) }
    }
}
