package org.ampwallet.core

import org.ampwallet.core.ffi.AccountKind
import org.ampwallet.core.ffi.AgentException
import org.ampwallet.core.ffi.ChainFault
import org.ampwallet.core.ffi.ClockException
import org.ampwallet.core.ffi.CodedFault
import org.ampwallet.core.ffi.IdvException
import org.ampwallet.core.ffi.IspException
import org.ampwallet.core.ffi.Layer
import org.ampwallet.core.ffi.LedgerException
import org.ampwallet.core.ffi.LimitException
import org.ampwallet.core.ffi.LogException
import org.ampwallet.core.ffi.MandateEvent
import org.ampwallet.core.ffi.MandateException
import org.ampwallet.core.ffi.MandateState
import org.ampwallet.core.ffi.MoneyException
import org.ampwallet.core.ffi.MppException
import org.ampwallet.core.ffi.NetworkException
import org.ampwallet.core.ffi.PaymentState
import org.ampwallet.core.ffi.RateException
import org.ampwallet.core.ffi.Reason
import org.ampwallet.core.ffi.Refusal
import org.ampwallet.core.ffi.SagaException
import org.ampwallet.core.ffi.SandboxException
import org.ampwallet.core.ffi.SecretException
import org.ampwallet.core.ffi.SignError
import org.ampwallet.core.ffi.Stage
import org.ampwallet.core.ffi.StoreException
import org.ampwallet.core.ffi.SurfaceException
import org.ampwallet.core.ffi.TextProblem
import org.ampwallet.core.ffi.VaultException
import org.ampwallet.core.ffi.WalletException
import org.ampwallet.core.ffi.ZoneException
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Instant

/** Each error that the API declares has the code that the glossary gives it. */
class ErrorGlossaryTest {
    @Test
    fun `every declared error has the code of the glossary`() {
        val declared = ApiFile.symbols.filter { it.startsWith("error ") }.map { it.removePrefix("error ").substringBefore('(') }
        assertEquals(declared.toSet(), made.map(::nameOf).toSet(), "the table below is not what api.txt declares")
        for (error in made) {
            val name = nameOf(error)
            assertTrue(name in ApiFile.glossary, "$name is not in errors.md")
            assertEquals(ApiFile.glossary[name] ?: inner.getValue(name), error.stableCode, name)
        }
    }

    @Test
    fun `an exception of somebody else has no code of ours`() {
        assertNull(IllegalStateException("no").stableCode)
    }

    @Test
    fun `two errors of one kind never share a code`() {
        val own = made.filter { ApiFile.glossary[nameOf(it)] != null }
        assertEquals(own.size, own.map { it.stableCode }.toSet().size)
    }

    private fun nameOf(error: Throwable) = "${error.javaClass.superclass.simpleName}.${error.javaClass.simpleName}"

    private val amount = Amount("1", "HKD")
    private val at = Instant.fromEpochSeconds(1)
    private val fault = CodedFault("inner.code", "for a developer")
    private val chain = ChainFault(Layer.L2, "nonce", "chain.code", "for a developer")
    private val sign = SignError("kid-1", "vault.cancelled")
    private val refusal = Refusal(Stage.S2, listOf(Reason.TokenUsed, Reason.L3Missing))

    /** The codes of those that only wrap another: the inner one's. */
    private val inner = mapOf(
        "AgentException.Network" to "network.unreachable",
        "IspException.Vault" to "vault.cancelled",
        "LedgerException.Money" to "money.negative",
        "RateException.Jose" to "inner.code",
        "SagaException.Ledger" to "ledger.not_positive",
        "SandboxException.Agent" to "agent.not_signed",
        "SandboxException.Money" to "money.unknown_currency",
        "SandboxException.Mpp" to "mpp.listen",
        "SandboxException.Network" to "network.timeout",
        "SandboxException.Wallet" to "wallet.replayed",
        "StoreException.Ledger" to "ledger.overdrawn",
        "StoreException.Saga" to "payment.not_held",
        "StoreException.Secret" to "secret.locked",
        "WalletException.Build" to "inner.code",
        "WalletException.Chain" to "chain.code",
        "WalletException.Clock" to "clock.unreadable",
        "WalletException.Entropy" to "inner.code",
        "WalletException.Idv" to "idv.unproved",
        "WalletException.Isp" to "vault.cancelled",
        "WalletException.Ledger" to "ledger.not_positive",
        "WalletException.Limit" to "limit.too_many",
        "WalletException.Mandate" to "mandate.unknown_status",
        "WalletException.Money" to "money.overflow",
        "WalletException.Network" to "network.tls",
        "WalletException.Rate" to "rate.no_issuer",
        "WalletException.Refused" to "guard.token_used",
        "WalletException.Sign" to "vault.cancelled",
        "WalletException.Store" to "secret.locked",
        "WalletException.Surface" to "surface.digest_mismatch",
        "WalletException.Zone" to "limit.zone_unknown",
    )

    private val made: List<Exception> = listOf(
        AgentException.CurrencyDiffers("constraints.perTransactionMax", "HKD", "USD"),
        AgentException.Incomplete("l2"),
        AgentException.Network(NetworkException.Unreachable("/x", "refused")),
        AgentException.Sign("vault.cancelled"),
        ClockException.SetBack(at, at),
        ClockException.Unreadable("yesterday"),
        IdvException.Incomplete(),
        IdvException.NotYet(at),
        IdvException.OtherSurface(),
        IdvException.Sign(sign),
        IdvException.TooOld(at),
        IdvException.Unproved(),
        IspException.KeyChanged("kid-1"),
        IspException.Refused("NO"),
        IspException.Unproved(),
        IspException.Unreachable(),
        IspException.Vault(VaultException.Cancelled()),
        LedgerException.Money(MoneyException.Negative()),
        LedgerException.NotPositive(amount),
        LedgerException.Overdrawn(AccountKind.HELD, amount, amount),
        LimitException.IdMalformed("#"),
        LimitException.IdRepeated("a"),
        LimitException.MixedCurrencies("HKD", "USD"),
        LimitException.Negative("a"),
        LimitException.ScopeMalformed("a"),
        LimitException.TooMany(64u),
        LimitException.Unfit("a"),
        LogException.NotWritten(),
        MandateException.IllegalTransition(MandateState.REVOKED, MandateEvent.ACTIVATE),
        MandateException.NotActivated(MandateState.EXPIRED),
        MandateException.UnknownStatus("?"),
        MoneyException.CurrencyMismatch("HKD", "USD"),
        MoneyException.Fraction("JPY"),
        MoneyException.Malformed("1e3"),
        MoneyException.Negative(),
        MoneyException.Overflow(),
        MoneyException.UnknownCurrency("XXX"),
        MppException.Interrupted(),
        MppException.Listen("127.0.0.1:80", "denied"),
        MppException.NoPath("x"),
        MppException.PortInUse(80u),
        NetworkException.AnswerLost("/x", "reset"),
        NetworkException.BadAddress("ftp://x", "scheme"),
        NetworkException.Garbage("/x", fault),
        NetworkException.Refused("/x", "NO", "no"),
        NetworkException.Status("/x", 500u),
        NetworkException.Timeout("/x", 30_000u),
        NetworkException.Tls("no certificate"),
        NetworkException.TooLarge("/x", 1u),
        NetworkException.Unreachable("/x", "refused"),
        NetworkException.Unwritable("/x", fault),
        RateException.Expired(at),
        RateException.Future(at),
        RateException.Jose(fault),
        RateException.KeyUnknown("kid-1"),
        RateException.Malformed("rate"),
        RateException.Missing("USD", "HKD"),
        RateException.NoIssuer(),
        RateException.TooLong(4096u),
        RateException.WrongPair("USD", "EUR"),
        SagaException.Ended(PaymentState.RELEASED),
        SagaException.ExceedsCapture(amount, amount, amount),
        SagaException.ExceedsHold(amount, amount),
        SagaException.Ledger(LedgerException.NotPositive(amount)),
        SagaException.NotCaptured(PaymentState.HELD),
        SagaException.NotHeld(PaymentState.CAPTURED),
        SagaException.TokenExpired(at),
        SandboxException.Agent(AgentException.Sign("vault.cancelled")),
        SandboxException.Listen(80u, "denied"),
        SandboxException.Money(MoneyException.UnknownCurrency("XXQ")),
        SandboxException.Mpp(MppException.Listen("127.0.0.1:80", "denied")),
        SandboxException.Network(NetworkException.Timeout("/x", 1u)),
        SandboxException.PortBusy(80u),
        SandboxException.RootKey(fault),
        SandboxException.Stopped(),
        SandboxException.Elsewhere(),
        SandboxException.Wallet(WalletException.Replayed()),
        SecretException.BadInput(),
        SecretException.Corrupt("a"),
        SecretException.Failed("because"),
        SecretException.Locked(),
        SecretException.Lost("a"),
        SecretException.Unavailable("D-Bus"),
        SecretException.Unproved("a"),
        StoreException.Busy(),
        StoreException.Closed(),
        StoreException.Conflict("mandate"),
        StoreException.Corrupt("page 7"),
        StoreException.DiskFull(),
        StoreException.Forbidden("foreign key"),
        StoreException.Foreign(),
        StoreException.GroupFailed(),
        StoreException.Io("EIO"),
        StoreException.KeyChanged(),
        StoreException.KeyLost(),
        StoreException.KeyWrong(),
        StoreException.Ledger(LedgerException.Overdrawn(AccountKind.AVAILABLE, amount, amount)),
        StoreException.Missing("payment"),
        StoreException.Newer(9, 8),
        StoreException.NonceSeen(),
        StoreException.ReadOnly(),
        StoreException.RolledBack(1u, 2u),
        StoreException.Saga(SagaException.NotHeld(PaymentState.RELEASED)),
        StoreException.Secret(SecretException.Locked()),
        StoreException.Suspended(),
        StoreException.WorkPanicked(),
        SurfaceException.DigestMismatch(),
        SurfaceException.Text("desc", TextProblem.Empty),
        VaultException.BadAlias(),
        VaultException.Cancelled(),
        VaultException.Failed("because"),
        VaultException.KeyCorrupt("a"),
        VaultException.KeyExists("a"),
        VaultException.KeyInvalidated("a"),
        VaultException.KeyLost("a"),
        VaultException.LockedOut(),
        VaultException.UnavailableWhileLocked(),
        VaultException.Unproved("a"),
        VaultException.Unsupported(),
        WalletException.ApprovalExpired("s-1"),
        WalletException.ApprovalNeeded(),
        WalletException.Build(fault),
        WalletException.Chain(chain),
        WalletException.Clock(ClockException.Unreadable("x")),
        WalletException.Conflict("refund", "r-1"),
        WalletException.Entropy(fault),
        WalletException.Idv(IdvException.Unproved()),
        WalletException.Interrupted(),
        WalletException.Invalid("jwk", "no key"),
        WalletException.Isp(IspException.Vault(VaultException.Cancelled())),
        WalletException.Ledger(LedgerException.NotPositive(amount)),
        WalletException.Limit(LimitException.TooMany(64u)),
        WalletException.Mandate(MandateException.UnknownStatus("?")),
        WalletException.Money(MoneyException.Overflow()),
        WalletException.Network(NetworkException.Tls("x")),
        WalletException.NotFound("mandate", "m-1"),
        WalletException.NotPending("s-1", "SUCCESS"),
        WalletException.NotVerified("NO"),
        WalletException.OutcomeUnknown("s-1"),
        WalletException.Rate(RateException.NoIssuer()),
        WalletException.Refused(refusal),
        WalletException.Replayed(),
        WalletException.Sign(sign),
        WalletException.Store(StoreException.Secret(SecretException.Locked())),
        WalletException.Surface(SurfaceException.DigestMismatch()),
        WalletException.TooManyPending(256u),
        WalletException.Unvouched(),
        WalletException.Zone(ZoneException.Unknown("Mars/Olympus")),
        ZoneException.OutOfRange(at),
        ZoneException.Unknown("Mars/Olympus"),
    )
}
