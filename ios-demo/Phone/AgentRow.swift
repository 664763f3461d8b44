import AmpWallet
import Presenters
import SwiftUI

/// An agent, what it has spent and may still spend, and its limits.
struct AgentRow: View {
    let agent: AgentItem
    let toggleFreeze: () -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 10) {
            ArgText(.name(agent.id)).font(.headline)
            LineText(.homeTasksLive, .number(agent.liveTasks)).foregroundStyle(.secondary)
            if agent.budgets.isEmpty { LineText(.homeNothingToSpend) }
            ForEach(agent.budgets, id: \.budget.currency) { BudgetRow(budget: $0) }
            ForEach(agent.limits) { LimitBar(item: $0) }
            if agent.frozen { LineText(.homeFrozenAgent).foregroundStyle(.red) }
            Button(action: toggleFreeze) { LineText(agent.frozen ? .homeUnfreezeAgent : .homeFreezeAgent) }
                .buttonStyle(.bordered)
        }
        .accessibilityElement(children: .contain)
    }
}

/// What is left of a budget: a ring and two lines, below each other where the letters are large.
struct BudgetRow: View {
    let budget: BudgetUse
    @Environment(\.dynamicTypeSize) private var size

    var body: some View {
        let layout = size.isAccessibilitySize ? AnyLayout(VStackLayout(alignment: .leading)) : AnyLayout(HStackLayout())
        layout {
            BudgetRing(
                permille: budget.usedPermille, about: Line(.taskProgress, .permille(budget.usedPermille)), width: 6
            )
            .frame(width: 56, height: 56)
            VStack(alignment: .leading) {
                LineText(.homeRemainingOf, .money(budget.remaining), .money(budget.budget)).font(
                    .body.monospacedDigit())
                LineText(.taskSpent, .money(budget.spent)).font(.footnote).foregroundStyle(.secondary)
            }
        }
    }
}

/// How far a limit is used.
struct LimitBar: View {
    let item: LimitItem
    @Environment(\.locale) private var locale

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            ForEach(item.effect, id: \.self) { LineText($0).font(.footnote) }
            if let used = item.usedPermille {
                ProgressView(value: Permille(used).fraction)
                    .accessibilityLabel(Text(Line(.homeUsedShare, .permille(used)).text(locale)))
            }
            if let remaining = item.remaining {
                LineText(.homeLimitLeft, remaining).font(.footnote.monospacedDigit()).foregroundStyle(.secondary)
            }
        }
    }
}
