import AmpWallet

/// A screen of the app, with what it is about.
public enum Route: Hashable, Sendable {
    case bind(link: String)
    case approve(authSessionId: String)
    case raise(Raise)
    case tasks
    case task(mandateId: String)
    case timeline
    case payment(paymentId: String)
    case report
    case limits
    case settings
    #if AMP_SANDBOX
    case demoAgent
    #endif
}

/// A raise of a budget that waits for the person's approval.
public struct Raise: Hashable, Sendable {
    public let adjustmentId: String
    public let mandateId: String
    public let budget: Amount
}
