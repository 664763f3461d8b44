import Presenters
import SwiftUI

@main
struct AmpDemoApp: App {
    @State private var app: AppWallet?
    @State private var navigator = Navigator()
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            Group {
                if let app { RootView(app: app, navigator: navigator) } else { ProgressView() }
            }
            .task {
                guard app == nil, let device = try? Device.this() else { return }
                let made = AppWallet(device: device)
                app = made
                await made.openAgain()
            }
            .onOpenURL { navigator.go(.bind(link: $0.absoluteString)) }
        }
        .onChange(of: phase) { _, now in
            Task {
                // iOS ends an app that holds a database's lock in the background. What fails here is told by the next read.
                switch now {
                case .background: try? await app?.pause()
                case .active: try? await app?.resume()
                default: break
                }
            }
        }
    }
}
