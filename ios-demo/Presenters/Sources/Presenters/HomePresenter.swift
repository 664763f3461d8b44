import AmpWallet

/// A request that waits for the person, at a glance.
public struct WaitingItem: Hashable, Sendable, Identifiable {
    /// Its authorization session.
    public let id: String
    public let agent: String
    public let until: Timestamp
    /// What is asked; none if its time ran out while it was read.
    public let asked: Asked?
}

/// A bound agent and what it may still spend.
public struct AgentItem: Hashable, Sendable, Identifiable {
    /// The agent's identifier.
    public let id: String
    public let frozen: Bool
    public let liveTasks: Int64
    /// Of its live tasks, one for each currency.
    public let budgets: [BudgetUse]
    public let limits: [LimitItem]
}

/// Everything at a glance.
public struct Home: Hashable, Sendable {
    /// It was read at least once: what is empty is empty.
    public var loaded = false
    public var waiting: [WaitingItem] = []
    public var agents: [AgentItem] = []
    /// Of all live tasks, one for each currency.
    public var budgets: [BudgetUse] = []
    public var limits: [LimitItem] = []
    public var allFrozen = false
}

/// Who may spend what, what waits, and one tap that stops everything.
public final class HomePresenter: Presenter<Home> {

    public init(app: AppWallet) {
        super.init(app, Home())
    }

    /// Reads everything anew, in one read; asked for again with every change of ``AppWallet/changes``.
    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in try await read() }
    }

    @discardableResult
    public func freezeAll() -> Task<Void, Never> { change { _ = try await $0.freeze(agentId: nil) } }

    @discardableResult
    public func unfreezeAll() -> Task<Void, Never> { change { _ = try await $0.unfreeze(agentId: nil) } }

    @discardableResult
    public func freeze(_ agentId: String) -> Task<Void, Never> { change { _ = try await $0.freeze(agentId: agentId) } }

    @discardableResult
    public func unfreeze(_ agentId: String) -> Task<Void, Never> {
        change { _ = try await $0.unfreeze(agentId: agentId) }
    }

    private func change(_ what: @escaping @Sendable (Limits) async throws -> Void) -> Task<Void, Never> {
        act { [self] in
            try await what(try app.get().limits)
            try await read()
        }
    }

    private func read() async throws {
        let now = try await app.get().wallet.overview()
        show {
            $0 = Home(
                loaded: true, waiting: now.waiting.map(WaitingItem.init), agents: now.agents.map(AgentItem.init),
                budgets: now.budgets, limits: now.limits.map(LimitItem.init), allFrozen: now.freeze.all)
        }
    }
}

extension WaitingItem {
    init(_ one: WaitingApproval) {
        (id, agent, until) = (one.session.authSessionId, one.session.agentId, one.session.expiresAt)
        asked = one.surface.map(Asked.init)
    }
}

extension AgentItem {
    init(_ one: AgentOverview) {
        (id, frozen, liveTasks) = (one.binding.agentId, one.frozen, Int64(one.liveTasks))
        (budgets, limits) = (one.budgets, one.limits.map(LimitItem.init))
    }
}
