#if os(watchOS)
import Foundation
import Presenters
import SwiftUI

/// What the tile shows without opening the wallet: the app writes it, the widget reads it. No secret is in it.
struct BudgetSnapshot: Codable, Hashable, Sendable {
    /// One for each currency: what is left, in the person's language when it was written, and how much is used.
    struct Budget: Codable, Hashable, Sendable {
        let left: String
        let about: String
        let usedPermille: UInt32
    }

    var budgets: [Budget] = []
    var waiting = 0
    var allFrozen = false
}

extension BudgetSnapshot {
    private static let group = "group.org.ampwallet.demo"
    private static let key = "budgets"

    init(_ home: WatchHome, locale: Locale = .autoupdatingCurrent) {
        budgets = home.rings.map { ring in
            Budget(left: ring.left.text(locale), about: ring.about.text(locale), usedPermille: ring.usedPermille)
        }
        (waiting, allFrozen) = (home.waiting.count, home.allFrozen)
    }

    /// What was written last; nothing before the first time.
    static var kept: BudgetSnapshot {
        let data = UserDefaults(suiteName: group)?.data(forKey: key)
        return data.flatMap { try? PropertyListDecoder().decode(BudgetSnapshot.self, from: $0) } ?? BudgetSnapshot()
    }

    func write() {
        UserDefaults(suiteName: Self.group)?.set(try? PropertyListEncoder().encode(self), forKey: Self.key)
    }
}
#endif
