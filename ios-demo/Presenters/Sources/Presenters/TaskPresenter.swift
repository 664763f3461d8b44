import AmpWallet
import Foundation

/// What the person is doing with a task besides looking at it.
public enum TaskDialog: Hashable, Sendable { case none, cancel, adjust }

/// One task.
public struct TaskContent: Hashable, Sendable {
    /// None until it was read.
    public var task: DelegatedTask?
    public var bill: [BillItem] = []
    /// What to ask the next older part of the bill with; none where there is none.
    public var older: String?
    /// The bill goes on.
    public var more: Bool { older != nil }
    /// Why something was refused last, in words; none if nothing was.
    public var refused: Why?
    public var dialog = TaskDialog.none
    /// What the person typed is no amount.
    public var amountIsNone = false
    /// The budget that was just set.
    public var adjusted: Amount?
    /// A raise that waits for the person's approval: the screen goes there, then says ``TaskPresenter/raised()``.
    public var raise: Raise?
}

/// A live task: how far it has come, its bill, what was refused; cancel it, change its budget.
public final class TaskPresenter: Presenter<TaskContent> {
    private let mandateId: String
    /// The lines of a bill that are read at a time.
    private static let billLines: UInt32 = 200

    public init(app: AppWallet, mandateId: String) {
        self.mandateId = mandateId
        super.init(app, TaskContent())
    }

    /// Reads the task and the newest part of its bill.
    @discardableResult
    public func load() -> Task<Void, Never> { look { [self] in try await read() } }

    /// Reads the next older part of the bill.
    @discardableResult
    public func more() -> Task<Void, Never> {
        look { [self] in
            guard let older = content.older else { return }
            let bill = try await app.get().tasks.bill(mandateId: mandateId, after: older, limit: Self.billLines)
            show {
                $0.bill += bill.lines.map(BillItem.init)
                $0.older = bill.next
            }
        }
    }

    /// Opens or closes a question to the person.
    public func ask(_ dialog: TaskDialog) { show { ($0.dialog, $0.amountIsNone) = (dialog, false) } }

    /// The person cancels the task: the agent buys nothing more under it.
    @discardableResult
    public func cancel() -> Task<Void, Never> {
        act { [self] in
            show { $0.dialog = .none }
            _ = try await app.get().tasks.cancel(mandateId: mandateId)
            try await read()
        }
    }

    /// The person sets another budget, in major units of its currency. Less holds at once; for more the core asks for an
    /// approval of its own.
    @discardableResult
    public func adjust(to major: Decimal) -> Task<Void, Never> {
        act { [self] in
            guard let currency = content.task?.budget.currency, let budget = try? Amount(major, currency) else {
                show { $0.amountIsNone = true }
                return
            }
            show { ($0.dialog, $0.adjusted) = (.none, nil) }
            let adjustmentId = "change-\(UUID().uuidString.lowercased())"
            let request = AdjustmentRequest(
                adjustmentId: adjustmentId, mandateId: mandateId, budget: budget, approval: nil)
            do {
                let adjusted = try await app.get().mandates.adjust(request: request)
                try await read()
                show { $0.adjusted = adjusted.after }
            } catch WalletError.ApprovalNeeded {
                show { $0.raise = Raise(adjustmentId: adjustmentId, mandateId: mandateId, budget: budget) }
            }
        }
    }

    /// The screen of the raise was shown.
    public func raised() { show { $0.raise = nil } }

    private func read() async throws {
        let bill = try await app.get().tasks.bill(mandateId: mandateId, after: nil, limit: Self.billLines)
        show {
            ($0.task, $0.bill) = (bill.task, bill.lines.map(BillItem.init))
            $0.older = bill.next
            $0.refused = bill.task.refusals.map { Why(code: $0.code) }
        }
    }
}
