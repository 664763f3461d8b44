//! Private key material is never shown, wherever in a token it stands.

use serde_json::{Map, Value};

const MASK: &str = "(masked)";

/// Members of private and symmetric JWKs (RFC 7518 sections 6.2.2, 6.3.2, 6.4) beside `d`.
const PRIVATE_MEMBERS: [&str; 7] = ["k", "p", "q", "dp", "dq", "qi", "oth"];

/// The value without private key material: the private members of every JWK, and every member `d`, even where
/// the rest of the key is missing.
pub(super) fn masked(value: Value) -> Value {
    match value {
        Value::Array(elements) => elements.into_iter().map(masked).collect(),
        Value::Object(members) => {
            let is_key = members.contains_key("kty");
            Value::Object(
                members
                    .into_iter()
                    .map(|(name, value)| mask_member(name, value, is_key))
                    .collect::<Map<_, _>>(),
            )
        }
        other => other,
    }
}

/// A member of an object, masked if it is private.
fn mask_member(name: String, value: Value, is_key: bool) -> (String, Value) {
    let private = name == "d" || (is_key && PRIVATE_MEMBERS.contains(&name.as_str()));
    let value = if private { Value::from(MASK) } else { masked(value) };
    (name, value)
}

/// A disclosed claim: [`masked`], as if it stood in an object under its name.
pub(super) fn masked_claim(name: Option<&str>, value: Value) -> Value {
    if name == Some("d") { Value::from(MASK) } else { masked(value) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn private_members_are_masked_at_every_depth() {
        let shown = masked(json!({
            "cnf": {"jwk": {"kty": "EC", "x": "public", "d": "secret"}},
            "list": [{"d": "secret"}, {"kty": "oct", "k": "secret"}, {"kty": "RSA", "p": "secret", "n": "public"}],
        }));
        let text = shown.to_string();
        assert!(!text.contains("secret"), "{text}");
        assert_eq!(text.matches("public").count(), 2);
    }

    #[test]
    fn a_member_that_only_shares_its_name_stays_readable() {
        assert_eq!(masked(json!({"k": 1, "q": "2"})), json!({"k": 1, "q": "2"}));
    }

    #[test]
    fn a_private_member_disclosed_by_itself_is_masked() {
        assert_eq!(masked_claim(Some("d"), json!("secret")), json!(MASK));
    }
}
