//! Any text: a payment token is kept as it was read and never shown.
#![no_main]

use amp_wallet_core::payments::PaymentToken;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(token) = PaymentToken::parse(text) else { return };
    assert_eq!(token.reveal(), text);
    assert!(text.len() > 24 && text.is_ascii());
    let shown = format!("{token} {token:?}");
    assert!(!shown.contains(&text[8..]), "the payload is shown");
});
