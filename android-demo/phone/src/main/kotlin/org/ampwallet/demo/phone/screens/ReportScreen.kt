package org.ampwallet.demo.phone.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.FilterChip
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.ampwallet.core.ffi.Amount
import org.ampwallet.demo.phone.Around
import org.ampwallet.demo.phone.parts.Frame
import org.ampwallet.demo.phone.parts.Heading
import org.ampwallet.demo.phone.parts.Page
import org.ampwallet.demo.phone.parts.Panel
import org.ampwallet.demo.phone.parts.Quiet
import org.ampwallet.demo.phone.parts.SideBySide
import org.ampwallet.demo.phone.parts.TroublePanel
import org.ampwallet.demo.phone.parts.UseBar
import org.ampwallet.demo.presenters.Arg
import org.ampwallet.demo.presenters.Bar
import org.ampwallet.demo.presenters.Chart
import org.ampwallet.demo.presenters.Period
import org.ampwallet.demo.presenters.Report
import org.ampwallet.demo.presenters.ReportPresenter
import org.ampwallet.demo.presenters.Shown
import org.ampwallet.demo.presenters.Word
import org.ampwallet.demo.presenters.with
import org.ampwallet.demo.shared.said

/** What was spent, as charts one can read. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun ReportScreen(shown: Shown<Report>, presenter: ReportPresenter, around: Around) {
    val report = shown.content
    Frame(said(Word.REPORT_TITLE), shown.busy, around.back) { inner ->
        Page(Modifier.padding(inner), shown.trouble) {
            shown.trouble?.let { TroublePanel(it, around::remedy, around::dismiss) }
            FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
                Chip(Period.MONTH, report.period, said(Word.REPORT_MONTH), presenter)
                Chip(Period.ALL, report.period, said(Word.REPORT_ALL), presenter)
            }
            if (report.loaded && report.charts.isEmpty()) Panel { Quiet(said(Word.REPORT_NONE)) }
            if (report.charts.isNotEmpty()) Sums(report)
            for (chart in report.charts) Bars(chart)
        }
    }
}

@Composable
private fun Chip(period: Period, chosen: Period, text: String, presenter: ReportPresenter) {
    FilterChip(period == chosen, { presenter.choose(period) }, { Text(text) })
}

@Composable
private fun Sums(report: Report) {
    Panel {
        Quiet(said(Word.REPORT_SPENT))
        for (amount in report.spent) Text(said(Arg.Money(amount)), style = MaterialTheme.typography.displaySmall)
        Quiet(said(Word.REPORT_PAYMENTS.with(Arg.Number(report.payments))))
        Sum(Word.REPORT_HELD, report.held)
        Sum(Word.REPORT_REFUNDED, report.refunded)
    }
}

@Composable
private fun Sum(word: Word, amounts: List<Amount>) {
    if (amounts.isEmpty()) return
    SideBySide(
        first = { Text(said(word), style = MaterialTheme.typography.bodyLarge) },
        second = { Text(said(Arg.Moneys(amounts)), style = MaterialTheme.typography.bodyLarge) },
    )
}

@Composable
private fun Bars(chart: Chart) {
    Heading(said(chart.title))
    Panel { for (bar in chart.bars) BarRow(bar) }
}

@Composable
private fun BarRow(bar: Bar) {
    Column(Modifier.fillMaxWidth().padding(vertical = 2.dp), Arrangement.spacedBy(6.dp)) {
        SideBySide(
            first = { Text(said(bar.label), style = MaterialTheme.typography.bodyLarge) },
            second = { Text(said(Arg.Money(bar.amount)), style = MaterialTheme.typography.titleMedium) },
        )
        UseBar(
            bar.lengthPermille,
            said(Word.REPORT_BAR_ABOUT.with(bar.label, Arg.Money(bar.amount), Arg.Permille(bar.sharePermille))),
            MaterialTheme.colorScheme.primary,
            height = 12.dp,
            track = false,
        )
        Quiet(said(Arg.Permille(bar.sharePermille)))
    }
}
