import AmpWallet
import Presenters
import SwiftUI

/// A live task: how far it has come, its bill, what was refused and why; cancel it, change its budget.
struct TaskView: View {
    let presenter: TaskPresenter
    let app: AppWallet
    let navigator: Navigator
    @State private var typed: Decimal?

    private var shown: TaskContent { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            if let task = shown.task {
                progress(task)
                if task.status == .agentProcessing { changes(task) }
                refusals(task)
                bill
            }
        }
        .titled(.taskTitle)
        .reading(app) { presenter.load() }
        .disabled(presenter.state.busy)
        .onChange(of: shown.raise) { _, raise in
            guard let raise else { return }
            presenter.raised()
            navigator.go(.raise(raise))
        }
        .confirmationDialog(Text(Word.taskCancelAsk.text), isPresented: asking(.cancel), titleVisibility: .visible) {
            Button(role: .destructive) {
                presenter.cancel()
            } label: {
                LineText(.taskCancel)
            }
            Button(role: .cancel) {
                presenter.ask(.none)
            } label: {
                LineText(.taskKeep)
            }
        } message: {
            LineText(.taskCancelAbout)
        }
        .sheet(isPresented: asking(.adjust)) { adjustment }
    }

    private func progress(_ task: DelegatedTask) -> some View {
        Section {
            ArgText(.quote(task.desc)).font(.headline)
            LineText(.ofTaskStatus(task.status)).foregroundStyle(.secondary)
            BudgetRing(permille: task.usedPermille, about: Line(.taskProgress, .permille(task.usedPermille)), width: 12)
                .frame(height: 140)
                .frame(maxWidth: .infinity)
            LineText(.taskBudget, .money(task.budget))
            LineText(.taskSpent, .money(task.spent))
            LineText(.taskPayments, .number(task.payments.captured))
            LineText(.taskHeld, .money(task.held))
            LineText(.taskRefunded, .money(task.refunded))
            LineText(.taskRemaining, .money(task.remaining)).bold()
            LineText(.appUntil, .time(task.expiresAt)).foregroundStyle(.secondary)
            if let adjusted = shown.adjusted { LineText(.taskAdjusted, .money(adjusted)) }
        }
        .monospacedDigit()
    }

    private func changes(_ task: DelegatedTask) -> some View {
        Section {
            Button {
                presenter.ask(.adjust)
            } label: {
                LineText(.taskAdjust)
            }
            Button(role: .destructive) {
                presenter.ask(.cancel)
            } label: {
                LineText(.taskCancel)
            }
        }
    }

    private func refusals(_ task: DelegatedTask) -> some View {
        Section {
            if let tally = task.refusals, let why = shown.refused {
                LineText(.taskRefused, .number(tally.refused))
                WhyText(why: why)
                LineText(.refusalSafe)
                ArgText(.time(tally.at)).font(.footnote).foregroundStyle(.secondary)
            } else {
                LineText(.taskRefusalsNone).foregroundStyle(.secondary)
            }
        } header: {
            LineText(.taskRefusals)
        }
    }

    private var bill: some View {
        Section {
            if shown.bill.isEmpty { LineText(.taskBillNone).foregroundStyle(.secondary) }
            ForEach(shown.bill) { item in
                NavigationLink(value: Route.payment(paymentId: item.id)) { BillRow(item: item) }
            }
            if shown.more {
                Button {
                    presenter.more()
                } label: {
                    LineText(.appMore)
                }
            }
        } header: {
            LineText(.taskBill)
        }
    }

    private var adjustment: some View {
        NavigationStack {
            Form {
                Section {
                    TextField(value: $typed, format: .number) { LineText(.taskAdjustLabel) }.keyboardType(.decimalPad)
                    if shown.amountIsNone { LineText(.troubleInputAmount).foregroundStyle(.red) }
                    Button {
                        if let typed { presenter.adjust(to: typed) }
                    } label: {
                        LineText(.appConfirm)
                    }
                    .disabled(typed == nil)
                } footer: {
                    LineText(.taskAdjustAbout)
                }
            }
            .titled(.taskAdjust)
            .toolbar {
                Button {
                    presenter.ask(.none)
                } label: {
                    LineText(.appCancel)
                }
            }
        }
        .presentationDetents([.medium, .large])
    }

    private func asking(_ dialog: TaskDialog) -> Binding<Bool> {
        Binding {
            shown.dialog == dialog
        } set: {
            if !$0 { presenter.ask(.none) }
        }
    }
}

/// One line of a bill.
struct BillRow: View {
    let item: BillItem

    var body: some View {
        VStack(alignment: .leading, spacing: 2) {
            ArgText(item.merchant).font(.headline)
            ArgText(item.amount).monospacedDigit()
            LineText(item.state).font(.footnote)
            if let because = item.because { LineText(because).font(.footnote).foregroundStyle(.secondary) }
            ArgText(item.at).font(.footnote).foregroundStyle(.secondary)
        }
        .accessibilityElement(children: .combine)
    }
}
