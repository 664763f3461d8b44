import Presenters
import SwiftUI

/// The first run, the app, or why the wallet cannot be opened.
struct RootView: View {
    let app: AppWallet
    let navigator: Navigator

    var body: some View {
        content.onChange(of: app.phase) { _, now in
            // What lay on top belonged to the wallet that is gone.
            if now == .none { navigator.path = [] }
        }
    }

    @ViewBuilder
    private var content: some View {
        switch app.phase {
        case .none: Owning(WelcomePresenter(app: app)) { WelcomeView(presenter: $0) }
        case .opening: ProgressView { LineText(.welcomeMaking) }
        case .open: MainView(app: app, navigator: navigator)
        case let .failed(trouble):
            ScrollView { TroubleBanner(trouble: trouble) { Task { await app.remedy(trouble) } }.padding() }
        }
    }
}
