import Presenters
import SwiftUI

@main
struct AmpDemoWatchApp: App {
    @State private var app: AppWallet?
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            Group {
                if let app { WatchRootView(app: app) } else { ProgressView() }
            }
            .task {
                guard app == nil, let device = try? Device.this() else { return }
                let made = AppWallet(device: device)
                app = made
                await made.openAgain()
            }
        }
        .onChange(of: phase) { _, now in
            Task {
                // What fails here is told by the next read.
                switch now {
                case .background: try? await app?.pause()
                case .active: try? await app?.resume()
                default: break
                }
            }
        }
    }
}

/// The first run, the wrist's first look, or why the wallet cannot be opened.
struct WatchRootView: View {
    let app: AppWallet

    var body: some View {
        switch app.phase {
        case .none: Owning(WelcomePresenter(app: app)) { WatchWelcomeView(presenter: $0) }
        case .opening: ProgressView { LineText(.appLoading) }
        case .open:
            NavigationStack {
                Owning(WatchHomePresenter(app: app)) { WatchHomeView(presenter: $0, app: app) }
            }
        case let .failed(trouble):
            ScrollView { TroubleBanner(trouble: trouble) { Task { await app.remedy(trouble) } } }
        }
    }
}
