import Presenters
import SwiftUI

/// Seen on every first screen of a debug build: nothing here is real money. A release build pays in a network.
struct SandboxBadge: View {
    #if DEBUG
    var body: some View {
        Label {
            LineText(.appSandbox)
        } icon: {
            Image(systemName: "shippingbox")
        }
        .font(.caption.bold())
        .padding(.horizontal, 10)
        .padding(.vertical, 4)
        .background(.yellow.opacity(0.25), in: .capsule)
        .accessibilityLabel(Text(Word.appSandboxAbout.text))
    }
    #else
    var body: some View { EmptyView() }
    #endif
}
