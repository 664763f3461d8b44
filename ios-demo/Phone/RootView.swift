import Presenters
import SwiftUI

/// The first run, the app, or why the wallet cannot be opened.
struct RootView: View {
    let app: AppWallet
    let navigator: Navigator

    var body: some View {
        switch app.phase {
        case .none: Owning(WelcomePresenter(app: app)) { WelcomeView(presenter: $0) }
        case .opening: ProgressView { LineText(.welcomeMaking) }
        case .open: MainView(app: app, navigator: navigator)
        case let .failed(trouble):
            ScrollView { TroubleBanner(trouble: trouble) { _ in Task { await app.openAgain() } }.padding() }
        }
    }
}

/// The screens one gets to at once, and those that lie on top of them.
struct MainView: View {
    let app: AppWallet
    @Bindable var navigator: Navigator

    var body: some View {
        NavigationStack(path: $navigator.path) {
            Owning(HomePresenter(app: app)) { HomeView(presenter: $0, app: app, navigator: navigator) }
                .navigationDestination(for: Route.self) { route in screen(route) }
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
        }
    }
}
