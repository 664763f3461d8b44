import Presenters
import SwiftUI

/// What happened, newest first.
struct TimelineView: View {
    let presenter: TimelinePresenter
    let app: AppWallet

    private var shown: Timeline { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            if shown.loaded, shown.entries.isEmpty { LineText(.timelineNone).foregroundStyle(.secondary) }
            ForEach(shown.entries) { entry in
                if let route = entry.opens {
                    NavigationLink(value: route) { TimelineRow(entry: entry) }
                } else {
                    TimelineRow(entry: entry)
                }
            }
            if shown.more {
                Button {
                    presenter.more()
                } label: {
                    LineText(.appMore)
                }
            } else if !shown.entries.isEmpty {
                LineText(.timelineEnd).font(.footnote).foregroundStyle(.secondary)
            }
        }
        .titled(.timelineTitle)
        .reading(app) { presenter.load() }
    }
}

/// One thing that happened.
struct TimelineRow: View {
    let entry: TimelineEntry

    var body: some View {
        Label {
            VStack(alignment: .leading, spacing: 2) {
                LineText(entry.title).font(.headline)
                if let amount = entry.amount { ArgText(.money(amount)).monospacedDigit() }
                ForEach(entry.details, id: \.self) { LineText($0).font(.subheadline) }
                ArgText(.time(entry.at)).font(.footnote).foregroundStyle(.secondary)
            }
        } icon: {
            Image(systemName: entry.tone.symbol).foregroundStyle(entry.tone.colour)
        }
        .accessibilityElement(children: .combine)
    }
}

extension Tone {
    /// The title says it in words; this only helps the eye.
    fileprivate var symbol: String {
        switch self {
        case .paid: "checkmark.circle.fill"
        case .held: "hourglass"
        case .back: "arrow.uturn.backward.circle"
        case .refused: "hand.raised.fill"
        case .person: "person.fill"
        case .other: "circle"
        }
    }

    fileprivate var colour: Color {
        switch self {
        case .paid: .green
        case .held: .orange
        case .refused: .red
        case .person: .accentColor
        case .back, .other: .secondary
        }
    }
}
