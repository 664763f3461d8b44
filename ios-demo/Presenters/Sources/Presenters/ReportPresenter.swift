import AmpWallet
import Foundation

/// Over what time a report goes.
public enum Period: Hashable, Sendable, CaseIterable {
    case month, all

    public var word: Word { self == .month ? .reportMonth : .reportAll }
}

/// A bar of a chart: whose it is, how much, how long beside the longest of its chart, and its share of everything.
public struct Bar: Hashable, Sendable {
    public let label: Arg
    public let amount: Amount
    public let lengthPermille: UInt32
    public let sharePermille: UInt32
}

/// A chart: one bar a line of the core's report.
public struct Chart: Hashable, Sendable {
    public let title: Line
    public let bars: [Bar]
}

/// What was spent. Sums, shares and lengths are the core's.
public struct Report: Hashable, Sendable {
    public var period = Period.month
    /// It was read at least once.
    public var loaded = false
    public var spent: [Amount] = []
    public var held: [Amount] = []
    public var refunded: [Amount] = []
    public var payments: Int64 = 0
    public var charts: [Chart] = []
}

/// Spending by agent, merchant, category and month.
public final class ReportPresenter: Presenter<Report> {
    private static let day: TimeInterval = 86_400

    public init(app: AppWallet) { super.init(app, Report()) }

    /// Reads the report of the period that is chosen.
    @discardableResult
    public func load() -> Task<Void, Never> { look { [self] in try await read(content.period) } }

    /// The person chooses a period.
    @discardableResult
    public func choose(_ period: Period) -> Task<Void, Never> {
        act { [self] in
            show { $0.period = period }
            try await read(period)
        }
    }

    private func read(_ period: Period) async throws {
        let open = try app.get()
        let now = try await open.wallet.overview().at
        let from = period == .month ? monthOf(now) : Date(timeIntervalSince1970: 0)
        let read = try await open.reports.spending(from: from, to: now + Self.day)
        show { $0 = Report(period, read) }
    }

    /// When the month of a moment began, in the zone of the wallet's days.
    private func monthOf(_ moment: Date) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: app.device.timeZone) ?? .gmt
        return calendar.dateInterval(of: .month, for: moment)?.start ?? moment
    }
}

extension Report {
    init(_ period: Period, _ read: SpendingReport) {
        (self.period, loaded) = (period, true)
        (spent, held, refunded, payments) = (read.spent, read.held, read.refunded, Int64(read.payments))
        charts = [
            Chart(title: Word.reportByMerchant.line, bars: read.byMerchant.map { Bar($0, .quote($0.key)) }),
            Chart(title: Word.reportByCategory.line, bars: read.byMcc.map { Bar($0, .words(categoryLine($0.key))) }),
            Chart(title: Word.reportByAgent.line, bars: read.byAgent.map { Bar($0, .name($0.key)) }),
            Chart(title: Word.reportByMonth.line, bars: read.byMonth.map { Bar($0, .month($0.key)) }),
        ].filter { !$0.bars.isEmpty }
    }
}

extension Bar {
    init(_ line: SpendingLine, _ label: Arg) {
        self.label = line.key.isEmpty ? .words(Word.reportUnknown.line) : label
        (amount, lengthPermille, sharePermille) = (line.total, line.barPermille, line.sharePermille)
    }
}
