import AmpWallet

/// One payment as a list shows it.
public struct PaymentItem: Hashable, Sendable, Identifiable {
    public let id: String
    public let merchant: Arg
    public let amount: Arg
    public let at: Arg
    public let state: Line

    init(_ payment: Payment) {
        id = payment.paymentId
        merchant = .quote(payment.checkout.merchant.merchantName)
        amount = .money(payment.captured ?? payment.held)
        at = .time(payment.createdAt)
        state = Word.ofPaymentState(payment.state).line
    }
}
