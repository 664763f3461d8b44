import Presenters
import SwiftUI

/// Three steps to a bound agent: its link, who it is and what it may do, the person's yes.
struct BindView: View {
    let presenter: BindPresenter
    let navigator: Navigator

    private var bind: Bind { presenter.content }

    var body: some View {
        Form {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            switch bind.step {
            case .link: link
            case .review: review
            case .bound: bound
            }
        }
        .titled(.bindTitle)
        .disabled(presenter.state.busy)
        .task { if !bind.link.isEmpty { presenter.open() } }
    }

    private var link: some View {
        Section {
            TextField(
                text: Binding {
                    bind.link
                } set: {
                    presenter.change(link: $0)
                }, axis: .vertical
            ) {
                LineText(.bindLinkLabel)
            }
            .textInputAutocapitalization(.never)
            .autocorrectionDisabled()
            .keyboardType(.URL)
            if bind.linkIsNone { LineText(.bindLinkUnknown).foregroundStyle(.red) }
            PasteButton(payloadType: String.self) { texts in
                guard let text = texts.first else { return }
                Task { @MainActor in presenter.change(link: text) }
            }
            .accessibilityLabel(Text(Word.bindPaste.text))
            #if canImport(VisionKit)
            QrScanButton { presenter.open($0) }
            #endif
            Button {
                presenter.open()
            } label: {
                LineText(.bindOpen)
            }
        } header: {
            LineText(.bindStep, .number(1), .number(3))
        } footer: {
            LineText(.bindOpenAbout)
        }
    }

    @ViewBuilder
    private var review: some View {
        Section {
            LineText(.bindReviewAbout)
        } header: {
            LineText(.bindStep, .number(2), .number(3))
        }
        if let asked = bind.asked { AskedView(asked: asked) }
        Section {
            Button {
                presenter.confirm(prompt: Word.approveSignReason.text)
            } label: {
                LineText(.bindConfirm)
            }
            Button(role: .cancel) {
                presenter.decline()
            } label: {
                LineText(.approveNo)
            }
        } header: {
            LineText(.bindStep, .number(3), .number(3))
        } footer: {
            LineText(.bindConfirmAbout)
        }
    }

    private var bound: some View {
        Section {
            Label {
                LineText(.bindDone, .quote(bind.agent))
            } icon: {
                Image(systemName: "checkmark.seal.fill")
            }
            .font(.headline)
            LineText(.bindDoneAbout)
            Button {
                navigator.back()
            } label: {
                LineText(.appDone)
            }
        }
    }
}
