import AmpWallet
import Foundation
import LocalAuthentication
import Presenters

extension Device {
    /// This phone or watch: keys in the Secure Enclave, secrets in the Keychain, the database where no backup is made.
    @MainActor
    static func this() throws -> Device {
        Device(
            vault: SecureEnclaveVault(), secrets: KeychainSecrets(), folder: try AmpWallet.folder(named: "amp").path,
            choices: RememberedChoices(), network: builtFor, timeZone: TimeZone.current.identifier,
            currency: Locale.current.currency?.identifier ?? "HKD",
            clock: { Date() }, verifiedBy: verification)
    }

    /// The network that this build is for, as its Info.plist names it; a debug build needs none.
    private static var builtFor: Place? {
        let plist = Bundle.main.infoDictionary
        guard let url = plist?["AMPNetworkURL"] as? String, let root = plist?["AMPNetworkRoot"] as? String else {
            return nil
        }
        return .network(url: url, root: root)
    }

    /// How this device verifies the person, in the words that a mandate carries.
    private static var verification: String {
        #if os(watchOS)
        "PIN"
        #else
        let context = LAContext()
        _ = context.canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: nil)
        return context.biometryType == .touchID ? "FINGERPRINT" : "FACE"
        #endif
    }
}

/// What the person has chosen, in the app's own defaults.
final class RememberedChoices: Choices {
    private let defaults = UserDefaults.standard
    private static let key = "place"

    var place: Place? {
        get { defaults.data(forKey: Self.key).flatMap { try? PropertyListDecoder().decode(Place.self, from: $0) } }
        set { defaults.set(newValue.flatMap { try? PropertyListEncoder().encode($0) }, forKey: Self.key) }
    }
}
