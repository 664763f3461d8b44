import AmpWallet

/// One layer of what was signed: what it says, whose key signed it, when.
public struct SignedLayer: Hashable, Sendable, Identifiable {
    /// 1, 2 or 3.
    public let id: Int
    public let says: Line
    public let by: Line
    public let at: Timestamp
}

/// What became of checking the signatures on this device.
public enum Checked: Hashable, Sendable {
    case notYet
    /// Every signature is right.
    case right
    /// One is not: the core's code says which.
    case wrong(code: String)
    /// There is no chain: nobody vouched for this payment.
    case unvouched
}

/// One payment.
public struct PaymentContent: Hashable, Sendable {
    /// None until it was read.
    public var payment: Payment?
    public var evidence: Evidence?
    public var checked = Checked.notYet
    /// Who signed what, as the check read it; empty before.
    public var layers: [SignedLayer] = []
    public var orderedByAgent = true
    public var appeal: Appeal?
    /// The person is being asked if she wants to appeal.
    public var asking = false
}

/// One payment with its chain, verified on this device, and the appeal against it.
public final class PaymentPresenter: Presenter<PaymentContent> {
    private let paymentId: String

    public init(app: AppWallet, paymentId: String) {
        self.paymentId = paymentId
        super.init(app, PaymentContent())
    }

    /// Reads the payment and checks its signatures.
    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in
            let payments = try app.get().payments
            let payment = try await payments.get(paymentId: paymentId)
            let evidence = try await payments.evidence(paymentId: paymentId)
            let appeal = try await payments.appeals().first { $0.paymentId == paymentId }
            show { ($0.payment, $0.evidence, $0.appeal) = (payment, evidence, appeal) }
            try await check(payments)
        }
    }

    /// Opens or closes the question whether to appeal.
    public func ask(_ asking: Bool) { show { $0.asking = asking } }

    /// Disputes the payment; `reason` is in the person's words. The evidence is kept with it.
    @discardableResult
    public func appeal(reason: String) -> Task<Void, Never> {
        act { [self] in
            show { $0.asking = false }
            let opened = try await app.get().payments.appeal(paymentId: paymentId, reason: reason)
            show { $0.appeal = opened }
        }
    }

    private func check(_ payments: Payments) async throws {
        do {
            let chain = try await payments.verify(paymentId: paymentId)
            show {
                ($0.checked, $0.orderedByAgent) = (.right, chain.l3 != nil)
                $0.layers = SignedLayer.of(chain)
            }
        } catch let error as WalletError {
            switch error {
            case .Chain: show { $0.checked = .wrong(code: error.code) }
            case .NotFound: show { $0.checked = .unvouched }
            default: throw error
            }
        }
    }
}

extension SignedLayer {
    static func of(_ chain: VerifiedChain) -> [SignedLayer] {
        var layers = [
            SignedLayer(id: 1, says: Word.paymentChainL1.line, by: Word.paymentChainL1By.line, at: chain.l1.iat),
            SignedLayer(id: 2, says: Word.paymentChainL2.line, by: Word.paymentChainL2By.line, at: chain.l2.iat),
        ]
        if let order = chain.l3 {
            layers.append(
                SignedLayer(id: 3, says: Word.paymentChainL3.line, by: Word.paymentChainL3By.line, at: order.iat))
        }
        return layers
    }
}
