//! Any JSON: the hash that is used for decisions is the reference's, or refused; its canonical form is stable.
#![no_main]

use amp_wallet_core::jose::json::{Limits, parse};
use amp_wallet_core::payments::{canonical_checkout, checkout_hash, reference_checkout_hash};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(order) = parse(data, &Limits::DEFAULT) else { return };
    let reference = reference_checkout_hash(&order);
    if let Ok(canonical) = canonical_checkout(&order) {
        assert!(parse(canonical.as_bytes(), &Limits { bytes: u32::MAX, ..Limits::DEFAULT }).is_ok());
    }
    if let Ok(hash) = checkout_hash(&order) {
        assert_eq!(Ok(&hash), reference.as_ref());
        let again = parse(canonical_checkout(&order).unwrap().as_bytes(), &Limits::DEFAULT).unwrap();
        assert_eq!(checkout_hash(&again), Ok(hash));
    }
});
