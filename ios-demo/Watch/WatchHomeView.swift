import Presenters
import SwiftUI

/// What is left, what waits, and one tap that stops everything.
struct WatchHomeView: View {
    let presenter: WatchHomePresenter
    let app: AppWallet

    private var home: WatchHome { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            if home.loaded {
                rings
                waiting
                freeze
                NavigationLink {
                    Owning(WatchPaymentsPresenter(app: app)) { WatchPaymentsView(presenter: $0, app: app) }
                } label: {
                    LineText(.watchPayments)
                }
            } else {
                ProgressView { LineText(.appLoading) }
            }
            SandboxBadge()
        }
        .titled(.watchTitle)
        .reading(app) { presenter.load() }
        .onChange(of: home) { _, now in BudgetSnapshot(now).keep() }
    }

    @ViewBuilder
    private var rings: some View {
        if home.rings.isEmpty { LineText(.watchNoMandate).foregroundStyle(.secondary) }
        ForEach(home.rings, id: \.self) { ring in
            VStack {
                BudgetRing(permille: ring.usedPermille, about: ring.about).frame(height: 90)
                LineText(ring.left).font(.headline.monospacedDigit()).multilineTextAlignment(.center)
            }
            .frame(maxWidth: .infinity)
            .accessibilityElement(children: .combine)
        }
    }

    @ViewBuilder
    private var waiting: some View {
        if home.waiting.isEmpty { LineText(.watchNothingWaits).foregroundStyle(.secondary) }
        ForEach(home.waiting) { item in
            NavigationLink {
                Owning(ApprovePresenter(app: app, authSessionId: item.id)) { WatchApproveView(presenter: $0) }
            } label: {
                VStack(alignment: .leading) {
                    if let asked = item.asked { LineText(asked.title).font(.headline) }
                    ArgText(.quote(item.agent)).font(.footnote)
                }
            }
        }
    }

    private var freeze: some View {
        Group {
            if home.allFrozen {
                LineText(.watchFrozen).font(.headline)
                Button {
                    presenter.unfreezeAll()
                } label: {
                    LineText(.watchUnfreeze)
                }
            } else {
                Button(role: .destructive) {
                    presenter.freezeAll()
                } label: {
                    Label {
                        LineText(.watchFreezeAll)
                    } icon: {
                        Image(systemName: "snowflake")
                    }
                }
            }
        }
        .disabled(presenter.state.busy)
    }
}
