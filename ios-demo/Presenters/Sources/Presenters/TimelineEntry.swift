import AmpWallet

/// How an entry stands out.
public enum Tone: Hashable, Sendable { case paid, held, back, refused, person, other }

/// One thing that happened.
public struct TimelineEntry: Hashable, Sendable, Identifiable {
    /// The event's number.
    public let id: Int64
    public let at: Timestamp
    public let title: Line
    public private(set) var tone = Tone.other
    public private(set) var amount: Amount?
    /// What it is about, below the title.
    public private(set) var details: [Line] = []
    /// The screen that says more.
    public private(set) var opens: Route?

    init(_ event: Event) {
        (id, at, title) = (event.eventId, event.at, Word.ofEvent(event.what.code).line)
        tell(event.what)
    }

    private mutating func tell(_ what: EventKind) {
        switch what {
        case let .paymentCaptured(paymentId, _, _, merchant, amount): payment(.paid, amount, paymentId, merchant)
        case let .paymentHeld(paymentId, _, _, merchant, amount): payment(.held, amount, paymentId, merchant)
        case let .paymentRefunded(paymentId, _, _, merchant, _, amount): payment(.back, amount, paymentId, merchant)
        case let .paymentReleased(paymentId, _, _, merchant, amount, because):
            payment(.back, amount, paymentId, merchant)
            details.append(Line(.paymentReleasedBecause, .words(Word.ofReleased(because).line)))
        case let .paymentUnverified(paymentId, amount):
            (tone, self.amount, opens) = (.paid, amount, .payment(paymentId: paymentId))
        case let .paymentRefused(mandateId, paymentId, _, merchant, because, untold):
            refused(because)
            if let merchant { details.append(Self.payee(merchant)) }
            tell(untold)
            opens = paymentId.map { .payment(paymentId: $0) } ?? .task(mandateId: mandateId)
        case let .authorizationRefused(_, agentId, because, untold):
            refused(because)
            details.append(Self.by(agentId))
            tell(untold)
        case let .authorizationReceived(authSessionId, agentId, _):
            (details, opens) = ([Self.by(agentId)], .approve(authSessionId: authSessionId))
        case let .mandateActivated(mandateId, agentId, budget):
            (tone, amount, details) = (.person, budget, [Self.by(agentId)])
            opens = .task(mandateId: mandateId)
        case let .mandateAdjusted(mandateId, before, after):
            (tone, opens) = (.person, .task(mandateId: mandateId))
            details = [Line(.timelineBudgetChange, .money(before), .money(after))]
        default: tellMore(what)
        }
    }

    /// What is about no payment and no refusal.
    private mutating func tellMore(_ what: EventKind) {
        switch what {
        case .authorizationApproved: tone = .person
        case let .agentBound(agentId, _): (tone, details) = (.person, [Self.by(agentId)])
        case let .agentUnbound(agentId, _): details = [Self.by(agentId)]
        case let .mandateRevoked(mandateId): (tone, opens) = (.person, .task(mandateId: mandateId))
        case let .mandateExpired(mandateId), let .mandateFinished(mandateId): opens = .task(mandateId: mandateId)
        case .limitsChanged: (tone, opens) = (.person, .limits)
        case let .freezeChanged(all, agents):
            tone = .person
            if all {
                details = [Word.timelineFrozenAll.line]
            } else {
                details = [agents.isEmpty ? Word.timelineUnfrozen.line : Line(.timelineFrozenSome, .names(agents))]
            }
        case let .appealOpened(paymentId, _): (tone, opens) = (.person, .payment(paymentId: paymentId))
        case let .appealClosed(paymentId, _): opens = .payment(paymentId: paymentId)
        case let .eventsDropped(dropped): details = [Line(.timelineDropped, .number(Int64(clamping: dropped)))]
        default: break
        }
    }

    private mutating func payment(_ tone: Tone, _ amount: Amount, _ paymentId: String, _ merchant: String) {
        (self.tone, self.amount, details) = (tone, amount, [Self.payee(merchant)])
        opens = .payment(paymentId: paymentId)
    }

    private mutating func refused(_ because: Refused) {
        let why = because.reasons.first.map(Why.init) ?? Why(code: because.code)
        (tone, details) = (.refused, [why.reason] + [why.detail].compactMap { $0 })
    }

    /// How many refusals of the same agent came before it and were not told one by one.
    private mutating func tell(_ untold: UInt64) {
        if untold > 0 { details.append(Line(.timelineUntold, .number(Int64(clamping: untold)))) }
    }

    private static func payee(_ merchant: String) -> Line {
        Line(.appLabelValue, .words(Word.fieldMerchant.line), .quote(merchant))
    }

    private static func by(_ agentId: String) -> Line {
        Line(.appLabelValue, .words(Word.fieldAgent.line), .name(agentId))
    }
}
