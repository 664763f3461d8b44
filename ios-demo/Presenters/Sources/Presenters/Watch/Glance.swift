import AmpWallet

/// The three lines that a wrist has room for. The core's own glance is in English; these are the same three things, taken
/// from the typed fields of the same surface, so that they are said in the person's language.
public struct Glance: Hashable, Sendable {
    public let title: Line
    public let lines: [Line]

    init(_ asked: Asked) {
        title = asked.title
        lines = Self.keys(of: asked.kind).compactMap { key in asked.fields.first { $0.key == key } }
            .flatMap { field in field.values.map { Line(.appLabelValue, .words(field.label), $0) } }
    }

    private static func keys(of kind: SurfaceKind) -> [String] {
        switch kind {
        case .enrollment: ["agent", "account", "valid_until"]
        case .immediate: ["amount", "merchant", "agent"]
        case .autonomous: ["agent", "budget", "valid_until"]
        case .adjustment: ["agent", "budget.after", "budget.before"]
        }
    }
}

extension Approving {
    /// What is asked, as the wrist shows it; none until it was read.
    public var glance: Glance? { asked.map(Glance.init) }
}
