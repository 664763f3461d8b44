import AmpWallet

/// How a request that was waiting ended.
public enum Decision: Hashable, Sendable { case approved, declined }

/// A request that waits for the person.
public struct Approving: Hashable, Sendable {
    /// What is asked; none until it was read.
    public var asked: Asked?
    /// What the person decided; none while she has not.
    public var decision: Decision?
}

/// What stands behind a screen on which the person says yes or no to exactly what is shown.
@MainActor
public protocol Deciding: AnyObject {
    var state: Shown<Approving> { get }
    /// Reads what is asked.
    @discardableResult func load() -> Task<Void, Never>
    /// The person says yes to what is shown. The key's own prompt follows, with `prompt` as its text.
    @discardableResult func approve(prompt: String) -> Task<Void, Never>
    /// The person says no.
    @discardableResult func decline() -> Task<Void, Never>
    /// Does what helps against the trouble that is shown.
    @discardableResult func remedy() -> Task<Void, Never>
}

/// Shows what an agent asks for, and signs exactly that after a yes.
public final class ApprovePresenter: Presenter<Approving>, Deciding {
    private let authSessionId: String
    private var surface: AuthorizationSurface?

    public init(app: AppWallet, authSessionId: String) {
        self.authSessionId = authSessionId
        super.init(app, Approving())
    }

    /// Reads what is asked.
    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in
            let read = try await app.get().mandates.surface(authSessionId: authSessionId)
            surface = read
            show { $0.asked = Asked(read) }
        }
    }

    /// The person says yes to what is shown. The key's own prompt follows, with `prompt` as its text.
    @discardableResult
    public func approve(prompt: String) -> Task<Void, Never> {
        act { [self] in
            guard let surface else { return }
            try await app.approve(surface, of: authSessionId, prompt: prompt)
            show { $0.decision = .approved }
        }
    }

    /// The person says no.
    @discardableResult
    public func decline() -> Task<Void, Never> {
        act { [self] in
            try await app.get().mandates.decline(authSessionId: authSessionId)
            show { $0.decision = .declined }
        }
    }
}
