import AmpWallet

/// Shows the raise of a budget as the core will record it, and makes it after a yes to exactly that.
public final class RaisePresenter: Presenter<Approving>, Deciding {
    private let raise: Raise
    private var surface: AuthorizationSurface?

    public init(app: AppWallet, raise: Raise) {
        self.raise = raise
        super.init(app, Approving())
    }

    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in
            let read = try await app.get().mandates.adjustmentSurface(
                adjustmentId: raise.adjustmentId, mandateId: raise.mandateId, budget: raise.budget)
            surface = read
            show { $0.asked = Asked(read) }
        }
    }

    @discardableResult
    public func approve(prompt: String) -> Task<Void, Never> {
        act { [self] in
            guard let surface else { return }
            let yes = app.approval(of: surface, for: raise.adjustmentId, prompt: prompt)
            _ = try await app.get().mandates.adjust(
                request: AdjustmentRequest(
                    adjustmentId: raise.adjustmentId, mandateId: raise.mandateId, budget: raise.budget,
                    approval: AdjustmentApproval(evidence: yes.evidence, reason: yes.reason)))
            show { $0.decision = .approved }
        }
    }

    /// Nothing waits for this answer: the budget stays as it is.
    @discardableResult
    public func decline() -> Task<Void, Never> { act { [self] in show { $0.decision = .declined } } }
}
