import AmpWalletCoreBindings
import Foundation

extension WalletHost {
    /// What the device and the app provide, with the strictest policy: the user's key asks for the person at every use.
    ///
    /// - Parameter networkUrl: the AMP network's base address, for example `https://amp.example`. Only a sandbox's
    ///   wallet needs none: `Wallet.open` refuses an empty one.
    public init(
        keyVault: any KeyVault, secretStore: any SecretStore, networkUrl: String = "",
        askingFor policy: KeyPolicy = .everyUse, loggingTo logSink: (any LogSink)? = nil
    ) {
        self.init(
            keyVault: keyVault, secretStore: secretStore, keyPolicy: policy, networkUrl: networkUrl, logSink: logSink)
    }
}

extension Constraints {
    /// What an agent may spend on a task: `budget` in all, each payment between two amounts, at merchants with one of
    /// these names and one of these category codes (MCC). No names or no codes: any, which the user is warned of.
    public init(
        upTo budget: Amount, each least: Amount? = nil, to most: Amount? = nil, at merchantNames: [String] = [],
        in merchantMccs: [String] = [], extensions: Extensions = Extensions()
    ) {
        self.init(
            budget: budget, merchantNames: merchantNames, merchantMccs: merchantMccs, perTransactionMax: most,
            perTransactionMin: least, extensions: extensions)
    }
}

extension Extensions {
    /// No bounds beyond AMP's own; set those that matter.
    public init() {
        self.init(
            regions: [], merchantIds: [], blockedMerchantIds: [], blockedMerchantNames: [], paymentFrequency: nil,
            maxRetries: nil)
    }
}

extension AuthorizationSurface {
    /// The user's yes to exactly this surface, verified now on this device, for session `authSessionId`.
    ///
    /// - Parameters:
    ///   - result: what the verification says, for example `FACE`.
    ///   - reason: the app's text for the device's prompt.
    public func approval(
        of authSessionId: String, verifiedBy method: IdvMethod = .deviceBiometric, result: String,
        at time: Timestamp = Date(), reason: String
    ) -> Approval {
        Approval(
            authSessionId: authSessionId,
            evidence: IdvEvidence(result: result, time: time, method: method, surfaceDigest: digest), reason: reason)
    }
}
