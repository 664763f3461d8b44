import Presenters
import SwiftUI

/// What was paid last, a page at a time.
struct WatchPaymentsView: View {
    let presenter: WatchPaymentsPresenter
    let app: AppWallet

    private var shown: WatchPayments { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            if shown.loaded, shown.payments.isEmpty { LineText(.watchPaymentsNone) }
            ForEach(shown.payments) { payment in
                VStack(alignment: .leading) {
                    ArgText(payment.amount).font(.headline.monospacedDigit())
                    ArgText(payment.merchant).font(.footnote)
                    ArgText(payment.at).font(.caption2).foregroundStyle(.secondary)
                    LineText(payment.state).font(.caption2)
                }
                .accessibilityElement(children: .combine)
            }
            if shown.next != nil {
                Button {
                    presenter.more()
                } label: {
                    LineText(.appMore)
                }
            }
        }
        .titled(.watchPayments)
        .reading(app) { presenter.load() }
    }
}
