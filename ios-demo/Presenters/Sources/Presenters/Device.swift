import AmpWallet

/// What the device gives the app: the one seam between a phone, a watch and a test.
public struct Device: Sendable {
    /// Where the person's signing key lives; it asks for the person.
    public let vault: any KeyVault
    /// Where the database's key lives.
    public let secrets: any SecretStore
    /// The app's private folder, of which no backup is made.
    public let folder: String
    /// What the person has chosen for this app.
    public let choices: any Choices
    /// The network that the app was built for; none in a debug build, which chooses a sandbox.
    public let network: Place?
    /// In which zone days, weeks and months of limits lie, for example `Asia/Hong_Kong`.
    public let timeZone: String
    /// In what currency a person here thinks, as long as the wallet does not know better.
    public let currency: String
    /// The device's own clock; asked only when the person says that it is right.
    public let clock: @Sendable () -> Timestamp
    /// How this device verifies the person, as a mandate will carry it: `FACE`, `FINGERPRINT`, `PIN`.
    public let verifiedBy: String
    public let method: IdvMethod

    public init(
        vault: any KeyVault, secrets: any SecretStore, folder: String, choices: any Choices, network: Place? = nil,
        timeZone: String = "UTC",
        currency: String = "HKD", clock: @escaping @Sendable () -> Timestamp, verifiedBy: String = "FACE",
        method: IdvMethod = .deviceBiometric
    ) {
        (self.vault, self.secrets, self.folder, self.choices) = (vault, secrets, folder, choices)
        self.network = network
        (self.timeZone, self.currency, self.clock) = (timeZone, currency, clock)
        (self.verifiedBy, self.method) = (verifiedBy, method)
    }
}

/// What the person has chosen and the app remembers; nothing secret.
@MainActor
public protocol Choices: AnyObject, Sendable {
    /// Where the wallet's network is; none before the first run is over.
    var place: Place? { get set }
}
