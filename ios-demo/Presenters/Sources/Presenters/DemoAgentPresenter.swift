#if AMP_SANDBOX
import AmpWallet

/// What came of what the agent did: one sentence, and the wallet's reasons where it refused.
public struct Said: Hashable, Sendable {
    public let verdict: Line
    public var paid = false
    public var whys: [Why] = []
}

/// The demo agent.
public struct DemoAgent: Hashable, Sendable {
    /// It was read at least once.
    public var loaded = false
    public var bound = false
    /// What there is to buy.
    public var shelf: [Article] = []
    public var said: Said?
    /// The screen on which the person answers what the agent just asked; see ``DemoAgentPresenter/opened()``.
    public var opens: Route?
}

/// Lets the agent in this app behave and misbehave, and shows what the wallet said.
public final class DemoAgentPresenter: Presenter<DemoAgent> {
    /// The network has no approved mandate for the agent.
    private static let notGranted = "agent.answer_incomplete"

    public init(app: AppWallet) { super.init(app, DemoAgent()) }

    /// Reads what there is to buy, and whether the agent is bound.
    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in
            let shelf = try await market().agent.catalogue()
            let bound = try await isBound()
            show { ($0.loaded, $0.shelf, $0.bound) = (true, shelf, bound) }
        }
    }

    /// The agent asks to be bound.
    @discardableResult
    public func askBinding() -> Task<Void, Never> {
        act { [self] in
            let link = try await market().agent.askBinding()
            show { ($0.said, $0.opens) = (.waits, .bind(link: link.authUrl)) }
        }
    }

    /// The agent asks for a mandate; `task` is its words for what it is about to do.
    @discardableResult
    public func askMandate(task: String) -> Task<Void, Never> {
        whenBound { [self] in
            let session = try await market().shopping.askMandate(task: task)
            show { ($0.said, $0.opens) = (.waits, .approve(authSessionId: session)) }
        }
    }

    /// The agent asks to pay one exact order.
    @discardableResult
    public func askImmediate(_ article: Article) -> Task<Void, Never> {
        whenBound { [self] in
            let session = try await market().shopping.askImmediate(sku: article.sku, task: article.name)
            show { ($0.said, $0.opens) = (.waits, .approve(authSessionId: session)) }
        }
    }

    /// The agent buys on its own, as its mandate allows.
    @discardableResult
    public func buy(_ article: Article) -> Task<Void, Never> { shop { try await $0.buy(sku: article.sku) } }

    /// The agent does something wrong.
    @discardableResult
    public func misbehave(_ what: Misbehaviour) -> Task<Void, Never> {
        let shelf = content.shelf
        return shop { shopping in
            let mine = shelf.first { Shopping.merchants.contains($0.merchantName) }
            // One in the mandate's currency: the merchant is what is to be refused.
            let other = shelf.last {
                !Shopping.merchants.contains($0.merchantName) && $0.price.currency == mine?.price.currency
            }
            guard let mine, let other else { throw NothingAsked() }
            return try await shopping.misbehave(what, sku: mine.sku, elsewhere: other.sku)
        }
    }

    /// The screen that was to be opened was opened.
    public func opened() { show { $0.opens = nil } }

    private func market() throws -> Market {
        guard let market = try app.get().market else { throw WalletNotOpen() }
        return market
    }

    private func whenBound(_ work: @escaping Work) -> Task<Void, Never> {
        act { [self] in
            show { $0.said = nil }
            if try await isBound() {
                try await work()
            } else {
                show { ($0.bound, $0.said) = (false, Said(verdict: Word.agentNoBinding.line)) }
            }
        }
    }

    private func shop(_ what: @escaping @Sendable (Shopping) async throws -> Purchase) -> Task<Void, Never> {
        whenBound { [self] in
            let shopping = try market().shopping
            do {
                guard await shopping.hasAsked else { throw NothingAsked() }
                let said: Said =
                    switch try await what(shopping) {
                    case .paid: Said(verdict: Word.agentSaidPaid.line, paid: true)
                    case let .refused(resultCode, detail): try refused(resultCode, detail)
                    }
                show { $0.said = said }
            } catch is NothingAsked {
                show { $0.said = Said(verdict: Word.agentNoMandate.line) }
            } catch let error as SandboxError where error.code == Self.notGranted {
                show { $0.said = Said(verdict: Word.agentNoMandate.line) }
            }
        }
    }

    /// The wallet's own reasons, if it was the wallet that refused with `code`; else what the network's result code says.
    private func refused(_ resultCode: String, _ code: String) throws -> Said {
        let latest = try app.get().payments.refusals().first?.reasons ?? []
        if latest.first?.code == code { return Said(verdict: Word.agentSaidRefused.line, whys: latest.map(Why.init)) }
        let why = Why(code: Self.meant[resultCode] ?? code)
        return Said(verdict: Word.agentSaidNetwork.line, whys: [why])
    }

    /// What the network checks by itself before it asks the wallet, as the wallet would have said it.
    private static let meant = [
        "MERCHANT_NOT_IN_CONSTRAINTS": "guard.merchant_not_listed", "PAYMENT_TOKEN_ALREADY_USED": "guard.token_used",
        "CHECKOUT_AMOUNT_EXCEEDS_BUDGET": "guard.budget_exceeded",
        "MANDATE_STATUS_INVALID": "guard.mandate_not_activated",
    ]

    private func isBound() async throws -> Bool {
        try await app.get().agents.list().contains { $0.agentId == Market.agentId && $0.state == .active }
    }
}

extension Said {
    /// The request now waits for the person.
    fileprivate static let waits = Said(verdict: Word.agentSaidWaits.line)
}
#endif
