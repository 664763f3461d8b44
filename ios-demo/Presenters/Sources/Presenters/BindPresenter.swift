import AmpWallet
import Foundation

/// The three steps of binding an agent, and its end.
public enum BindStep: Hashable, Sendable {
    /// A link is typed, pasted, or read from a QR code.
    case link
    /// Who the agent is and what it may do.
    case review
    /// The agent may ask for mandates now.
    case bound
}

/// How far the binding has come.
public struct Bind: Hashable, Sendable {
    public var step = BindStep.link
    /// What the person typed or scanned.
    public var link = ""
    /// There is no request in that link.
    public var linkIsNone = false
    /// Who asks and what for; none before the link was opened.
    public var asked: Asked?

    /// What the agent calls itself; none before the link was opened.
    public var agent: String {
        guard case let .quote(name) = asked?.fields.first(where: { $0.key == "agent" })?.values.first else { return "" }
        return name
    }
}

/// Binds an agent by link or QR code: open, review, confirm.
public final class BindPresenter: Presenter<Bind> {
    private var session: String?
    private var surface: AuthorizationSurface?

    public init(app: AppWallet, link: String = "") {
        super.init(app, Bind(link: link))
    }

    /// The person changes the link.
    public func change(link: String) {
        show { ($0.link, $0.linkIsNone) = (link, false) }
    }

    /// Step one, with a link that was scanned.
    @discardableResult
    public func open(_ link: String) -> Task<Void, Never> {
        change(link: link)
        return open()
    }

    /// Step one: opens the request that the link names.
    @discardableResult
    public func open() -> Task<Void, Never> {
        act { [self] in
            guard let named = Self.session(of: content.link) else {
                show { $0.linkIsNone = true }
                return
            }
            let read = try await app.get().mandates.surface(authSessionId: named)
            (session, surface) = (named, read)
            show { ($0.step, $0.asked) = (.review, Asked(read)) }
        }
    }

    /// Step three: the person says yes; the key's own prompt follows, with `prompt` as its text.
    @discardableResult
    public func confirm(prompt: String) -> Task<Void, Never> {
        act { [self] in
            guard let surface, let session else { return }
            try await app.approve(surface, of: session, prompt: prompt)
            show { $0.step = .bound }
        }
    }

    /// The person says no: nothing was bound.
    @discardableResult
    public func decline() -> Task<Void, Never> {
        act { [self] in
            if let session { try await app.get().mandates.decline(authSessionId: session) }
            (session, surface) = (nil, nil)
            show { $0 = Bind() }
        }
    }

    /// Any app may claim the first; the second opens the one app that its domain names. The domain is an example.
    private static let links = ["amp-wallet://authorize?", "https://wallet.example/authorize?"]

    /// The session that a link of the network names; none for any other text.
    static func session(of link: String) -> String? {
        let link = link.trimmingCharacters(in: .whitespacesAndNewlines)
        guard links.contains(where: link.hasPrefix), let parts = URLComponents(string: link) else { return nil }
        return parts.queryItems?.first { $0.name == "authSessionId" }?.value.flatMap { $0.isEmpty ? nil : $0 }
    }
}
