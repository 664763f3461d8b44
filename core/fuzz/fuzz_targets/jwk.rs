//! Public keys: what is read is a point on the curve, and is written and read back the same.
#![no_main]

use amp_wallet_core::jose::{PublicJwk, SoftwareKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(key) = PublicJwk::parse(data) {
        assert_eq!(PublicJwk::parse(key.to_json().to_compact().as_bytes()).as_ref(), Ok(&key));
        assert_eq!(key.thumbprint().len(), 43);
        assert!(key.check_on_curve().is_ok());
        assert!(SoftwareKey::from_jwk(data).is_err(), "a public key is no private one");
    }
});
