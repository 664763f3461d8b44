// Styles, shapes and modifiers: see SwiftUI.swift.
import Foundation

public protocol ShapeStyle {}
public struct Color: ShapeStyle, Primitive, Hashable {
    nonisolated init() {}
    public nonisolated static var accentColor: Color { Color() }
    public nonisolated func opacity(_ opacity: Double) -> Color { self }
}
public struct TintShapeStyle: ShapeStyle {}
public struct HierarchicalShapeStyle: ShapeStyle {}
extension ShapeStyle where Self == Color {
    public static var red: Color { Color() }
    public static var orange: Color { Color() }
    public static var yellow: Color { Color() }
    public static var green: Color { Color() }
    public static var secondary: Color { Color() }
    public static var clear: Color { Color() }
}
extension ShapeStyle where Self == TintShapeStyle { public static var tint: TintShapeStyle { TintShapeStyle() } }
extension ShapeStyle where Self == HierarchicalShapeStyle {
    public static var quaternary: HierarchicalShapeStyle { HierarchicalShapeStyle() }
}
public protocol Shape: Primitive {}
public struct Circle: Shape { public init() {} }
public struct Capsule: Shape {}
public struct RoundedRectangle: Shape {}
extension Shape where Self == Capsule { public static var capsule: Capsule { Capsule() } }
extension Shape where Self == RoundedRectangle {
    public static func rect(cornerRadius: CGFloat) -> RoundedRectangle { RoundedRectangle() }
}
public struct StrokeStyle { public init(lineWidth: CGFloat = 1, lineCap: CGLineCap = .butt) {} }
public enum CGLineCap { case butt, round, square }
extension Shape {
    public func stroke(_ content: some ShapeStyle, lineWidth: CGFloat = 1) -> some Shape { self }
    public func stroke(_ content: some ShapeStyle, style: StrokeStyle) -> some Shape { self }
    public func trim(from: CGFloat = 0, to: CGFloat = 1) -> some Shape { self }
}
public struct Angle { public static func degrees(_ degrees: Double) -> Angle { Angle() } }
public enum HorizontalAlignment { case leading, center, trailing }
public enum VerticalAlignment { case top, center, bottom }
public struct Alignment {
    public static let leading = Alignment()
    public static let center = Alignment()
}
public struct Edge {
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        public static let horizontal = Set(rawValue: 1)
        public static let vertical = Set(rawValue: 2)
        public static let all = Set(rawValue: 3)
    }
}
public struct Font: Hashable, Sendable {
    public enum Weight: Sendable { case semibold, bold }
    public static let largeTitle = Font()
    public static let title2 = Font()
    public static let title3 = Font()
    public static let headline = Font()
    public static let subheadline = Font()
    public static let body = Font()
    public static let footnote = Font()
    public static let caption = Font()
    public static let caption2 = Font()
    public func bold() -> Font { self }
    public func monospacedDigit() -> Font { self }
}
public enum TextAlignment { case leading, center, trailing }
public struct AccessibilityTraits { public static let isHeader = AccessibilityTraits() }
public struct AccessibilityChildBehavior {
    public static let combine = Self()
    public static let ignore = Self()
    public static let contain = Self()
}
public enum Visibility { case automatic, visible, hidden }
public protocol ButtonStyle {}
public struct AnyButtonStyle: ButtonStyle {}
extension ButtonStyle where Self == AnyButtonStyle {
    public static var bordered: AnyButtonStyle { AnyButtonStyle() }
    public static var borderedProminent: AnyButtonStyle { AnyButtonStyle() }
    public static var borderless: AnyButtonStyle { AnyButtonStyle() }
}
public struct PickerStyle { public static let segmented = PickerStyle() }
public struct GaugeStyle { public static let accessoryCircular = GaugeStyle() }
public struct TextFieldStyle { public static let roundedBorder = TextFieldStyle() }
public struct TextSelectability { public static let enabled = TextSelectability() }

extension View {
    public func font(_ font: Font?) -> some View { self }
    public func fontWeight(_ weight: Font.Weight?) -> some View { self }
    public func bold(_ active: Bool = true) -> some View { self }
    public func monospacedDigit() -> some View { self }
    public func minimumScaleFactor(_ factor: CGFloat) -> some View { self }
    public func multilineTextAlignment(_ alignment: TextAlignment) -> some View { self }
    public func foregroundStyle(_ style: some ShapeStyle) -> some View { self }
    public func tint(_ colour: Color?) -> some View { self }
    public func background(_ style: some ShapeStyle, in shape: some Shape) -> some View { self }
    public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View { self }
    public func padding(_ length: CGFloat) -> some View { self }
    public func frame(width: CGFloat? = nil, height: CGFloat? = nil, alignment: Alignment = .center) -> some View {
        self
    }
    public func frame(
        minWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil, maxHeight: CGFloat? = nil,
        alignment: Alignment = .center
    ) -> some View { self }
    public func rotationEffect(_ angle: Angle) -> some View { self }
    public func ignoresSafeArea() -> some View { self }
    public func disabled(_ disabled: Bool) -> some View { self }
    public func buttonStyle(_ style: some ButtonStyle) -> some View { self }
    public func pickerStyle(_ style: PickerStyle) -> some View { self }
    public func gaugeStyle(_ style: GaugeStyle) -> some View { self }
    public func textFieldStyle(_ style: TextFieldStyle) -> some View { self }
    public func textSelection(_ selectability: TextSelectability) -> some View { self }
    public func accessibilityElement(children: AccessibilityChildBehavior) -> some View { self }
    public func accessibilityLabel(_ text: Text) -> some View { self }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View { self }
    public func onAppear(perform act: (() -> Void)? = nil) -> some View { self }
    public func task(_ act: @escaping @Sendable @MainActor () async -> Void) -> some View { self }
    public func onChange<Value: Equatable>(of value: Value, _ act: @escaping () -> Void) -> some View { self }
    public func onChange<Value: Equatable>(of value: Value, _ act: @escaping (Value, Value) -> Void) -> some View {
        self
    }
    public func onOpenURL(perform act: @escaping (URL) -> Void) -> some View { self }
    public func refreshable(act: @escaping @Sendable @MainActor () async -> Void) -> some View { self }
    public func navigationTitle(_ title: Text) -> some View { self }
    public func navigationDestination<Data: Hashable, Content: View>(
        for data: Data.Type, @ViewBuilder destination: @escaping (Data) -> Content
    ) -> some View { self }
    public func toolbar<Content: View>(@ViewBuilder content: () -> Content) -> some View { self }
    public func sheet<Content: View>(isPresented: Binding<Bool>, @ViewBuilder content: @escaping () -> Content)
        -> some View
    { self }
    public func alert<Buttons: View, Message: View>(
        _ title: Text, isPresented: Binding<Bool>, @ViewBuilder actions: () -> Buttons,
        @ViewBuilder message: () -> Message
    ) -> some View { self }
    public func confirmationDialog<Buttons: View, Message: View>(
        _ title: Text, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic,
        @ViewBuilder actions: () -> Buttons, @ViewBuilder message: () -> Message
    ) -> some View { self }
}

#if !AMP_WATCH
public enum NavigationBarItem { public enum TitleDisplayMode { case automatic, inline, large } }
public struct TextInputAutocapitalization { public static var never: Self { Self() } }
public enum UIKeyboardType { case URL, decimalPad, numberPad }
public struct PresentationDetent: Hashable {
    public static let medium = PresentationDetent()
    public static let large = PresentationDetent()
}
extension View {
    public func navigationBarTitleDisplayMode(_ mode: NavigationBarItem.TitleDisplayMode) -> some View { self }
    public func textInputAutocapitalization(_ style: TextInputAutocapitalization?) -> some View { self }
    public func autocorrectionDisabled(_ disabled: Bool = true) -> some View { self }
    public func keyboardType(_ type: UIKeyboardType) -> some View { self }
    public func presentationDetents(_ detents: Set<PresentationDetent>) -> some View { self }
}
#endif
