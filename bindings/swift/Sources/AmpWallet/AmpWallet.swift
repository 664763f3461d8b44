@_exported import AmpWalletCoreBindings

/// The wallet of a person whose agents pay by AMP.
///
/// Start with ``WalletHost``, `Wallet.open` and the quick start in the package's README. What is imported is the whole
/// API of the core; this module adds what Swift is used to: `Decimal` amounts, an `AsyncThrowingStream` of events,
/// `LocalizedError` with a stable code, defaults.
///
/// **Threads.** Everything may be called from any thread or actor; every type is `Sendable`. An `async` call never
/// blocks its caller. The host's protocols (`KeyVault`, `SecretStore`, `LogSink`) are called on threads of the core
/// that may wait.
///
/// **Cancellation.** To cancel a Swift task does not end the core's work: a call that was begun is waited for, and
/// answers with its outcome. So `pay` or `approve` in a cancelled task have done what they answer, never half of it;
/// who stopped listening learns the same from the events. Only the waiting for events ends at once, see
/// `Events.stream(from:)`.
///
/// **Life.** Keep one `Wallet` for as long as the app lives: `suspend()` when it goes to the background, `resume()`
/// when it comes back, `shutDown()` at the end.
public enum AmpWallet {
    /// The version of the core, for example `0.1.0`.
    public static func version() throws -> String {
        try libraryVersion()
    }
}
