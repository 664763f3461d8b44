//! Amounts on the wire: what is read is not negative, whole minor units, and is written and read back the same.
#![no_main]

use amp_wallet_core::assurance::{amount_json, read_amount};
use amp_wallet_core::jose::json::{Limits, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(json) = parse(data, &Limits::DEFAULT) else { return };
    let Ok(amount) = read_amount(&json) else { return };
    assert!(!amount.is_negative());
    let minor = amount.minor().expect("whole minor units");
    let spelled = json.get("value").and_then(|value| value.as_str()).map(str::to_owned);
    assert!(spelled.is_none_or(|spelled| spelled == minor.to_string()), "one spelling for one amount");
    assert_eq!(read_amount(&amount_json(amount).expect("a wire form")), Ok(amount));
});
