//! Text of three letters and a number: an amount is read exactly or not at all, and minor units come back.
#![no_main]

use amp_wallet_core::money::{Amount, Currency};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (Some(code), Some(number)) = (text.get(..3), text.get(3..)) else { return };
    let Ok(currency) = Currency::from_code(code) else { return };
    if let Ok(amount) = Amount::parse_major(number, currency) {
        assert!(!amount.is_negative());
        assert_eq!(Amount::parse_major(&amount.major_text(), currency), Ok(amount));
        assert_eq!(Amount::from_decimal(amount.to_decimal(), currency), Ok(amount));
    }
    if let Ok(minor) = number.parse::<i64>() {
        if let Ok(amount) = Amount::from_minor(minor, currency) {
            assert_eq!(amount.minor(), Ok(minor));
        }
    }
});
