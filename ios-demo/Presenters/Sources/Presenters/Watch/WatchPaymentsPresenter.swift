import AmpWallet

/// The last payments, as far as they were read.
public struct WatchPayments: Hashable, Sendable {
    /// It was read at least once.
    public var loaded = false
    public var payments: [PaymentItem] = []
    /// Where the next page begins; none at the end.
    public var next: String?
}

/// What was paid last, newest first, a page at a time.
public final class WatchPaymentsPresenter: Presenter<WatchPayments> {
    /// As many as a wrist scrolls through.
    static let page: UInt32 = 8

    public init(app: AppWallet) {
        super.init(app, WatchPayments())
    }

    /// Reads the newest page.
    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in
            let page = try await app.get().payments.page(after: nil, limit: Self.page)
            show { $0 = WatchPayments(loaded: true, payments: page.payments.map(PaymentItem.init), next: page.next) }
        }
    }

    /// Reads the next older page.
    @discardableResult
    public func more() -> Task<Void, Never> {
        act { [self] in
            guard let next = content.next else { return }
            let page = try await app.get().payments.page(after: next, limit: Self.page)
            show {
                $0.payments += page.payments.map(PaymentItem.init)
                $0.next = page.next
            }
        }
    }
}
