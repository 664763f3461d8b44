import AmpWallet
import Foundation

/// The person's limits.
public struct LimitList: Hashable, Sendable {
    /// It was read at least once.
    public var loaded = false
    public var limits: [LimitItem] = []
    /// The limit that is being written or changed, with its effect and how far it would be used at once.
    public var draft: Draft?
    /// The limit that the person is asked about.
    public var removing: String?
    /// A limit was just set.
    public var saved = false
}

/// The limits: how far each is used, what a new one would do before it is set.
public final class LimitsPresenter: Presenter<LimitList> {
    private var currency: String

    public init(app: AppWallet) {
        currency = app.device.currency
        super.init(app, LimitList())
    }

    @discardableResult
    public func load() -> Task<Void, Never> { look { [self] in try await read() } }

    /// Begins a new limit.
    public func add() {
        let id = "limit-\(UUID().uuidString.lowercased())"
        show { ($0.draft, $0.saved) = (Draft(id: id, currency: currency), false) }
    }

    /// Begins to change one.
    public func edit(_ item: LimitItem) {
        show { ($0.draft, $0.saved) = (Draft(item.limit, currency: currency), false) }
        if let draft = content.draft { change(draft) }
    }

    /// Leaves the limit that was being written.
    public func leave() { show { $0.draft = nil } }

    /// The person changes the draft. What it would do is asked of the core, which sets nothing.
    @discardableResult
    public func change(_ draft: Draft) -> Task<Void, Never> {
        show {
            $0.draft = draft
            $0.draft?.preview = nil
        }
        return look { [self] in
            guard let limit = draft.limit else { return }
            let preview = try await app.get().limits.preview(limits: LimitSet(limits: others(than: draft.id) + [limit]))
            let item = preview.first { $0.limit.limitId == draft.id }.map(LimitItem.init) ?? LimitItem(unused: limit)
            // What was typed meanwhile is asked for by itself.
            if content.draft?.limit == limit { show { $0.draft?.preview = item } }
        }
    }

    /// Sets the limit that was written.
    @discardableResult
    public func set() -> Task<Void, Never> {
        act { [self] in
            guard let draft = content.draft, let limit = draft.limit else { return }
            try await app.get().limits.set(limits: LimitSet(limits: others(than: draft.id) + [limit]))
            try await read()
            show { ($0.draft, $0.saved) = (nil, true) }
        }
    }

    /// Asks whether to remove a limit; none to ask no more.
    public func askToRemove(_ limitId: String?) { show { ($0.removing, $0.saved) = (limitId, false) } }

    /// Removes the limit that was asked about.
    @discardableResult
    public func remove() -> Task<Void, Never> {
        act { [self] in
            guard let limitId = content.removing else { return }
            show { $0.removing = nil }
            try await app.get().limits.set(limits: LimitSet(limits: others(than: limitId)))
            try await read()
        }
    }

    private func others(than limitId: String) async throws -> [Limit] {
        try await app.get().limits.get().limits.filter { $0.limitId != limitId }
    }

    private func read() async throws {
        let open = try app.get()
        let usage = try await open.limits.usage()
        // Limits that count each one by itself have no one usage: they are shown as what they are.
        let items = try await open.limits.get().limits.map { limit in
            usage.first { $0.limit == limit }.map(LimitItem.init) ?? LimitItem(unused: limit)
        }
        if let known = try await open.wallet.overview().budgets.first { currency = known.budget.currency }
        show { ($0.loaded, $0.limits) = (true, items) }
    }
}
