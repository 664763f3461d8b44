// Written by scripts/gen-bindings.sh from the core. Do not edit.

import AmpWalletCoreBindings
import Foundation

#if AMP_SANDBOX

extension AgentError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case let .Network(error): error.code
        case .Sign: "agent.not_signed"
        case .Incomplete: "agent.answer_incomplete"
        case .CurrencyDiffers: "agent.currency_differs"
        }
    }
}

extension SandboxError: StableError {
    /// The stable code of this error.
    public var code: String {
        switch self {
        case .PortBusy: "sandbox.port_busy"
        case .Listen: "sandbox.listen"
        case .RootKey: "sandbox.root_key"
        case let .Network(error): error.code
        case let .Wallet(error): error.code
        case let .Mpp(error): error.code
        case let .Money(error): error.code
        case let .Agent(error): error.code
        case .Stopped: "sandbox.stopped"
        case .Elsewhere: "sandbox.elsewhere"
        }
    }
}
#endif
