import AmpWallet
import Presenters
import SwiftUI

/// How much of a budget or a limit is used, as a ring. Read aloud it is one sentence.
struct BudgetRing: View {
    let permille: UInt32
    let about: Line
    var width: CGFloat = 8
    @Environment(\.locale) private var locale

    var body: some View {
        ZStack {
            Circle().stroke(.quaternary, lineWidth: width)
            Circle()
                .trim(from: 0, to: Permille(permille).fraction)
                .stroke(.tint, style: StrokeStyle(lineWidth: width, lineCap: .round))
                .rotationEffect(.degrees(-90))
        }
        .padding(width)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Text(about.text(locale)))
    }
}

#Preview {
    BudgetRing(permille: 620, about: Line(.taskProgress, .permille(620)))
        .frame(width: 120, height: 120)
}
