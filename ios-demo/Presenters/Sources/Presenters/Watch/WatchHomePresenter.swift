import AmpWallet

/// What is left of the budgets in one currency, as a ring.
public struct Ring: Hashable, Sendable {
    public let left: Line
    public let about: Line
    public let usedPermille: UInt32

    init(_ budget: BudgetUse) {
        left = Line(.watchLeftAmount, .money(budget.remaining))
        about = Line(.taskProgress, .permille(budget.usedPermille))
        usedPermille = budget.usedPermille
    }
}

/// The wrist's first look.
public struct WatchHome: Hashable, Sendable {
    /// It was read at least once.
    public var loaded = false
    public var waiting: [WaitingItem] = []
    /// One for each currency in which an agent may spend; empty without a mandate.
    public var rings: [Ring] = []
    public var allFrozen = false
}

/// What is left, what waits, and one tap that stops everything.
public final class WatchHomePresenter: Presenter<WatchHome> {

    public init(app: AppWallet) {
        super.init(app, WatchHome())
    }

    /// Reads everything anew, in one read.
    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in try await read() }
    }

    /// Stops every agent.
    @discardableResult
    public func freezeAll() -> Task<Void, Never> {
        act { [self] in
            _ = try await app.get().limits.freeze(agentId: nil)
            try await read()
        }
    }

    /// Lets every agent go on.
    @discardableResult
    public func unfreezeAll() -> Task<Void, Never> {
        act { [self] in
            _ = try await app.get().limits.unfreeze(agentId: nil)
            try await read()
        }
    }

    private func read() async throws {
        let now = try await app.get().wallet.overview()
        show {
            $0 = WatchHome(
                loaded: true, waiting: now.waiting.map(WaitingItem.init), rings: now.budgets.map(Ring.init),
                allFrozen: now.freeze.all)
        }
    }
}
