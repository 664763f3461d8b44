/// Where the AMP network is that this demo pays in. All are sandboxes: nothing here is real money.
public enum Place: Hashable, Sendable, Codable {
    #if AMP_SANDBOX
    /// In this process, started by the app; in debug builds only.
    case inApp
    #endif
}
