import AmpWallet

/// A screen of the app, with what it is about.
public enum Route: Hashable, Sendable {
    case bind(link: String)
    case approve(authSessionId: String)
}
