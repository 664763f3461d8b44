import AmpWallet
import Foundation

/// One of each error that the library throws, for the tables.
enum ErrorSamples {
    private static let one = Amount(micros: 1, currency: "HKD")
    private static let then = Date(timeIntervalSince1970: 1)

    static var all: [any StableError] {
        [
            agent, clock, idv, isp, ledger, limit, log, mandate, money, mpp, network, rate, saga, sandbox, secret,
            store, surface, vault, wallet, zone,
        ].flatMap { $0 }
    }

    private static let agent: [any StableError] = [
        AgentError.Network(.Timeout(endpoint: "e", millis: 1)),
        AgentError.Sign(because: "x"),
        AgentError.Incomplete(member: "x"),
        AgentError.CurrencyDiffers(field: "x", expected: "HKD", presented: "USD"),
    ]

    private static let clock: [any StableError] = [
        ClockError.Unreadable(text: "x"),
        ClockError.SetBack(now: then, highWater: then),
    ]

    private static let idv: [any StableError] = [
        IdvError.Incomplete,
        IdvError.OtherSurface,
        IdvError.TooOld(verifiedAt: then),
        IdvError.NotYet(verifiedAt: then),
        IdvError.Unproved,
        IdvError.Sign(SignError(kid: "k", code: "vault.cancelled")),
    ]

    private static let isp: [any StableError] = [
        IspError.Vault(.Cancelled),
        IspError.KeyChanged(boundKid: "x"),
        IspError.Unproved,
        IspError.Refused(providerCode: "x"),
        IspError.Unreachable,
    ]

    private static let ledger: [any StableError] = [
        LedgerError.Overdrawn(account: .available, balance: one, requested: one),
        LedgerError.NotPositive(amount: one),
        LedgerError.Money(.Negative),
    ]

    private static let limit: [any StableError] = [
        LimitError.TooMany(max: 1),
        LimitError.IdMalformed(limitId: "x"),
        LimitError.IdRepeated(limitId: "x"),
        LimitError.Negative(limitId: "x"),
        LimitError.Unfit(limitId: "x"),
        LimitError.ScopeMalformed(limitId: "x"),
        LimitError.MixedCurrencies(one: "HKD", other: "HKD"),
    ]

    private static let log: [any StableError] = [
        LogError.NotWritten
    ]

    private static let mandate: [any StableError] = [
        MandateError.IllegalTransition(state: .revoked, event: .activate),
        MandateError.NotActivated(state: .revoked),
        MandateError.UnknownStatus(status: "x"),
    ]

    private static let money: [any StableError] = [
        MoneyError.UnknownCurrency(currency: "x"),
        MoneyError.CurrencyMismatch(left: "x", right: "x"),
        MoneyError.Overflow,
        MoneyError.Negative,
        MoneyError.Fraction(currency: "x"),
        MoneyError.Malformed(text: "x"),
    ]

    private static let mpp: [any StableError] = [
        MppError.PortInUse(port: 1),
        MppError.Listen(address: "x", detail: "x"),
        MppError.NoPath(path: "x"),
        MppError.Interrupted,
    ]

    private static let network: [any StableError] = [
        NetworkError.Unreachable(endpoint: "x", detail: "x"),
        NetworkError.Timeout(endpoint: "x", millis: 1),
        NetworkError.AnswerLost(endpoint: "x", detail: "x"),
        NetworkError.Status(endpoint: "x", status: 1),
        NetworkError.Garbage(endpoint: "x", fault: CodedFault(code: "body.c", detail: "d")),
        NetworkError.TooLarge(endpoint: "x", limit: 1),
        NetworkError.Refused(endpoint: "x", resultCode: "x", resultText: "x"),
        NetworkError.Unwritable(endpoint: "x", fault: CodedFault(code: "body.c", detail: "d")),
        NetworkError.BadAddress(url: "x", reason: "x"),
        NetworkError.Tls(detail: "x"),
    ]

    private static let rate: [any StableError] = [
        RateError.Missing(base: "HKD", quote: "HKD"),
        RateError.NoIssuer,
        RateError.TooLong(max: 1),
        RateError.Jose(CodedFault(code: "jose.c", detail: "d")),
        RateError.KeyUnknown(kid: "x"),
        RateError.Malformed(member: "x"),
        RateError.WrongPair(base: "HKD", quote: "HKD"),
        RateError.Expired(expiredAt: then),
        RateError.Future(issuedAt: then),
    ]

    private static let saga: [any StableError] = [
        SagaError.Ended(state: .released),
        SagaError.NotHeld(state: .released),
        SagaError.ExceedsHold(held: one, requested: one),
        SagaError.TokenExpired(expiredAt: then),
        SagaError.NotCaptured(state: .released),
        SagaError.ExceedsCapture(captured: one, refunded: one, requested: one),
        SagaError.Ledger(.NotPositive(amount: one)),
    ]

    private static let sandbox: [any StableError] = [
        SandboxError.PortBusy(port: 1),
        SandboxError.Listen(port: 1, detail: "x"),
        SandboxError.RootKey(CodedFault(code: "jose.c", detail: "d")),
        SandboxError.Network(.Timeout(endpoint: "e", millis: 1)),
        SandboxError.Wallet(.Replayed),
        SandboxError.Mpp(.PortInUse(port: 1)),
        SandboxError.Money(.UnknownCurrency(currency: "x")),
        SandboxError.Agent(.Incomplete(member: "m")),
        SandboxError.Stopped,
        SandboxError.Elsewhere,
    ]

    private static let secret: [any StableError] = [
        SecretError.Locked,
        SecretError.Unavailable(what: "x"),
        SecretError.Lost(name: "x"),
        SecretError.Corrupt(name: "x"),
        SecretError.Unproved(name: "x"),
        SecretError.BadInput,
        SecretError.Failed(reason: "x"),
    ]

    private static let store: [any StableError] = [
        StoreError.Foreign,
        StoreError.Newer(found: 1, known: 1),
        StoreError.Corrupt(detail: "x"),
        StoreError.ReadOnly,
        StoreError.DiskFull,
        StoreError.Busy,
        StoreError.Suspended,
        StoreError.RolledBack(found: 1, known: 1),
        StoreError.KeyLost,
        StoreError.KeyWrong,
        StoreError.KeyChanged,
        StoreError.Secret(.Locked),
        StoreError.Closed,
        StoreError.Conflict(what: "x"),
        StoreError.Missing(what: "mandate"),
        StoreError.NonceSeen,
        StoreError.Forbidden(detail: "x"),
        StoreError.Ledger(.NotPositive(amount: one)),
        StoreError.Saga(.NotHeld(state: .captured)),
        StoreError.GroupFailed,
        StoreError.WorkPanicked,
        StoreError.Io(detail: "x"),
    ]

    private static let surface: [any StableError] = [
        SurfaceError.Text(field: "x", problem: .empty),
        SurfaceError.DigestMismatch,
    ]

    private static let vault: [any StableError] = [
        VaultError.Cancelled,
        VaultError.LockedOut,
        VaultError.KeyInvalidated(alias: "x"),
        VaultError.KeyLost(alias: "x"),
        VaultError.KeyCorrupt(alias: "x"),
        VaultError.KeyExists(alias: "x"),
        VaultError.UnavailableWhileLocked,
        VaultError.Unsupported,
        VaultError.BadAlias,
        VaultError.Unproved(alias: "x"),
        VaultError.Failed(reason: "x"),
    ]

    private static let wallet: [any StableError] = [
        WalletError.Refused(Refusal(stage: .s2, reasons: [.mandateUsed])),
        WalletError.Chain(ChainFault(layer: .l3, claim: "aud", code: "chain.c", detail: "d")),
        WalletError.Build(CodedFault(code: "build.c", detail: "d")),
        WalletError.Surface(.DigestMismatch),
        WalletError.Mandate(.UnknownStatus(status: "s")),
        WalletError.Money(.Negative),
        WalletError.Clock(.Unreadable(text: "t")),
        WalletError.Store(.Busy),
        WalletError.Network(.Timeout(endpoint: "e", millis: 1)),
        WalletError.Isp(.Unreachable),
        WalletError.Idv(.Unproved),
        WalletError.Ledger(.NotPositive(amount: one)),
        WalletError.Limit(.TooMany(max: 1)),
        WalletError.Zone(.Unknown(name: "n")),
        WalletError.Rate(.NoIssuer),
        WalletError.Entropy(CodedFault(code: "entropy.c", detail: "d")),
        WalletError.Sign(SignError(kid: "k", code: "vault.cancelled")),
        WalletError.NotFound(kind: "mandate", id: "x"),
        WalletError.Conflict(kind: "mandate", id: "x"),
        WalletError.NotPending(id: "x", status: "x"),
        WalletError.ApprovalExpired(id: "x"),
        WalletError.Replayed,
        WalletError.Invalid(name: "mandate", detail: "x"),
        WalletError.TooManyPending(limit: 1),
        WalletError.ApprovalNeeded,
        WalletError.NotVerified(result: "x"),
        WalletError.OutcomeUnknown(id: "x"),
        WalletError.Unvouched,
        WalletError.Interrupted,
    ]

    private static let zone: [any StableError] = [
        ZoneError.Unknown(name: "x"),
        ZoneError.OutOfRange(at: then),
    ]
}
