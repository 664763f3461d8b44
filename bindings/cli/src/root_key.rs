//! The keys a verifier trusts, read from a file.

use std::path::Path;

use amp_wallet_core::jose::json::{self, Json, Limits};
use amp_wallet_core::jose::{JoseError, JwkFault, PublicJwk};

use crate::error::CliError;
use crate::input::{KEY_LIMIT_BYTES, read_bounded};

/// Reads a JWK, or the P-256 keys of a JWK set (RFC 7517 section 5: keys of other types or for other uses are passed
/// over).
///
/// # Errors
/// [`CliError`]: not readable, without a usable public key, or with two keys of one `kid`, which chooses the key.
pub(crate) fn read_root_keys(path: &Path) -> Result<Vec<PublicJwk>, CliError> {
    let bytes = read_bounded(path, KEY_LIMIT_BYTES)?;
    keys(&bytes).map_err(|reason| CliError::Malformed {
        path: path.display().to_string(),
        expected: "a public P-256 JWK or a set of them",
        reason,
    })
}

fn keys(bytes: &[u8]) -> Result<Vec<PublicJwk>, String> {
    let json = json::parse(bytes, &Limits::DEFAULT).map_err(|error| error.to_string())?;
    let Some(set) = json.get("keys").and_then(Json::as_array) else {
        return Ok(vec![key(&json).map_err(|error| error.to_string())?]);
    };
    let mut keys: Vec<PublicJwk> = Vec::new();
    for member in set.iter().filter(|member| is_p256(member)) {
        let key = match key(member) {
            Err(JoseError::Jwk { fault: JwkFault::Purpose }) => continue,
            key => key.map_err(|error| error.to_string())?,
        };
        if keys.iter().any(|known| known.kid == key.kid) {
            return Err(format!("two keys with the kid {:?}", key.kid));
        }
        keys.push(key);
    }
    if keys.is_empty() { Err("no P-256 key for signatures in the set".to_owned()) } else { Ok(keys) }
}

fn key(json: &Json) -> Result<PublicJwk, JoseError> {
    let key = PublicJwk::from_json(json)?;
    key.check_on_curve()?;
    Ok(key)
}

fn is_p256(json: &Json) -> bool {
    let has = |name, value| json.get(name).and_then(Json::as_str) == Some(value);
    has("kty", "EC") && has("crv", "P-256")
}

#[cfg(test)]
mod tests {
    use amp_wallet_core::jose::SoftwareKey;

    use super::*;

    fn public(kid: &str) -> (PublicJwk, String) {
        let key = SoftwareKey::generate(kid).unwrap().public().clone();
        let text = key.to_json().to_compact();
        (key, text)
    }

    #[test]
    fn one_key_or_a_set_is_read() {
        let ((one, one_text), (other, other_text)) = (public("one"), public("other"));
        assert_eq!(keys(one_text.as_bytes()), Ok(vec![one.clone()]));
        assert_eq!(keys(format!("{one_text}\n").as_bytes()), Ok(vec![one.clone()]));
        let set = format!(r#"{{"keys":[{one_text},{{"kty":"RSA","n":"x","e":"AQAB"}},{other_text}]}}"#);
        assert_eq!(keys(set.as_bytes()), Ok(vec![one, other.clone()]));
        let encrypting = one_text.replacen('{', r#"{"use":"enc","#, 1);
        assert_eq!(keys(format!(r#"{{"keys":[{encrypting},{other_text}]}}"#).as_bytes()), Ok(vec![other]));
    }

    #[test]
    fn two_keys_of_one_kid_are_refused_since_the_kid_chooses() {
        let set = format!(r#"{{"keys":[{},{}]}}"#, public("one").1, public("one").1);
        assert_eq!(keys(set.as_bytes()), Err(r#"two keys with the kid "one""#.to_owned()));
    }

    #[test]
    fn what_is_no_public_key_on_the_curve_is_refused() {
        let text = public("one").1;
        let private = text.replacen('{', r#"{"d":"AAAA","#, 1);
        let y = text.find(r#""y":""#).unwrap() + 5;
        let off_curve = format!("{}{}{}", &text[..y], "A".repeat(43), &text[y + 43..]);
        for other in ["", "[]", "{}", r#"{"keys":[]}"#, r#"{"keys":[{"kty":"RSA"}]}"#, &private, &off_curve] {
            assert!(keys(other.as_bytes()).is_err(), "{other}");
        }
    }
}
