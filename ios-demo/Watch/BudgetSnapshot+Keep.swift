import Foundation
import WidgetKit

extension BudgetSnapshot {
    /// Writes it for the widget, and has that drawn anew.
    func keep() {
        write()
        WidgetCenter.shared.reloadAllTimelines()
    }
}
