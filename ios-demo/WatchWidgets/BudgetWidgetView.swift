import Presenters
import SwiftUI
import WidgetKit

/// The budget in the forms that a watch's face has room for.
struct BudgetWidgetView: View {
    let entry: BudgetEntry
    @Environment(\.widgetFamily) private var family

    private var snapshot: BudgetSnapshot { entry.snapshot }

    var body: some View {
        content.containerBackground(.clear, for: .widget)
    }

    @ViewBuilder
    private var content: some View {
        if let budget = snapshot.budgets.first {
            switch family {
            case .accessoryRectangular: rectangle(budget)
            case .accessoryInline: Text(budget.left)
            default: gauge(budget)
            }
        } else {
            Text(Word.watchNoMandate.text)
        }
    }

    private func gauge(_ budget: BudgetSnapshot.Budget) -> some View {
        Gauge(value: Permille(budget.usedPermille).fraction) {
            Image(systemName: snapshot.allFrozen ? "snowflake" : "creditcard")
        }
        .gaugeStyle(.accessoryCircular)
        .accessibilityLabel(Text(budget.about))
    }

    private func rectangle(_ budget: BudgetSnapshot.Budget) -> some View {
        VStack(alignment: .leading) {
            Text(budget.left).font(.headline)
            ProgressView(value: Permille(budget.usedPermille).fraction).accessibilityLabel(Text(budget.about))
            if snapshot.allFrozen {
                Label {
                    Text(Word.watchFrozen.text)
                } icon: {
                    Image(systemName: "snowflake")
                }
            } else if snapshot.waiting > 0 {
                LineText(.watchWaiting, .number(Int64(snapshot.waiting)))
            }
        }
    }
}

#Preview(as: .accessoryCircular) {
    BudgetWidget()
} timeline: {
    BudgetEntry(date: .now, snapshot: .kept)
}
