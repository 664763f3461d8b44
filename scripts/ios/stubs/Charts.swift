// The part of Swift Charts that ios-demo uses: see SwiftUI.swift.
import Foundation
import SwiftUI

public struct PlottableValue<Value> {
    public static func value(_ label: String, _ value: Value) -> PlottableValue<Value> { PlottableValue() }
}
@MainActor public protocol ChartContent {}
public struct BarMark: ChartContent {
    public init<X, Y>(x: PlottableValue<X>, y: PlottableValue<Y>) {}
}
public enum AnnotationPosition { case leading, trailing }
extension ChartContent {
    public func annotation<Content: View>(position: AnnotationPosition, @ViewBuilder content: () -> Content)
        -> some ChartContent
    { self }
    public func accessibilityLabel(_ text: Text) -> some ChartContent { self }
}
@resultBuilder public struct ChartContentBuilder {
    public static func buildBlock<Content: ChartContent>(_ content: Content) -> Content { content }
}
public struct Chart<Data: RandomAccessCollection, ID: Hashable, Content: ChartContent>: Primitive {
    public init(
        _ data: Data, id: KeyPath<Data.Element, ID>, @ChartContentBuilder content: @escaping (Data.Element) -> Content
    ) {}
}
extension View {
    public func chartXAxis(_ visibility: Visibility) -> some View { self }
    public func chartXScale(domain: ClosedRange<Double>) -> some View { self }
}
