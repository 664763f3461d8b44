import Presenters
import SwiftUI

/// The first run on the wrist: what this is, that it is a sandbox, and one button.
struct WatchWelcomeView: View {
    let presenter: WelcomePresenter

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 8) {
                SandboxBadge()
                LineText(.welcomeTitle).font(.headline).accessibilityAddTraits(.isHeader)
                LineText(.welcomeKeysHardware).font(.footnote)
                if let trouble = presenter.state.trouble {
                    TroubleBanner(trouble: trouble) { presenter.remedy() }
                }
                #if DEBUG
                Button {
                    presenter.beginInApp()
                } label: {
                    LineText(.welcomeMake)
                }
                #else
                Button {
                    presenter.begin()
                } label: {
                    LineText(.welcomeMake)
                }
                #endif
            }
        }
        .disabled(presenter.state.busy)
    }
}
