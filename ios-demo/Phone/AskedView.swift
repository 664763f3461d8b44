import AmpWallet
import Presenters
import SwiftUI

/// Every field of what is asked, in the core's order: what is decided on first and large, the details folded.
struct AskedView: View {
    let asked: Asked
    @State private var open = false

    var body: some View {
        if let big = asked.big {
            Section {
                ForEach(big.values, id: \.self) { value in
                    ArgText(value).font(.largeTitle.bold().monospacedDigit()).minimumScaleFactor(0.6)
                }
            } header: {
                LineText(big.label)
            }
        }
        if !asked.warnings.isEmpty {
            Section {
                ForEach(asked.warnings, id: \.self) { WarningRow(warning: $0) }
            } header: {
                LineText(.approveWarnings)
            }
        }
        if !asked.never.isEmpty {
            Section {
                ForEach(asked.never, id: \.self) { line in
                    Label {
                        LineText(line)
                    } icon: {
                        Image(systemName: "nosign").foregroundStyle(.red)
                    }
                }
            } header: {
                LineText(.approveNever)
            }
        }
        Section {
            ForEach(asked.stressed, id: \.self) { FieldRow(field: $0).fontWeight(.semibold) }
            ForEach(asked.normal, id: \.self) { FieldRow(field: $0) }
        }
        Section {
            DisclosureGroup(isExpanded: $open) {
                ForEach(asked.details, id: \.self) { FieldRow(field: $0).font(.footnote) }
            } label: {
                LineText(.approveMoreFields)
            }
        }
    }
}

/// A label and its values; below each other, so that nothing is cut off in any language.
struct FieldRow: View {
    let field: AskedField

    var body: some View {
        VStack(alignment: .leading, spacing: 2) {
            LineText(field.label).font(.caption).foregroundStyle(.secondary)
            ForEach(field.values, id: \.self) { ArgText($0).textSelection(.enabled) }
        }
        .accessibilityElement(children: .combine)
    }
}

/// What the person should know before she decides.
struct WarningRow: View {
    let warning: Presenters.Warning

    var body: some View {
        Label {
            VStack(alignment: .leading) {
                LineText(warning.sentence)
                if let detail = warning.detail { LineText(detail).font(.footnote) }
            }
        } icon: {
            Image(systemName: "exclamationmark.shield.fill").foregroundStyle(.orange)
        }
    }
}
