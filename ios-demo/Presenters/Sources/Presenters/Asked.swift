import AmpWallet

/// One field of what is asked: a label of the dictionary and a typed value of the core.
public struct AskedField: Hashable, Sendable {
    public let key: String
    public let label: Line
    public let values: [Arg]
    public let emphasis: Emphasis
}

/// What an agent asks for, exactly as the core will sign it: every field of its surface in its order, none added.
public struct Asked: Hashable, Sendable {
    public let kind: SurfaceKind
    public let title: Line
    /// The amount that is decided on, shown larger; it is one of ``fields`` too.
    public let big: AskedField?
    public let fields: [AskedField]
    /// What the mandate can never do, each from a field that is signed.
    public let never: [Line]
    public let warnings: [Warning]
    /// For a watch: at most three lines, as the core wrote them.
    public let glance: [String]
    /// Goes back with the approval: the core signs nothing else than what was shown.
    public let digest: String

    /// What the person decides on.
    public var stressed: [AskedField] { fields.filter { $0.emphasis == .stressed && $0 != big } }
    /// What is shown below it.
    public var normal: [AskedField] { fields.filter { $0.emphasis == .normal } }
    /// What may be folded away.
    public var details: [AskedField] { fields.filter { $0.emphasis == .detail } }

    private static let decisive: Set = ["amount", "budget", "budget.after"]

    init(_ surface: AuthorizationSurface) {
        kind = surface.kind
        title = Word.ofSurfaceKind(surface.kind).line
        fields = surface.fields.map(AskedField.init)
        big = fields.first { Self.decisive.contains($0.key) }
        never = surface.kind == .autonomous ? Self.never(surface.fields) : []
        warnings = surface.warnings.map(Warning.init)
        glance = surface.glance
        digest = surface.digest
    }
}

extension Asked {
    fileprivate static func never(_ fields: [SurfaceField]) -> [Line] {
        var lines: [Line] = []
        for field in fields {
            switch (field.key, field.value) {
            case let ("budget", .money(amount, _)): lines.append(Line(.approveNeverMore, .money(amount)))
            case let ("valid_until", .time(at, _)): lines.append(Line(.approveNeverLater, .time(at)))
            case let ("merchants", .texts(texts)) where !texts.isEmpty: lines.append(Word.approveNeverElsewhere.line)
            default: break
            }
        }
        return lines + [Word.approveNeverFrozen.line]
    }
}

extension AskedField {
    init(_ field: SurfaceField) {
        (key, emphasis) = (field.key, field.emphasis)
        label = Word.ofField(field.key).line
        values = Self.values(of: field)
    }

    private static func values(of field: SurfaceField) -> [Arg] {
        switch field.value {
        case let .text(text): [arg(field.key, text)]
        case let .quote(text): [.quote(text)]
        case let .texts(texts): texts.isEmpty ? [.words(Word.appAny.line)] : texts.map { arg(field.key, $0) }
        case let .money(amount, _): [.money(amount)]
        case let .time(at, _): [.time(at)]
        case let .goods(name, quantity, unitAmount, _):
            [.words(Line(.approveGoods, .quote(name), .name(quantity), .money(unitAmount)))]
        }
    }

    private static func arg(_ key: String, _ text: String) -> Arg {
        switch key {
        case "scope": Word.ofScope(text).map { .words($0.line) } ?? .name(text)
        case "categories", "merchant.category": .words(categoryLine(text))
        case "task", "merchant", "merchants", "agent", "agent.developer": .quote(text)
        case "payments.frequency": frequency(text)
        default: .name(text)
        }
    }

    /// `3/WEEK`, as the core shows how often a mandate may pay.
    private static func frequency(_ text: String) -> Arg {
        let parts = text.split(separator: "/").map(String.init)
        guard let times = parts.first, let period = parts.last, let word = Word.ofFrequency(period) else {
            return .name(text)
        }
        return .words(Line(word, .name(times)))
    }
}

/// What the person should know before she decides: a sentence, and what it is about.
public struct Warning: Hashable, Sendable {
    public let sentence: Line
    public let detail: Line?

    init(_ warning: SurfaceWarning) {
        sentence = Word.ofWarning(warning.code).line
        detail =
            switch warning {
            case let .mixedScript(merchantName): Line(.warningMerchantMixedScriptDetail, .quote(merchantName))
            case let .goodsSumDiffers(goods, total): Line(.warningGoodsSumDiffersDetail, .money(goods), .money(total))
            default: nil
            }
    }
}
