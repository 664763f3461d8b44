import AmpWallet
import Foundation

/// A text as a screen shows it: words of the dictionary, with what stands in their places. A screen turns it into a text
/// of the person's language; a test reads it as it is.
public struct Line: Hashable, Sendable {
    public let word: Word
    public let args: [Arg]

    public init(_ word: Word, _ args: Arg...) { self.init(word, args) }

    public init(_ word: Word, _ args: [Arg]) { (self.word, self.args) = (word, args) }
}

/// What stands in a place of a ``Line``. The platform formats it, in the form of the person's language.
public indirect enum Arg: Hashable, Sendable {
    /// An amount with its currency.
    case money(Amount)
    /// Amounts of several currencies: never added up, shown beside each other.
    case moneys([Amount])
    /// A moment, with date and time.
    case time(Timestamp)
    /// A number of things.
    case number(Int64)
    /// Thousandths of a whole, shown in percent.
    case permille(UInt32)
    /// Somebody else's own words (an agent's, a merchant's): shown as a quotation, whatever direction it is written in.
    case quote(String)
    /// A name or a code, not translated: an agent's identifier, an error code.
    case name(String)
    /// Other words of the dictionary.
    case words(Line)
    /// Several names beside each other.
    case names([String])
    /// A calendar month, `2026-11`.
    case month(String)
}

extension Word {
    /// These words alone.
    public var line: Line { Line(self) }
}
