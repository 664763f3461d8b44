import Presenters
import SwiftUI

/// The first run: what this is, where the keys are, and that it is a sandbox.
struct WelcomeView: View {
    let presenter: WelcomePresenter

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 20) {
                SandboxBadge()
                LineText(.welcomeTitle).font(.largeTitle.bold()).accessibilityAddTraits(.isHeader)
                LineText(.welcomeBody)
                Label {
                    LineText(.welcomeKeysHardware)
                } icon: {
                    Image(systemName: "cpu")
                }
                if let trouble = presenter.state.trouble {
                    TroubleBanner(trouble: trouble) { _ in presenter.retry() }
                }
                places
            }
            .padding()
            .frame(maxWidth: .infinity, alignment: .leading)
        }
        .disabled(presenter.state.busy)
    }

    @ViewBuilder
    private var places: some View {
        #if DEBUG
        VStack(alignment: .leading, spacing: 8) {
            LineText(.welcomeSandboxInApp).font(.headline)
            LineText(.welcomeSandboxInAppAbout).foregroundStyle(.secondary)
            Button {
                presenter.beginInApp()
            } label: {
                LineText(.welcomeMake).frame(maxWidth: .infinity)
            }
            .buttonStyle(.borderedProminent)
        }
        #endif
    }
}
