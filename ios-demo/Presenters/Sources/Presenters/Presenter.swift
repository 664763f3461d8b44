import Observation

/// What stands behind one screen: one ``state`` out, events in. It knows no SwiftUI, decides nothing that the core
/// decides, and says everything in ``Line``s, so that each platform says the same.
///
/// Every event is a method that answers its task: a screen ignores it, a test waits for it. Events run one after the
/// other; what fails is kept as ``Shown/trouble`` and can be tried again with ``retry()``.
@MainActor
@Observable
public class Presenter<Content: Sendable> {
    typealias Work = @MainActor () async throws -> Void

    /// What the screen shows.
    public private(set) var state: Shown<Content>
    @ObservationIgnored let app: AppWallet
    @ObservationIgnored private var last: Task<Void, Never>?
    @ObservationIgnored private var failed: Work?
    /// What failed was only a look: the next one that goes well takes its trouble away.
    @ObservationIgnored private var failedQuietly = false

    init(_ app: AppWallet, _ content: Content) { (self.app, state) = (app, Shown(content)) }

    /// What the screen's own part shows now.
    public var content: Content { state.content }

    func show(_ change: (inout Content) -> Void) { change(&state.content) }

    /// Runs an event after those before it.
    @discardableResult
    func act(_ work: @escaping Work) -> Task<Void, Never> { inTurn { [self] in await run(work, quietly: false) } }

    /// Reads anew what is shown, after the events before it: nothing seems to be under way, and other trouble stays.
    @discardableResult
    func look(_ work: @escaping Work) -> Task<Void, Never> { inTurn { [self] in await run(work, quietly: true) } }

    /// Does again what failed.
    @discardableResult
    public func retry() -> Task<Void, Never> { act { [self] in try await failed?() } }

    /// Does what helps against the trouble that is shown, and again what failed where that makes sense.
    @discardableResult
    public func remedy() -> Task<Void, Never> {
        let again = failed
        return switch state.trouble?.remedy {
        case .retry: retry()
        case .startSandbox:
            act { [app] in
                try await app.openAnew()
                try await again?()
            }
        case .trustClock:
            act { [app] in
                try await app.trustClock()
                try await again?()
            }
        case .startAnew: act { [app] in try await app.erase() }
        case .close, nil: inTurn { [self] in dismissTrouble() }
        }
    }

    /// The person has read what went wrong.
    public func dismissTrouble() {
        failed = nil
        state.trouble = nil
    }

    private func inTurn(_ work: @escaping @MainActor () async -> Void) -> Task<Void, Never> {
        let before = last
        let task = Task {
            await before?.value
            await work()
        }
        last = task
        return task
    }

    private func run(_ work: @escaping Work, quietly: Bool) async {
        if !quietly { (state.busy, state.trouble) = (true, nil) }
        do {
            try await work()
            if !quietly || failedQuietly { dismissTrouble() }
        } catch is CancellationError {
            // The screen went away: nobody is left to be told.
        } catch {
            (failed, failedQuietly) = (work, quietly)
            state.trouble = Trouble(error, at: app.device.choices.place)
        }
        if !quietly { state.busy = false }
    }
}
