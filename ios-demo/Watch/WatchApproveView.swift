import Presenters
import SwiftUI

/// Three lines, the answer, and below it all that is signed.
struct WatchApproveView: View {
    let presenter: ApprovePresenter
    @Environment(\.dismiss) private var dismiss

    private var approving: Approving { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            if let asked = approving.asked, let glance = approving.glance {
                Section {
                    ForEach(glance.lines, id: \.self) { LineText($0) }
                } header: {
                    LineText(glance.title)
                }
                ForEach(asked.warnings, id: \.self) { warning in
                    Label {
                        LineText(warning.sentence)
                    } icon: {
                        Image(systemName: "exclamationmark.shield.fill")
                    }
                }
                if let decision = approving.decision { done(decision) } else { answer }
                Section {
                    ForEach(asked.fields, id: \.self) { field in
                        VStack(alignment: .leading) {
                            LineText(field.label).font(.caption2).foregroundStyle(.secondary)
                            ForEach(field.values, id: \.self) { ArgText($0).font(.footnote) }
                        }
                        .accessibilityElement(children: .combine)
                    }
                } header: {
                    LineText(.approveMoreFields)
                }
            }
        }
        .disabled(presenter.state.busy)
        .onAppear { if approving.glance == nil { presenter.load() } }
    }

    @ViewBuilder
    private var answer: some View {
        Button {
            presenter.approve(prompt: Word.approveSignReason.text)
        } label: {
            LineText(.watchApprove)
        }
        .tint(.green)
        Button(role: .cancel) {
            presenter.decline()
        } label: {
            LineText(.watchDecline)
        }
    }

    @ViewBuilder
    private func done(_ decision: Decision) -> some View {
        LineText(decision == .approved ? .approveDone : .approveDeclined).font(.headline)
        Button {
            dismiss()
        } label: {
            LineText(.appDone)
        }
    }
}
