// The part of WidgetKit that ios-demo uses: see SwiftUI.swift.
import Foundation
import SwiftUI

@MainActor @preconcurrency public protocol Widget {
    associatedtype Body: WidgetConfiguration
    @MainActor @preconcurrency var body: Body { get }
    @MainActor @preconcurrency init()
}
@MainActor @preconcurrency public protocol WidgetBundle {
    associatedtype Body: Widget
    @MainActor @preconcurrency var body: Body { get }
    @MainActor @preconcurrency init()
}
extension WidgetBundle { @MainActor public static func main() {} }
@MainActor @preconcurrency public protocol WidgetConfiguration {}
public protocol TimelineEntry { var date: Date { get } }
public struct TimelineReloadPolicy { public static let never = TimelineReloadPolicy() }
public struct Timeline<Entry: TimelineEntry> { public init(entries: [Entry], policy: TimelineReloadPolicy) {} }
public struct TimelineProviderContext {}
public protocol TimelineProvider {
    associatedtype Entry: TimelineEntry
    typealias Context = TimelineProviderContext
    func placeholder(in context: Context) -> Entry
    func getSnapshot(in context: Context, completion: @escaping @Sendable (Entry) -> Void)
    func getTimeline(in context: Context, completion: @escaping @Sendable (Timeline<Entry>) -> Void)
}
public struct StaticConfiguration: WidgetConfiguration {
    public init<Provider: TimelineProvider, Content: View>(
        kind: String, provider: Provider, @ViewBuilder content: @escaping (Provider.Entry) -> Content
    ) {}
}
public enum WidgetFamily: Sendable { case accessoryCircular, accessoryCorner, accessoryRectangular, accessoryInline }
extension WidgetConfiguration {
    public func configurationDisplayName(_ name: Text) -> some WidgetConfiguration { self }
    public func description(_ description: Text) -> some WidgetConfiguration { self }
    public func supportedFamilies(_ families: [WidgetFamily]) -> some WidgetConfiguration { self }
}
public final class WidgetCenter: Sendable {
    public static let shared = WidgetCenter()
    public func reloadAllTimelines() {}
}
public enum ContainerBackgroundPlacement { case widget }
extension View {
    public func containerBackground(_ style: some ShapeStyle, for placement: ContainerBackgroundPlacement) -> some View
    { self }
}
extension EnvironmentValues { public var widgetFamily: WidgetFamily { fatalError() } }
