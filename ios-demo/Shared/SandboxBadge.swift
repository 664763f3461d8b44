import Presenters
import SwiftUI

/// Seen on every first screen: nothing here is real money.
struct SandboxBadge: View {
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
}
