import AmpWallet
import Foundation
import Presenters
import SwiftUI

extension Word {
    /// In the language of the app, without arguments.
    var text: String { String(localized: String.LocalizationValue(rawValue)) }
}

extension Line {
    /// In the language of the app; amounts, dates and numbers in the form of `locale`, by the platform's formatters.
    func text(_ locale: Locale) -> String {
        String(format: word.text, locale: locale, arguments: args.map { $0.inSentence(locale) })
    }
}

extension Arg {
    /// As it stands in a sentence: whatever direction it is written in, it does not turn the words around it.
    fileprivate func inSentence(_ locale: Locale) -> String {
        switch self {
        case .quote, .words: text(locale)
        default: Self.isolated(text(locale))
        }
    }

    /// As it stands alone.
    func text(_ locale: Locale) -> String {
        switch self {
        case let .money(amount): amount.text(locale)
        case let .moneys(amounts): Self.list(amounts.map { $0.text(locale) }, locale)
        case let .time(at): at.formatted(Date.FormatStyle(date: .abbreviated, time: .shortened, locale: locale))
        case let .number(number): number.formatted(.number.locale(locale))
        case let .permille(permille): Permille(permille).text(locale)
        case let .quote(words): String(format: Word.appQuote.text, locale: locale, arguments: [Self.isolated(words)])
        case let .name(name): name
        case let .words(line): line.text(locale)
        case let .names(names): names.isEmpty ? Word.appNone.text : Self.list(names.map(Self.isolated), locale)
        case let .month(month): Self.month(month, locale)
        }
    }

    /// FIRST STRONG ISOLATE and its end (UAX #9): what is between keeps its own direction.
    private static func isolated(_ text: String) -> String { "\u{2068}\(text)\u{2069}" }

    private static func list(_ texts: [String], _ locale: Locale) -> String {
        texts.formatted(.list(type: .and, width: .narrow).locale(locale))
    }

    /// `2026-11` as a person reads it; what is no month as it is.
    private static func month(_ text: String, _ locale: Locale) -> String {
        var style = Date.FormatStyle(locale: locale, timeZone: .gmt).year().month(.wide)
        style.calendar = Calendar(identifier: .gregorian)
        guard let day = try? Date("\(text)-01", strategy: .iso8601.year().month().day()) else { return text }
        return day.formatted(style)
    }
}

extension Amount {
    /// In the form of `locale`: as many fraction digits as its currency has, and more where the amount has more.
    func text(_ locale: Locale) -> String {
        let usual = NumberFormatter()
        usual.numberStyle = .currency
        usual.currencyCode = currency
        let digits = min(usual.minimumFractionDigits, Self.mostDigits)
        return value.formatted(
            .currency(code: currency).precision(.fractionLength(digits...Self.mostDigits)).locale(locale))
    }

    /// The core counts millionths.
    private static let mostDigits = 6
}

/// Thousandths of a whole, as the core counts them.
struct Permille: Hashable, Sendable {
    /// The part of a ring or bar that is drawn, 0 to 1.
    let fraction: Double

    init(_ permille: UInt32) { fraction = min(Double(permille) / Self.whole, 1) }

    private static let whole = 1_000.0

    func text(_ locale: Locale) -> String {
        fraction.formatted(.percent.precision(.fractionLength(0...1)).locale(locale))
    }
}

/// A ``Line`` in the person's language.
struct LineText: View {
    let line: Line
    @Environment(\.locale) private var locale

    init(_ line: Line) { self.line = line }

    init(_ word: Word, _ args: Arg...) {
        line = args.isEmpty ? word.line : Line(word, args)
    }

    var body: some View { Text(line.text(locale)) }
}

/// A value as it stands alone: an amount, a moment, somebody else's words.
struct ArgText: View {
    let arg: Arg
    @Environment(\.locale) private var locale

    init(_ arg: Arg) { self.arg = arg }

    var body: some View { Text(arg.text(locale)) }
}
