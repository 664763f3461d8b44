#if AMP_SANDBOX
import AmpWallet
import Foundation

/// What the demo agent can do wrong, to see the wallet refuse it.
public enum Misbehaviour: Hashable, Sendable, CaseIterable {
    case overBudget, changedPrice, tamperedOrder, unknownMerchant, replay

    public var title: Word {
        switch self {
        case .overBudget: .agentOverBudget
        case .changedPrice: .agentChangedPrice
        case .tamperedOrder: .agentTamperedOrder
        case .unknownMerchant: .agentUnknownMerchant
        case .replay: .agentReplay
        }
    }

    public var about: Word {
        switch self {
        case .overBudget: .agentOverBudgetAbout
        case .changedPrice: .agentChangedPriceAbout
        case .tamperedOrder: .agentTamperedOrderAbout
        case .unknownMerchant: .agentUnknownMerchantAbout
        case .replay: .agentReplayAbout
        }
    }
}

/// The agent that lives in this app and shops in the sandbox, so that one person alone sees the whole story. It knows the
/// wallet only as every agent does: through the network.
actor Shopping {
    /// The merchants that the demo agent asks for; the sandbox has others too.
    static let merchants = ["Harbour Airways", "Menara Grand Hotel"]
    private static let categories = ["4511", "7011"]
    private static let budget = "10000"
    private static let currency = "HKD"
    private static let moreCents: Int64 = 10_000
    /// No budget of the demo pays for as many.
    private static let tooMany = 9

    private let sandbox: Sandbox
    private let agent: SandboxAgent
    private var asked: AskedMandate?
    /// The one order that was asked for; none for a mandate with bounds.
    private var order: Checkout?

    init(_ sandbox: Sandbox, _ agent: SandboxAgent) { (self.sandbox, self.agent) = (sandbox, agent) }

    /// Whether a mandate was asked for; only the network knows whether it was approved.
    var hasAsked: Bool { asked != nil }

    /// Asks for a mandate: a task within bounds. Answers the session that now waits for the person.
    func askMandate(task: String) async throws -> String {
        let bounds = Constraints(
            upTo: try Amount(Self.budget, Self.currency), at: Self.merchants, in: Self.categories)
        let now = try await agent.askMandate(task: task, constraints: bounds, order: nil)
        (asked, order) = (now, nil)
        return now.link.authSessionId
    }

    /// Asks to pay one exact order. Answers the session that now waits for the person.
    func askImmediate(sku: String, task: String) async throws -> String {
        let exactly = try await agent.order(sku: sku, quantity: 1)
        let now = try await agent.askMandate(task: task, constraints: nil, order: exactly)
        (asked, order) = (now, exactly)
        return now.link.authSessionId
    }

    /// Buys as the mandate allows.
    func buy(sku: String) async throws -> Purchase {
        let mandate = try await granted()
        guard let order else { return try await agent.buy(mandate: mandate, sku: sku, quantity: 1) }
        let token = try await agent.paymentToken(mandate: mandate, l3: nil, order: order)
        return try await agent.pay(order: order, paymentToken: token)
    }

    /// Does what is wrong with `sku`; `elsewhere` is an article of a merchant that was not approved.
    func misbehave(_ what: Misbehaviour, sku: String, elsewhere: String) async throws -> Purchase {
        switch what {
        case .overBudget: try await untilRefused(sku)
        case .unknownMerchant: try await agent.buy(mandate: try await granted(), sku: elsewhere, quantity: 1)
        case .changedPrice: try await cheated(.changeAmount(minor: Self.moreCents), sku)
        case .tamperedOrder: try await cheated(.swapGoods, sku)
        case .replay: try await replay(sku)
        }
    }

    /// Buys the same again and again, until the wallet says that no more is left.
    private func untilRefused(_ sku: String) async throws -> Purchase {
        let mandate = try await granted()
        var last = Purchase.paid
        for _ in 0..<Self.tooMany where last == .paid {
            last = try await agent.buy(mandate: mandate, sku: sku, quantity: 1)
        }
        return last
    }

    private func cheated(_ change: OrderChange, _ sku: String) async throws -> Purchase {
        let mandate = try await granted()
        try await sandbox.changeNextOrder(change: change)
        return try await agent.buy(mandate: mandate, sku: sku, quantity: 1)
    }

    /// Pays, and hands the merchant the same payment token once more.
    private func replay(_ sku: String) async throws -> Purchase {
        let mandate = try await granted()
        let exactly = try await agent.order(sku: sku, quantity: 1)
        let signed = try await agent.sign(mandate: mandate, order: exactly)
        let token = try await agent.paymentToken(mandate: mandate, l3: signed, order: exactly)
        let first = try await agent.pay(order: exactly, paymentToken: token)
        return first == .paid ? try await agent.pay(order: exactly, paymentToken: token) : first
    }

    private func granted() async throws -> AgentMandate {
        guard let asked else { throw NothingAsked() }
        return try await agent.granted(asked: asked)
    }
}

/// The demo agent has asked for no mandate yet.
struct NothingAsked: Error {}
#endif
