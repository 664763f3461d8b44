import AmpWallet
import Presenters
import SwiftUI

/// Every mandate as what it is for the person: a task with a budget.
struct TasksView: View {
    let presenter: TasksPresenter
    let app: AppWallet

    private var shown: TaskList { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            if shown.loaded, shown.tasks.isEmpty { LineText(.taskNone).foregroundStyle(.secondary) }
            ForEach(shown.tasks, id: \.mandateId) { task in
                NavigationLink(value: Route.task(mandateId: task.mandateId)) { TaskRow(task: task) }
            }
            if shown.next != nil {
                Button {
                    presenter.more()
                } label: {
                    LineText(.appMore)
                }
            }
        }
        .titled(.taskTitle)
        .reading(app) { presenter.load() }
    }
}

/// A task at a glance.
struct TaskRow: View {
    let task: DelegatedTask
    @Environment(\.locale) private var locale

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            ArgText(.quote(task.desc)).font(.headline)
            LineText(.ofTaskStatus(task.status)).foregroundStyle(.secondary)
            ProgressView(value: Permille(task.usedPermille).fraction)
                .accessibilityLabel(Text(Line(.taskProgress, .permille(task.usedPermille)).text(locale)))
            LineText(.homeRemainingOf, .money(task.remaining), .money(task.budget)).font(.footnote.monospacedDigit())
        }
        .accessibilityElement(children: .combine)
    }
}
