package org.ampwallet.demo.presenters

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import org.ampwallet.core.ffi.Amount
import org.ampwallet.core.ffi.SpendingLine
import org.ampwallet.core.ffi.SpendingReport
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

/** Over what time a report goes. */
enum class Period { MONTH, ALL }

/** A bar of a chart: whose it is, how much, how long beside the longest of its chart, and its share of everything. */
data class Bar(val label: Arg, val amount: Amount, val lengthPermille: UInt, val sharePermille: UInt)

/** A chart: one bar a line of the core's report. */
data class Chart(val title: Line, val bars: List<Bar>)

/** What was spent. Sums, shares and lengths are the core's. */
data class Report(
    val period: Period = Period.MONTH,
    val loaded: Boolean = false,
    val spent: List<Amount> = emptyList(),
    val held: List<Amount> = emptyList(),
    val refunded: List<Amount> = emptyList(),
    val payments: Long = 0,
    val charts: List<Chart> = emptyList(),
)

/**
 * Spending by agent, merchant, category and month.
 *
 * @param monthOf when the month of a moment began, in the calendar of this device.
 */
class ReportPresenter(
    private val app: AppWallet,
    scope: CoroutineScope,
    private val monthOf: (Instant) -> Instant,
) : Presenter<Report>(Report(), scope) {
    /** Reads the report of the period that is chosen. */
    fun load(): Job = choose(content.period)

    /** The person chooses a period. */
    fun choose(period: Period): Job = act {
        show { it.copy(period = period) }
        val open = app.get()
        val now = open.wallet.overview().at
        val from = if (period == Period.MONTH) monthOf(now) else Instant.fromEpochMilliseconds(0)
        val read = open.reports.spending(from, now + 1.days)
        show { reportOf(period, read) }
    }

    private fun reportOf(period: Period, read: SpendingReport): Report = Report(
        period = period,
        loaded = true,
        spent = read.spent,
        held = read.held,
        refunded = read.refunded,
        payments = read.payments.toLong(),
        charts = listOf(
            Chart(Word.REPORT_BY_MERCHANT.line, read.byMerchant.map { bar(it, Arg.Quote(it.key)) }),
            Chart(Word.REPORT_BY_CATEGORY.line, read.byMcc.map { bar(it, Arg.Words(categoryLine(it.key))) }),
            Chart(Word.REPORT_BY_AGENT.line, read.byAgent.map { bar(it, Arg.Name(it.key)) }),
            Chart(Word.REPORT_BY_MONTH.line, read.byMonth.map { bar(it, Arg.Month(it.key)) }),
        ).filter { it.bars.isNotEmpty() },
    )

    private fun bar(line: SpendingLine, label: Arg): Bar = Bar(
        if (line.key.isEmpty()) Arg.Words(Word.REPORT_UNKNOWN.line) else label,
        line.total, line.barPermille, line.sharePermille,
    )
}
