//! SD-JWT: the input is a payload, then one disclosure a line. `#0` to `#9` in any of them stand for the digest of
//! that disclosure (of those behind the one that names it). The payload is signed, so that what lies behind the
//! signature is reached. An input that begins with `!` is a whole token instead.
#![no_main]

use std::sync::OnceLock;

use amp_wallet_core::assurance::sd_hash;
use amp_wallet_core::jose::json::Json;
use amp_wallet_core::jose::sd_jwt::{SdLimits, verify};
use amp_wallet_core::jose::{SoftwareKey, base64url, jws};
use libfuzzer_sys::fuzz_target;

fn key() -> &'static SoftwareKey {
    static KEY: OnceLock<SoftwareKey> = OnceLock::new();
    KEY.get_or_init(|| SoftwareKey::generate("k").expect("randomness"))
}

fn fill_in(template: &str, digests: &[String]) -> String {
    let mut text = template.to_owned();
    for (index, digest) in digests.iter().enumerate().take(10) {
        text = text.replace(&format!("#{index}"), digest);
    }
    text
}

/// Digests are the issuer's business: none is left in processed claims.
fn has_digests(json: &Json) -> bool {
    match json {
        Json::Object(members) => {
            members.iter().any(|(name, value)| name == "_sd" || name == "..." || has_digests(value))
        }
        Json::Array(elements) => elements.iter().any(has_digests),
        _ => false,
    }
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some(token) = text.strip_prefix('!') {
        let _verdict = verify(token, key().public(), None, &SdLimits::DEFAULT);
        return;
    }
    let mut lines = text.lines();
    let payload = lines.next().unwrap_or_default();
    let lines: Vec<&str> = lines.take(32).collect();
    let mut digests = vec![String::new(); lines.len()];
    let mut encoded = vec![String::new(); lines.len()];
    for (index, line) in lines.iter().enumerate().rev() {
        encoded[index] = base64url::encode(fill_in(line, &digests).as_bytes());
        digests[index] = sd_hash(&encoded[index]);
    }
    let Ok(mut token) = jws::sign(r#"{"alg":"ES256"}"#, &fill_in(payload, &digests), key()) else { return };
    token.push('~');
    for disclosure in &encoded {
        token.push_str(disclosure);
        token.push('~');
    }
    if let Ok(processed) = verify(&token, key().public(), None, &SdLimits::DEFAULT) {
        assert!(!has_digests(&processed.into_claims()));
    }
});
