#if canImport(Security) && canImport(LocalAuthentication)
import AmpWalletCoreBindings
import Foundation
import LocalAuthentication
import Security

/// What Apple's frameworks say when they refuse, in the core's terms. Their sentences stay behind: only the number
/// goes on, for a debugger.
enum EnclaveFault {
    /// Why a key could not be made or used.
    static func vaultError(_ error: CFError?, _ alias: String) -> VaultError {
        guard let error = error.map({ $0 as Error as NSError }) else { return .Failed(reason: "unknown") }
        // The cause that LocalAuthentication names is the more exact one.
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        for one in [cause, error] where one.domain == LAError.errorDomain {
            return vaultError(LAError.Code(rawValue: one.code), one.code, alias)
        }
        if error.domain == NSOSStatusErrorDomain {
            let status = OSStatus(error.code)
            return status == errSecAuthFailed ? notAuthorized(alias) : vaultError(status, alias)
        }
        return .Failed(reason: "\(error.domain) \(error.code)")
    }

    /// A key that gives no signature although the person was asked: too many faces or fingers were wrong, or the key died
    /// with a newly enrolled one.
    private static func notAuthorized(_ alias: String) -> VaultError {
        var problem: NSError?
        let able = LAContext().canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: &problem)
        let lockedOut = !able && problem?.code == LAError.Code.biometryLockout.rawValue
        return lockedOut ? .LockedOut : .KeyInvalidated(alias: alias)
    }

    /// Why the Keychain did not answer.
    static func vaultError(_ status: OSStatus, _ alias: String = "") -> VaultError {
        switch status {
        case errSecUserCanceled: .Cancelled
        case errSecInvalidKeyRef: .KeyInvalidated(alias: alias)
        case errSecItemNotFound: .KeyLost(alias: alias)
        case errSecDuplicateItem: .KeyExists(alias: alias)
        // Of the Keychain's own lock: what a key says of the person is told apart in `notAuthorized`.
        case errSecInteractionNotAllowed, errSecNotAvailable, errSecAuthFailed: .UnavailableWhileLocked
        case errSecUnimplemented: .Unsupported
        case errSecDecode: .KeyCorrupt(alias: alias)
        default: .Failed(reason: "OSStatus \(status)")
        }
    }

    /// Why the Keychain kept or gave no secret.
    static func secretError(_ status: OSStatus, _ name: String) -> SecretError {
        switch status {
        case errSecInteractionNotAllowed, errSecAuthFailed: .Locked
        case errSecNotAvailable, errSecMissingEntitlement: .Unavailable(what: "keychain")
        case errSecDecode: .Corrupt(name: name)
        case errSecParam: .BadInput
        default: .Failed(reason: "OSStatus \(status)")
        }
    }

    private static func vaultError(_ code: LAError.Code?, _ number: Int, _ alias: String) -> VaultError {
        switch code {
        case .userCancel, .appCancel, .systemCancel, .userFallback: .Cancelled
        case .biometryLockout, .authenticationFailed: .LockedOut
        case .notInteractive: .UnavailableWhileLocked
        case .biometryNotEnrolled, .passcodeNotSet, .biometryNotAvailable: .Unsupported
        default: .Failed(reason: "LAError \(number)")
        }
    }
}
#endif
