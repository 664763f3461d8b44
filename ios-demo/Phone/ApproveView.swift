import Presenters
import SwiftUI

/// What an agent asks for, or a raise of its budget, exactly as it will be signed, and the person's answer.
struct ApproveView: View {
    let presenter: any Deciding
    let navigator: Navigator

    private var approving: Approving { presenter.state.content }

    var body: some View {
        Form {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            if let asked = approving.asked {
                AskedView(asked: asked)
                if let decision = approving.decision { done(decision) } else { answer }
            }
        }
        .navigationTitle(Text((approving.asked?.title ?? Word.appLoading.line).word.text))
        .navigationBarTitleDisplayMode(.inline)
        .disabled(presenter.state.busy)
        .onAppear { if approving.asked == nil { presenter.load() } }
    }

    private var answer: some View {
        Section {
            Button {
                presenter.approve(prompt: Word.approveSignReason.text)
            } label: {
                Label {
                    LineText(.approveYes)
                } icon: {
                    Image(systemName: "faceid")
                }.frame(maxWidth: .infinity)
            }
            .buttonStyle(.borderedProminent)
            Button(role: .cancel) {
                presenter.decline()
            } label: {
                LineText(.approveNo).frame(maxWidth: .infinity)
            }
        } footer: {
            VStack(alignment: .leading) {
                LineText(.approveSignsWhatYouSee)
                LineText(.approveDeclineAbout)
            }
        }
    }

    private func done(_ decision: Decision) -> some View {
        Section {
            LineText(decision == .approved ? .approveDone : .approveDeclined).font(.headline)
            Button {
                navigator.back()
            } label: {
                LineText(.appDone)
            }
        }
    }
}
