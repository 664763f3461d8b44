import Observation

/// What stands behind one screen: one ``state`` out, events in. It knows no SwiftUI, decides nothing that the core
/// decides, and says everything in ``Line``s, so that each platform says the same.
///
/// Every event is a method that answers its task: a screen ignores it, a test waits for it. Events run one after the
/// other; what fails is kept as ``Shown/trouble`` and can be tried again with ``retry()``.
@MainActor
@Observable
public class Presenter<Content: Sendable> {
    /// What the screen shows.
    public private(set) var state: Shown<Content>
    @ObservationIgnored private var last: Task<Void, Never>?
    @ObservationIgnored private var failed: (@MainActor () async throws -> Void)?

    init(_ content: Content) { state = Shown(content) }

    /// What the screen's own part shows now.
    public var content: Content { state.content }

    func show(_ change: (inout Content) -> Void) { change(&state.content) }

    /// Runs an event after those before it.
    @discardableResult
    func act(_ work: @escaping @MainActor () async throws -> Void) -> Task<Void, Never> {
        let before = last
        let task = Task {
            await before?.value
            await run(work)
        }
        last = task
        return task
    }

    private func run(_ work: @escaping @MainActor () async throws -> Void) async {
        (state.busy, state.trouble) = (true, nil)
        do {
            try await work()
            failed = nil
        } catch is CancellationError {
            // The screen went away: nobody is left to be told.
        } catch {
            failed = work
            state.trouble = Trouble(error)
        }
        state.busy = false
    }

    /// Does again what failed.
    @discardableResult
    public func retry() -> Task<Void, Never> {
        act { [self] in try await failed?() }
    }

    /// The person has read what went wrong.
    public func dismissTrouble() {
        failed = nil
        state.trouble = nil
    }
}
