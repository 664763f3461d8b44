/// What a person can do about a ``Trouble``; one thing each.
public enum Remedy: Hashable, Sendable {
    /// Do the same again.
    case retry
    /// Start the sandbox of this app again.
    case startSandbox
    /// Delete the wallet and make a new one.
    case startAnew
    /// Say that the clock is right now, and do the same again.
    case trustClock
    /// Nothing: it was read.
    case close

    /// What its button says.
    public var button: Word {
        switch self {
        case .retry: .appRetry
        case .trustClock: .troubleClockSetBackAction
        case .startSandbox: .troubleSandboxDownAction
        case .startAnew: .troubleKeyLostAction
        case .close: .appClose
        }
    }
}

/// The kinds of trouble: what happened, that the money is safe and why, and the one thing to do.
public enum TroubleKind: Hashable, Sendable, CaseIterable {
    case offline, sandboxDown, biometricCancelled, lockedOut, deviceLocked, keyLost, databaseLocked, clockSetBack
    case answerLost, diskFull, damaged, rolledBack, newer, tooLate, surfaceChanged, refused, other

    /// The kind that an error with this stable code of the core is for a person whose network is at `place`.
    init(code: String?, at place: Place?) {
        let kind = code.flatMap { Self.kinds[$0] } ?? .other
        // What runs in this very process is never out of reach: it is down.
        self = kind == .offline && place?.isHere == true ? .sandboxDown : kind
    }

    /// A network that does not answer, to a person: in a debug build it is the sandbox, which she can start again.
    #if AMP_SANDBOX
    private static var down: (what: Word, todo: Word, remedy: Remedy) {
        (.troubleSandboxDownWhat, .troubleSandboxDownDo, .startSandbox)
    }
    #else
    private static var down: (what: Word, todo: Word, remedy: Remedy) {
        (.troubleNetworkDownWhat, .troubleNetworkDownDo, .retry)
    }
    #endif

    public var remedy: Remedy {
        switch self {
        case .offline, .biometricCancelled, .lockedOut, .deviceLocked, .databaseLocked, .diskFull: .retry
        case .sandboxDown: Self.down.remedy
        case .keyLost, .damaged, .rolledBack: .startAnew
        case .clockSetBack: .trustClock
        case .answerLost, .newer, .tooLate, .surfaceChanged, .refused, .other: .close
        }
    }

    /// What happened, that the money is safe, and what to do.
    var words: (what: Word, safe: Word, todo: Word) {
        switch self {
        case .offline: (.troubleOfflineWhat, .troubleOfflineSafe, .troubleOfflineDo)
        case .sandboxDown: (Self.down.what, .troubleSandboxDownSafe, Self.down.todo)
        case .biometricCancelled:
            (.troubleBiometricCancelledWhat, .troubleBiometricCancelledSafe, .troubleBiometricCancelledDo)
        case .lockedOut: (.troubleLockedOutWhat, .troubleLockedOutSafe, .troubleLockedOutDo)
        case .deviceLocked: (.troubleDeviceLockedWhat, .troubleDeviceLockedSafe, .troubleDeviceLockedDo)
        case .keyLost: (.troubleKeyLostWhat, .troubleKeyLostSafe, .troubleKeyLostDo)
        case .databaseLocked: (.troubleDatabaseLockedWhat, .troubleDatabaseLockedSafe, .troubleDatabaseLockedDo)
        case .clockSetBack: (.troubleClockSetBackWhat, .troubleClockSetBackSafe, .troubleClockSetBackDo)
        case .answerLost: (.troubleAnswerLostWhat, .troubleAnswerLostSafe, .troubleAnswerLostDo)
        case .diskFull: (.troubleDiskFullWhat, .troubleDiskFullSafe, .troubleDiskFullDo)
        case .damaged: (.troubleDamagedWhat, .troubleDamagedSafe, .troubleDamagedDo)
        case .rolledBack: (.troubleRolledBackWhat, .troubleRolledBackSafe, .troubleRolledBackDo)
        case .newer: (.troubleNewerWhat, .troubleNewerSafe, .troubleNewerDo)
        case .tooLate: (.troubleTooLateWhat, .troubleTooLateSafe, .troubleTooLateDo)
        case .surfaceChanged: (.troubleSurfaceChangedWhat, .troubleSurfaceChangedSafe, .troubleSurfaceChangedDo)
        case .refused: (.troubleRefusedWhat, .troubleRefusedSafe, .troubleRefusedDo)
        case .other: (.troubleOtherWhat, .troubleOtherSafe, .troubleOtherDo)
        }
    }

    private static let kinds: [String: TroubleKind] = [
        "network.unreachable": .offline, "network.timeout": .offline, "network.tls": .offline,
        "isp.unreachable": .offline,
        "network.status": .sandboxDown, "network.garbage": .sandboxDown, "network.too_large": .sandboxDown,
        "network.bad_address": .sandboxDown, "sandbox.stopped": .sandboxDown, "agent.answer_incomplete": .sandboxDown,
        "vault.cancelled": .biometricCancelled, "vault.locked_out": .lockedOut,
        "vault.unavailable_while_locked": .deviceLocked, "secret.locked": .deviceLocked,
        "vault.key_lost": .keyLost, "vault.key_invalidated": .keyLost, "vault.key_corrupt": .keyLost,
        "isp.key_changed": .keyLost, "secret.lost": .keyLost, "store.key_lost": .keyLost, "store.key_wrong": .keyLost,
        "store.busy": .databaseLocked, "clock.set_back": .clockSetBack,
        "wallet.outcome_unknown": .answerLost, "network.answer_lost": .answerLost,
        "store.disk_full": .diskFull, "store.corrupt": .damaged, "secret.corrupt": .damaged,
        "store.rolled_back": .rolledBack, "store.newer": .newer,
        "wallet.approval_expired": .tooLate, "wallet.not_pending": .tooLate, "idv.too_old": .tooLate,
        "surface.digest_mismatch": .surfaceChanged, "idv.other_surface": .surfaceChanged,
    ]
}
