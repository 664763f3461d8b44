#if DEBUG
import AmpWallet
import Presenters
import SwiftUI

/// The agent that lives in this app: let it behave or misbehave, and see what the wallet says.
struct DemoAgentView: View {
    let presenter: DemoAgentPresenter
    let navigator: Navigator

    private var shown: DemoAgent { presenter.content }

    var body: some View {
        List {
            SandboxBadge()
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            if let said = shown.said { verdict(said) }
            Section {
                Button {
                    presenter.askBinding()
                } label: {
                    LineText(.agentAskBinding)
                }
                Button {
                    presenter.askMandate(task: Word.agentTask.text)
                } label: {
                    LineText(.agentAskMandate)
                }
            } footer: {
                LineText(.agentAbout)
            }
            shelf
            misbehaviours
        }
        .titled(.agentTitle)
        .disabled(presenter.state.busy)
        .onAppear { presenter.load() }
        .onChange(of: shown.opens) { _, route in
            guard let route else { return }
            presenter.opened()
            navigator.go(route)
        }
    }

    private func verdict(_ said: Said) -> some View {
        Section {
            Label {
                LineText(said.verdict).font(.headline)
            } icon: {
                Image(systemName: said.paid ? "checkmark.circle.fill" : "info.circle")
            }
            ForEach(said.whys, id: \.self) { WhyText(why: $0) }
        } header: {
            LineText(.agentWalletSays)
        }
    }

    private var shelf: some View {
        Section {
            ForEach(shown.shelf, id: \.sku) { article in
                VStack(alignment: .leading, spacing: 4) {
                    ArgText(.quote(article.name)).font(.headline)
                    ArgText(.quote(article.merchantName)).font(.footnote)
                    ArgText(.money(article.price)).monospacedDigit()
                    HStack {
                        Button {
                            presenter.buy(article)
                        } label: {
                            LineText(.agentBuy)
                        }
                        Button {
                            presenter.askImmediate(article)
                        } label: {
                            LineText(.agentAskImmediate)
                        }
                    }
                    .buttonStyle(.bordered)
                }
                .accessibilityElement(children: .contain)
            }
        } header: {
            LineText(.agentShop)
        }
    }

    private var misbehaviours: some View {
        Section {
            ForEach(Misbehaviour.allCases, id: \.self) { what in
                Button {
                    presenter.misbehave(what)
                } label: {
                    VStack(alignment: .leading) {
                        LineText(what.title)
                        LineText(what.about).font(.footnote).foregroundStyle(.secondary)
                    }
                }
            }
        } header: {
            LineText(.agentMisbehave)
        }
    }
}
#endif
