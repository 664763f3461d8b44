import AmpWallet

/// A merchant category (ISO 18245) in a person's words; one that has none here keeps its number.
func categoryLine(_ mcc: String) -> Line {
    let word = Word.ofMcc(mcc)
    return word.arguments == 0 ? word.line : Line(word, .name(mcc))
}

extension Cap {
    /// How much at most, as it stands in a sentence.
    var arg: Arg {
        switch self {
        case let .amount(amount): .money(amount)
        case let .count(count): .number(Int64(count))
        }
    }
}
