import Presenters
import SwiftUI

/// The first screen and those that lie on top of it.
struct MainView: View {
    let app: AppWallet
    @Bindable var navigator: Navigator

    var body: some View {
        NavigationStack(path: $navigator.path) {
            Owning(HomePresenter(app: app)) { HomeView(presenter: $0, app: app, navigator: navigator) }
                .navigationDestination(for: Route.self) { screen($0) }
        }
    }

    @ViewBuilder
    private func screen(_ route: Route) -> some View {
        switch route {
        case let .bind(link):
            Owning(BindPresenter(app: app, link: link)) { BindView(presenter: $0, navigator: navigator) }
        case let .approve(session):
            Owning(ApprovePresenter(app: app, authSessionId: session)) {
                ApproveView(presenter: $0, navigator: navigator)
            }
        case let .raise(raise):
            Owning(RaisePresenter(app: app, raise: raise)) { ApproveView(presenter: $0, navigator: navigator) }
        case .tasks: Owning(TasksPresenter(app: app)) { TasksView(presenter: $0, app: app) }
        case let .task(mandateId):
            Owning(TaskPresenter(app: app, mandateId: mandateId)) {
                TaskView(presenter: $0, app: app, navigator: navigator)
            }
        case .timeline: Owning(TimelinePresenter(app: app)) { TimelineView(presenter: $0, app: app) }
        case let .payment(paymentId):
            Owning(PaymentPresenter(app: app, paymentId: paymentId)) { PaymentView(presenter: $0, app: app) }
        case .report: Owning(ReportPresenter(app: app)) { ReportView(presenter: $0, app: app) }
        case .limits: Owning(LimitsPresenter(app: app)) { LimitsView(presenter: $0, app: app) }
        case .settings: Owning(SettingsPresenter(app: app)) { SettingsView(presenter: $0) }
        #if DEBUG
        case .demoAgent: Owning(DemoAgentPresenter(app: app)) { DemoAgentView(presenter: $0, navigator: navigator) }
        #endif
        }
    }
}
