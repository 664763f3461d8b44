import SwiftUI
import WidgetKit

@main
struct AmpDemoWatchWidgets: WidgetBundle {
    var body: some Widget { BudgetWidget() }
}
