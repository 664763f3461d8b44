import Foundation

/// What arrived, from whatever thread, in order.
final class Heard<Item: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var items: [Item] = []

    var all: [Item] { lock.withLock { items } }

    func put(_ item: Item) { lock.withLock { items.append(item) } }
}
