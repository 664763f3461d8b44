import Foundation

/// A symbol of `bindings/api.txt` that must be used from Swift, and how its use looks there.
struct ApiSymbol: Equatable {
    let line: String
    /// A regular expression that the tests' code must match.
    let use: String

    /// The symbols that must be used: calls, errors, and what has a code.
    static func read(_ api: String) -> [ApiSymbol] {
        api.split(separator: "\n").compactMap { ApiSymbol(String($0)) }
    }

    /// Those that `code` does not use.
    static func unused(_ api: String, in code: String) -> [String] {
        read(api).filter { code.range(of: $0.use, options: .regularExpression) == nil }.map(\.line)
    }

    init?(_ line: String) {
        let words = line.replacingOccurrences(of: "suspend ", with: "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, let use = Self.use(of: words[0], words[1].prefix { $0 != "(" && $0 != ":" }) else {
            return nil
        }
        (self.line, self.use) = (line, use)
    }

    private static func use(of kind: Substring, _ name: Substring) -> String? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard let owner = parts.first else { return nil }
        let member = parts.count > 1 ? parts[1] : ""
        switch kind {
        case "fun": return "\\b\(owner)\\("
        case "constructor": return member.isEmpty ? "\\b\(owner)\\(" : "\\b\(owner)\\.\(member)\\("
        case "method": return call(of: owner, member)
        case "error": return "\\b\(owner.replacingOccurrences(of: "Exception", with: "Error"))\\.\(member)\\b"
        case "enum" where coded.contains(owner):
            return "\\b\(owner)\\.\(member.prefix(1).lowercased() + member.dropFirst())\\b"
        default: return nil
        }
    }

    /// What is no error and has a code all the same.
    private static let coded = ["Reason", "EventKind", "SurfaceWarning"]

    /// What a method is called on: the tests keep to these names.
    private static let receivers = [
        "AgentSession": "session", "ChainVerifier": "verifier", "Sandbox": "sandbox", "SandboxAgent": "agent",
        "Wallet": "wallet", "Agents": "agents\\(\\)", "Events": "events\\(\\)", "Inbox": "inbox\\(\\)",
        "Limits": "limits\\(\\)", "Rates": "rates\\(\\)", "Mandates": "mandates\\(\\)", "Payments": "payments\\(\\)",
        "Reports": "reports\\(\\)", "Tasks": "tasks\\(\\)",
    ]
    /// What a host implements.
    private static let traits = ["KeyVault", "LogSink", "SecretStore"]

    private static func call(of owner: String, _ member: String) -> String {
        if traits.contains(owner) { return "\\bfunc \(member)\\(" }
        return "\\b\(receivers[owner] ?? "no receiver is named for \(owner)")\\.\(member)\\("
    }
}
