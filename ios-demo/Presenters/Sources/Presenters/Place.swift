/// Where the AMP network is that this app pays in.
public enum Place: Hashable, Sendable, Codable {
    #if AMP_SANDBOX
    /// A sandbox in this process, started by the app; in debug builds only. Nothing in it is real money.
    case inApp
    /// A sandbox that `amp sandbox serve` serves at this address; in debug builds only.
    case at(address: String)
    #endif
    /// A network at this address, with the public key at the root of what it signs (JWK).
    case network(url: String, root: String)

    /// It runs in this process.
    var isHere: Bool {
        #if AMP_SANDBOX
        self == .inApp
        #else
        false
        #endif
    }

    /// What a person is told of it.
    var line: Line {
        switch self {
        #if AMP_SANDBOX
        case .inApp: Word.settingsSandboxInApp.line
        case let .at(address): Line(.settingsSandboxAt, .name(address))
        #endif
        case let .network(url, _): Line(.appAt, .name(url))
        }
    }
}
