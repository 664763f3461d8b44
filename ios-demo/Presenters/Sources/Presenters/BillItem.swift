import AmpWallet

/// One line of a task's bill.
public struct BillItem: Hashable, Sendable, Identifiable {
    /// The payment.
    public let id: String
    public let merchant: Arg
    public let amount: Arg
    public let at: Arg
    public let state: Line
    /// Why it came to nothing, if it did.
    public let because: Line?

    init(_ line: BillLine) {
        (id, merchant, amount, at) = (
            line.paymentId, .quote(line.merchantName), .money(line.amount), .time(line.createdAt)
        )
        state = Word.ofPaymentState(line.state).line
        because = line.releasedBecause.map { Line(.paymentReleasedBecause, .words(Word.ofReleased($0).line)) }
    }
}
