import Presenters
import SwiftUI
import WidgetKit

/// The remaining budget: a complication on the watch's face, a tile in its Smart Stack.
struct BudgetWidget: Widget {
    var body: some WidgetConfiguration {
        StaticConfiguration(kind: "budget", provider: BudgetProvider()) { BudgetWidgetView(entry: $0) }
            .configurationDisplayName(Text(Word.watchTileName.text))
            .description(Text(Word.watchComplicationAbout.text))
            .supportedFamilies([.accessoryCircular, .accessoryCorner, .accessoryRectangular, .accessoryInline])
    }
}

/// What is shown from a moment on.
struct BudgetEntry: WidgetKit.TimelineEntry {
    let date: Date
    let snapshot: BudgetSnapshot
}

/// Reads what the app wrote last; the app asks for a new look whenever that changes.
struct BudgetProvider: TimelineProvider {
    func placeholder(in context: Context) -> BudgetEntry { BudgetEntry(date: .distantPast, snapshot: BudgetSnapshot()) }

    func getSnapshot(in context: Context, completion: @escaping (BudgetEntry) -> Void) {
        completion(BudgetEntry(date: .now, snapshot: .kept))
    }

    func getTimeline(in context: Context, completion: @escaping (WidgetKit.Timeline<BudgetEntry>) -> Void) {
        completion(WidgetKit.Timeline(entries: [BudgetEntry(date: .now, snapshot: .kept)], policy: .never))
    }
}
