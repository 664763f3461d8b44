import Observation

/// Which screens lie on top of the first one; the last one is seen.
@MainActor
@Observable
public final class Navigator {
    public var path: [Route] = []

    public init() {}

    /// Shows `route` on top; one that lies there already comes up again.
    public func go(_ route: Route) { path = path.filter { $0 != route } + [route] }

    /// Back to the screen below; nothing where there is none.
    public func back() { _ = path.popLast() }

    /// Takes the place of the screen that is seen.
    public func replace(_ route: Route) {
        back()
        go(route)
    }
}
