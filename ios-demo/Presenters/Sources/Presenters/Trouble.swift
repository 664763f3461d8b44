import AmpWallet

/// Something went wrong: what happened, that the money is safe, and the one thing to do.
public struct Trouble: Hashable, Sendable {
    public let kind: TroubleKind
    /// The core's stable code, for whoever helps the person; none for a fault of the app's own.
    public let code: String?
    /// The wallet's reasons, where it refused.
    public let whys: [Why]

    public var what: Line { kind.words.what.line }
    public var safe: Line { kind.words.safe.line }
    public var todo: Line { kind.words.todo.line }
    public var remedy: Remedy { kind.remedy }

    /// The trouble that `error` is for a person whose network is at `place`.
    init(_ error: any Error, at place: Place?) {
        code = (error as? any StableError)?.code
        if case let .Refused(refusal) = error as? WalletError {
            (kind, whys) = (.refused, refusal.reasons.map(Why.init))
        } else {
            (kind, whys) = (TroubleKind(code: code, at: place), [])
        }
    }
}
