import AmpWallet
import Charts
import Presenters
import SwiftUI

/// What was spent, as charts that one can read and hear.
struct ReportView: View {
    let presenter: ReportPresenter
    let app: AppWallet

    private var shown: Report { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            Picker(
                selection: Binding {
                    shown.period
                } set: {
                    presenter.choose($0)
                }
            ) {
                ForEach(Period.allCases, id: \.self) { LineText($0.word) }
            } label: {
                LineText(.reportTitle)
            }
            .pickerStyle(.segmented)
            if shown.loaded {
                Section {
                    total(.reportSpent, shown.spent).font(.title2.bold())
                    total(.reportHeld, shown.held)
                    total(.reportRefunded, shown.refunded)
                    LineText(.reportPayments, .number(shown.payments))
                }
                if shown.charts.isEmpty { LineText(.reportNone).foregroundStyle(.secondary) }
                ForEach(shown.charts, id: \.self) { BarChart(chart: $0) }
            }
        }
        .titled(.reportTitle)
        .reading(app) { presenter.load() }
    }

    @ViewBuilder
    private func total(_ label: Word, _ amounts: [Amount]) -> some View {
        if !amounts.isEmpty {
            LineText(.appLabelValue, .words(label.line), .moneys(amounts)).monospacedDigit()
        }
    }
}

/// One bar a line of the core's report; lengths and shares are the core's.
struct BarChart: View {
    let chart: Presenters.Chart
    @Environment(\.locale) private var locale

    var body: some View {
        Section {
            Charts.Chart(chart.bars, id: \.self) { bar in
                BarMark(
                    x: .value(Word.reportSpent.text, Permille(bar.lengthPermille).fraction),
                    y: .value(chart.title.text(locale), bar.label.text(locale))
                )
                .annotation(position: .trailing) { ArgText(.money(bar.amount)).font(.caption.monospacedDigit()) }
                .accessibilityLabel(Text(about(bar).text(locale)))
            }
            .chartXAxis(.hidden)
            .chartXScale(domain: 0...1.4)
            .frame(minHeight: CGFloat(chart.bars.count) * 44)
            ForEach(chart.bars, id: \.self) { bar in
                LineText(.appLabelValue, bar.label, .permille(bar.sharePermille)).font(.footnote)
            }
        } header: {
            LineText(chart.title)
        }
    }

    private func about(_ bar: Bar) -> Line {
        Line(.reportBarAbout, bar.label, .money(bar.amount), .permille(bar.sharePermille))
    }
}
