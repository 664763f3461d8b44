//! An amount as the command line says it.

use amp_wallet_core::money::{Amount, Currency};

/// Reads `HKD 5000.00`: a currency and a number that it can express.
///
/// # Errors
/// What is wrong, in words.
pub(super) fn amount(text: &str) -> Result<Amount, String> {
    let (code, number) = text.split_once(' ').ok_or("not like \"HKD 5000.00\"")?;
    let currency = Currency::from_code(code).map_err(|error| error.to_string())?;
    let amount = Amount::parse_major(number, currency).map_err(|error| error.to_string())?;
    amount.minor().map_err(|error| error.to_string())?;
    Ok(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_a_currency_and_a_number_it_can_express() {
        assert_eq!(amount("HKD 5000.00").unwrap().to_string(), "HKD 5000.00");
        assert_eq!(amount("JPY 5000").unwrap().to_string(), "JPY 5000");
        for text in
            ["", "5000", "HKD", "HKD ", "hkd 5", "HKD -5", "HKD 1.001", "JPY 1.5", "HKD  5", "HKD 1e3"]
        {
            assert!(amount(text).is_err(), "{text}");
        }
    }
}
