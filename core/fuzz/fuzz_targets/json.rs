//! The strict JSON reader: never laxer than serde_json, and what it reads it writes and reads back the same.
#![no_main]

use amp_wallet_core::jose::json::{Limits, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(json) = parse(data, &Limits::DEFAULT) else { return };
    assert!(serde_json::from_slice::<serde_json::Value>(data).is_ok(), "laxer than serde_json");
    for text in [json.to_compact(), json.to_python()] {
        let limits = Limits { bytes: u32::MAX, ..Limits::DEFAULT };
        assert_eq!(parse(text.as_bytes(), &limits).as_ref(), Ok(&json));
    }
});
