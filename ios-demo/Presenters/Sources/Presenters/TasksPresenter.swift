import AmpWallet

/// The tasks, newest first, as far as they were read.
public struct TaskList: Hashable, Sendable {
    /// It was read at least once.
    public var loaded = false
    public var tasks: [DelegatedTask] = []
    /// Where the next older page begins; none at the end.
    public var next: String?
}

/// Every mandate as what it is for the person: a task with a budget. Read a page at a time.
public final class TasksPresenter: Presenter<TaskList> {
    static let page: UInt32 = 30

    public init(app: AppWallet) { super.init(app, TaskList()) }

    /// Reads the newest page anew; what was read of older ones stays.
    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in
            let page = try await app.get().tasks.page(after: nil, limit: Self.page)
            let newest = Set(page.tasks.map(\.mandateId))
            let older = content.tasks.filter { !newest.contains($0.mandateId) }
            show { $0 = TaskList(loaded: true, tasks: page.tasks + older, next: older.isEmpty ? page.next : $0.next) }
        }
    }

    /// Reads the next older page.
    @discardableResult
    public func more() -> Task<Void, Never> {
        look { [self] in
            guard let next = content.next else { return }
            let page = try await app.get().tasks.page(after: next, limit: Self.page)
            show {
                $0.tasks += page.tasks
                $0.next = page.next
            }
        }
    }
}
