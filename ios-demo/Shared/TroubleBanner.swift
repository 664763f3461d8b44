import Presenters
import SwiftUI

/// What went wrong: what happened, that the money is safe, what to do, and the one button.
struct TroubleBanner: View {
    let trouble: Trouble
    let act: () -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Label {
                LineText(trouble.what).font(.headline)
            } icon: {
                Image(systemName: "exclamationmark.triangle.fill").foregroundStyle(.orange)
            }
            .accessibilityAddTraits(.isHeader)
            ForEach(trouble.whys, id: \.self) { WhyText(why: $0) }
            Label {
                LineText(trouble.safe)
            } icon: {
                Image(systemName: "lock.shield.fill").foregroundStyle(.green)
            }
            LineText(trouble.todo)
            if let code = trouble.code {
                LineText(.appCode, .name(code)).font(.caption).foregroundStyle(.secondary)
            }
            Button(action: act) { LineText(trouble.remedy.button) }
                .buttonStyle(.bordered)
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .padding()
        .background(.orange.opacity(0.12), in: .rect(cornerRadius: 12))
        .accessibilityElement(children: .contain)
    }
}

/// Why the wallet said no.
struct WhyText: View {
    let why: Why

    var body: some View {
        VStack(alignment: .leading, spacing: 2) {
            LineText(why.reason)
            if let detail = why.detail { LineText(detail).font(.footnote).foregroundStyle(.secondary) }
        }
    }
}
