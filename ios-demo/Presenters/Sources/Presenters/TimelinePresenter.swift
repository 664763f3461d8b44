import AmpWallet

/// What happened, newest first, as far as it was read.
public struct Timeline: Hashable, Sendable {
    /// It was read at least once.
    public var loaded = false
    public var entries: [TimelineEntry] = []
    /// There may be more that is older.
    public var more = false
}

/// Payments, refusals and approvals as a timeline, from the events that the wallet keeps. Read a page at a time.
public final class TimelinePresenter: Presenter<Timeline> {
    static let page: UInt32 = 40

    public init(app: AppWallet) { super.init(app, Timeline()) }

    /// Reads the newest page anew; what was read of older ones stays.
    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in
            let page = try await app.get().events.history(before: nil, limit: Self.page)
            let newest = Set(page.map(\.eventId))
            let older = content.entries.filter { !newest.contains($0.id) }
            show { $0 = Timeline(loaded: true, entries: page.map(TimelineEntry.init) + older, more: !page.isEmpty) }
        }
    }

    /// Reads the next older page.
    @discardableResult
    public func more() -> Task<Void, Never> {
        look { [self] in
            guard let last = content.entries.last else { return }
            let page = try await app.get().events.history(before: last.id, limit: Self.page)
            show {
                $0.entries += page.map(TimelineEntry.init)
                $0.more = !page.isEmpty
            }
        }
    }
}
