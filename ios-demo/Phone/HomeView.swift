import AmpWallet
import Presenters
import SwiftUI

/// Who may spend what, what waits, and one tap that stops everything.
struct HomeView: View {
    let presenter: HomePresenter
    let app: AppWallet
    let navigator: Navigator

    private var home: Home { presenter.content }

    var body: some View {
        List {
            Section {
                SandboxBadge()
                if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            }
            if home.loaded {
                waiting
                agents
                freeze
                more
            } else {
                ProgressView { LineText(.appLoading) }
            }
        }
        .titled(.homeTitle)
        .toolbar {
            Button {
                navigator.go(.bind(link: ""))
            } label: {
                Label {
                    LineText(.bindTitle)
                } icon: {
                    Image(systemName: "plus")
                }
            }
        }
        .reading(app) { presenter.load() }
        .refreshable { await presenter.load().value }
    }

    private var waiting: some View {
        Section {
            if home.waiting.isEmpty { LineText(.homeNothingWaiting).foregroundStyle(.secondary) }
            ForEach(home.waiting) { item in
                NavigationLink(value: Route.approve(authSessionId: item.id)) { WaitingRow(item: item) }
            }
        } header: {
            LineText(.homeWaiting)
        }
    }

    private var agents: some View {
        Section {
            if home.agents.isEmpty {
                VStack(alignment: .leading, spacing: 4) {
                    LineText(.homeNoAgents).font(.headline)
                    LineText(.homeNoAgentsAbout).foregroundStyle(.secondary)
                }
            }
            ForEach(home.agents) { agent in
                AgentRow(agent: agent) {
                    if agent.frozen { presenter.unfreeze(agent.id) } else { presenter.freeze(agent.id) }
                }
            }
        } header: {
            LineText(.homeTitle)
        }
    }

    private var more: some View {
        Section {
            link(.tasks, .homeOpenTasks, "checklist")
            link(.timeline, .homeOpenTimeline, "clock")
            link(.report, .homeOpenReport, "chart.bar")
            link(.limits, .homeOpenLimits, "gauge.with.needle")
            link(.settings, .homeOpenSettings, "gearshape")
            #if DEBUG
            link(.demoAgent, .homeOpenDemo, "figure.walk")
            #endif
        }
    }

    private func link(_ route: Route, _ word: Word, _ symbol: String) -> some View {
        NavigationLink(value: route) {
            Label {
                LineText(word)
            } icon: {
                Image(systemName: symbol)
            }
        }
    }

    private var freeze: some View {
        Section {
            if home.allFrozen {
                LineText(.homeFrozenAll).font(.headline)
                LineText(.homeFrozenAllAbout)
                Button {
                    presenter.unfreezeAll()
                } label: {
                    LineText(.homeUnfreezeAll)
                }
            } else {
                Button(role: .destructive) {
                    presenter.freezeAll()
                } label: {
                    Label {
                        LineText(.homeFreezeAll)
                    } icon: {
                        Image(systemName: "snowflake")
                    }
                }
            }
        }
        .disabled(presenter.state.busy)
    }
}

/// A request that waits for the person.
struct WaitingRow: View {
    let item: WaitingItem

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            if let asked = item.asked { LineText(asked.title).font(.headline) }
            LineText(.approveAgentAsks, .quote(item.agent))
            if let big = item.asked?.big {
                ForEach(big.values, id: \.self) { ArgText($0).font(.title3.monospacedDigit()) }
            }
            LineText(.approveExpires, .time(item.until)).font(.footnote).foregroundStyle(.secondary)
        }
        .accessibilityElement(children: .combine)
    }
}
