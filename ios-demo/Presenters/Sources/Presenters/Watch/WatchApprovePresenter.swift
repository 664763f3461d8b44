import AmpWallet

/// A request as the wrist shows it: three lines, all fields below, the person's answer.
public struct WatchApproving: Hashable, Sendable {
    /// None until it was read.
    public var glance: Glance?
    public var warnings: [Warning] = []
    /// All that is signed.
    public var fields: [AskedField] = []
    /// What the person decided; none while she has not.
    public var decision: Decision?
}

/// Shows the three lines of what an agent asks for, and signs exactly the surface that they are of after a yes.
public final class WatchApprovePresenter: Presenter<WatchApproving> {
    private let authSessionId: String
    private var surface: AuthorizationSurface?

    public init(app: AppWallet, authSessionId: String) {
        self.authSessionId = authSessionId
        super.init(app, WatchApproving())
    }

    /// Reads what is asked.
    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in
            let read = try await app.get().mandates.surface(authSessionId: authSessionId)
            surface = read
            let asked = Asked(read)
            show { ($0.glance, $0.warnings, $0.fields) = (Glance(asked), asked.warnings, asked.fields) }
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
