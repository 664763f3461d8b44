import AmpWallet
import Presenters
import SwiftUI

/// The limits: how far each is used; add, change and remove them.
struct LimitsView: View {
    let presenter: LimitsPresenter
    let app: AppWallet

    private var shown: LimitList { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            Section {
                if shown.loaded, shown.limits.isEmpty { LineText(.limitsNone).foregroundStyle(.secondary) }
                ForEach(shown.limits) { row($0) }
                if shown.saved { LineText(.limitsSaved).foregroundStyle(.green) }
                Button {
                    presenter.add()
                } label: {
                    Label {
                        LineText(.limitsAdd)
                    } icon: {
                        Image(systemName: "plus")
                    }
                }
            } footer: {
                LineText(.limitsAbout)
            }
        }
        .titled(.limitsTitle)
        .reading(app) { presenter.load() }
        .sheet(
            isPresented: Binding {
                shown.draft != nil
            } set: {
                if !$0 { presenter.leave() }
            }
        ) {
            DraftView(presenter: presenter)
        }
        .confirmationDialog(Text(Word.limitsRemoveAsk.text), isPresented: removing, titleVisibility: .visible) {
            Button(role: .destructive) {
                presenter.remove()
            } label: {
                LineText(.limitsRemove)
            }
            Button(role: .cancel) {
                presenter.askToRemove(nil)
            } label: {
                LineText(.appCancel)
            }
        } message: {
            LineText(.limitsRemoveAbout)
        }
    }

    private func row(_ item: LimitItem) -> some View {
        VStack(alignment: .leading, spacing: 6) {
            LineText(item.name).font(.headline)
            LimitBar(item: item)
            if let endsAt = item.endsAt {
                LineText(.limitsRenews, .time(endsAt)).font(.footnote).foregroundStyle(.secondary)
            }
            HStack {
                Button {
                    presenter.edit(item)
                } label: {
                    LineText(.limitsEdit)
                }
                Spacer()
                Button(role: .destructive) {
                    presenter.askToRemove(item.id)
                } label: {
                    LineText(.limitsRemove)
                }
            }
            .buttonStyle(.borderless)
        }
        .accessibilityElement(children: .contain)
    }

    private var removing: Binding<Bool> {
        Binding {
            shown.removing != nil
        } set: {
            if !$0 { presenter.askToRemove(nil) }
        }
    }
}
