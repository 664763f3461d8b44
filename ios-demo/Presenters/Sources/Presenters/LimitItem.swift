import AmpWallet

/// A limit and how far it is used, as the core counts it.
public struct LimitItem: Hashable, Sendable, Identifiable {
    public let limit: Limit
    /// For whom and over what time, in a few words.
    public let name: Line
    /// What it does, in words: for whom how much, and when that begins anew.
    public let effect: [Line]
    public let used: Arg
    /// What is left; none for a limit that counts each one by itself.
    public let remaining: Arg?
    public let usedPermille: UInt32?
    public let endsAt: Timestamp?

    public var id: String { limit.limitId }

    init(_ usage: LimitUsage) {
        (limit, name, effect) = (usage.limit, usage.limit.name, [usage.limit.bound, usage.limit.renewal])
        if case .count = usage.limit.max { used = .number(usage.payments) } else { used = .moneys(usage.counted) }
        (remaining, usedPermille, endsAt) = (usage.remaining?.arg, usage.usedPermille, usage.endsAt)
    }

    /// A limit that counts each one by itself: of it the core has no single count.
    init(unused limit: Limit) {
        (self.limit, name, effect) = (limit, limit.name, [limit.bound, limit.renewal])
        (used, remaining, usedPermille, endsAt) = (.moneys([]), nil, nil, nil)
    }
}

extension Limit {
    /// For whom, and over what time.
    fileprivate var name: Line {
        Line(
            .appLabelValue, scope.name ?? .words(Word.ofDimension(scope.dimension).line),
            .words(Word.ofWindow(window).line))
    }

    /// For whom how much or how often, in words.
    fileprivate var bound: Line {
        let counts = if case .count = max { true } else { false }
        if let name = scope.name {
            let word: Word =
                switch (kind, counts) {
                case (.spending, false): .limitsEffectSpendingOnly
                case (.spending, true): .limitsEffectPaymentsOnly
                case (.delegation, false): .limitsEffectDelegationOnly
                case (.delegation, true): .limitsEffectMandatesOnly
                }
            return Line(word, max.arg, name)
        }
        switch kind {
        case .spending: return Line(counts ? scope.dimension.paymentsWord : scope.dimension.spendingWord, max.arg)
        case .delegation:
            let all: Word = counts ? .limitsEffectMandatesAll : .limitsEffectDelegationAll
            let each: Word = counts ? .limitsEffectMandatesEach : .limitsEffectDelegationEach
            return Line(scope.dimension == .all ? all : each, max.arg)
        }
    }

    /// When it begins anew, in words.
    fileprivate var renewal: Line {
        switch window {
        case .mandate: Word.limitsEffectWindowMandate.line
        case .day: Word.limitsEffectWindowDay.line
        case .week: Word.limitsEffectWindowWeek.line
        case .month: Word.limitsEffectWindowMonth.line
        }
    }
}

extension Scope {
    /// Whom or what alone it bounds; none if it bounds every one.
    fileprivate var name: Arg? {
        only.map { dimension == .category ? .words(categoryLine($0)) : .quote($0) }
    }
}

extension Dimension {
    fileprivate var spendingWord: Word {
        switch self {
        case .all: .limitsEffectSpendingAll
        case .agent: .limitsEffectSpendingAgent
        case .merchant: .limitsEffectSpendingMerchant
        case .category: .limitsEffectSpendingCategory
        case .device: .limitsEffectSpendingDevice
        case .mandate: .limitsEffectSpendingMandate
        }
    }

    fileprivate var paymentsWord: Word {
        switch self {
        case .all: .limitsEffectPaymentsAll
        case .agent: .limitsEffectPaymentsAgent
        case .merchant: .limitsEffectPaymentsMerchant
        case .category: .limitsEffectPaymentsCategory
        case .device: .limitsEffectPaymentsDevice
        case .mandate: .limitsEffectPaymentsMandate
        }
    }
}
