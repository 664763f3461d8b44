import AmpWallet
import Presenters
import SwiftUI

/// A limit while it is written, with its effect said in words before it is set.
struct DraftView: View {
    let presenter: LimitsPresenter

    var body: some View {
        NavigationStack {
            Form {
                if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
                if let draft = presenter.content.draft {
                    fields(draft)
                    preview(draft)
                }
            }
            .titled(.limitsSet)
            .toolbar {
                Button {
                    presenter.leave()
                } label: {
                    LineText(.appCancel)
                }
            }
        }
    }

    private func fields(_ draft: Draft) -> some View {
        Section {
            choice(.limitsKind, draft, \.kind, Draft.kinds) { .ofLimitKind($0) }
            choice(.limitsScope, draft, \.dimension, Draft.dimensions) { .ofDimension($0) }
            choice(.limitsWindow, draft, \.window, Draft.windows) { .ofWindow($0) }
            TextField(value: binding(draft, \.major), format: .number) { LineText(.limitsAmount) }.keyboardType(
                .decimalPad)
            TextField(value: binding(draft, \.count), format: .number) { LineText(.limitsCount) }.keyboardType(
                .numberPad)
        }
    }

    private func preview(_ draft: Draft) -> some View {
        Section {
            if let preview = draft.preview { LimitBar(item: preview) }
            Button {
                presenter.set()
            } label: {
                LineText(.limitsSet)
            }
            .disabled(draft.preview == nil || presenter.state.busy)
        } header: {
            LineText(.limitsPreview)
        } footer: {
            LineText(.limitsAbout)
        }
    }

    private func choice<Value: Hashable>(
        _ label: Word, _ draft: Draft, _ part: WritableKeyPath<Draft, Value>, _ values: [Value],
        word: @escaping (Value) -> Word
    ) -> some View {
        Picker(selection: binding(draft, part)) {
            ForEach(values, id: \.self) { LineText(word($0)) }
        } label: {
            LineText(label)
        }
    }

    private func binding<Value>(_ draft: Draft, _ part: WritableKeyPath<Draft, Value>) -> Binding<Value> {
        Binding {
            draft[keyPath: part]
        } set: { value in
            var changed = draft
            changed[keyPath: part] = value
            presenter.change(changed)
        }
    }
}
