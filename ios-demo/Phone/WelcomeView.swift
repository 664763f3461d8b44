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
                    TroubleBanner(trouble: trouble) { presenter.remedy() }
                }
                places
            }
            .padding()
            .frame(maxWidth: .infinity, alignment: .leading)
        }
        .disabled(presenter.state.busy)
    }

    #if DEBUG
    private var places: some View {
        VStack(alignment: .leading, spacing: 12) {
            LineText(.welcomeSandboxInApp).font(.headline)
            LineText(.welcomeSandboxInAppAbout).foregroundStyle(.secondary)
            Button {
                presenter.beginInApp()
            } label: {
                LineText(.welcomeMake).frame(maxWidth: .infinity)
            }
            .buttonStyle(.borderedProminent)
            Divider()
            LineText(.welcomeSandboxAddress).font(.headline)
            LineText(.welcomeSandboxAddressAbout).foregroundStyle(.secondary)
            TextField(
                text: Binding {
                    presenter.content.address
                } set: {
                    presenter.change(address: $0)
                }
            ) {
                LineText(.welcomeAddressLabel)
            }
            .textFieldStyle(.roundedBorder)
            .textInputAutocapitalization(.never)
            .autocorrectionDisabled()
            .keyboardType(.URL)
            if presenter.content.addressIsNone { LineText(.troubleInputAddress).foregroundStyle(.red) }
            Button {
                presenter.beginAtAddress()
            } label: {
                LineText(.welcomeMake).frame(maxWidth: .infinity)
            }
            .buttonStyle(.bordered)
        }
    }
    #else
    private var places: some View {
        Button {
            presenter.begin()
        } label: {
            LineText(.welcomeMake).frame(maxWidth: .infinity)
        }
        .buttonStyle(.borderedProminent)
    }
    #endif
}
