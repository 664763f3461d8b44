//! Taking a token apart, leniently: one broken part does not hide the others.

use std::collections::HashSet;

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::jose::base64url;
use amp_wallet_core::jose::json::{self, Json, Limits};
use ring::digest::{SHA256, digest};
use serde_json::Value;

use super::layer;
use super::masking::{masked, masked_claim};
use super::report::{DisclosureView, Fault, Inspection, KeyBindingView};
use super::validity::Validity;

/// Most disclosures that are shown; the rest is counted.
const DISCLOSURES_SHOWN: usize = 512;

/// Takes a token apart (RFC 7515 section 7.1, RFC 9901 section 4), seen at `now`.
pub(crate) fn inspect(token: &str, now: Timestamp) -> Inspection {
    let mut faults = Vec::new();
    let mut parts = token.split('~');
    let jwt = read_jwt(parts.next().unwrap_or_default(), "", &mut faults);
    let mut rest: Vec<&str> = parts.collect();
    let format = if rest.is_empty() { "jws" } else { "sd-jwt" };
    let key_binding = rest.pop().filter(|last| !last.is_empty()).map(|last| {
        let jwt = read_jwt(last, "key_binding.", &mut faults);
        KeyBindingView { header: shown(jwt.header), payload: shown(jwt.payload) }
    });
    let not_shown = rest.len().saturating_sub(DISCLOSURES_SHOWN) as u64;
    rest.truncate(DISCLOSURES_SHOWN);
    let decoded: Vec<Option<Json>> = rest
        .iter()
        .enumerate()
        .map(|(index, part)| decode(part, &format!("disclosure.{}", index + 1), &mut faults))
        .collect();
    let mut digests = HashSet::new();
    for json in jwt.payload.iter().chain(decoded.iter().flatten()) {
        collect_digests(json, &mut digests);
    }
    let disclosures = rest
        .iter()
        .zip(decoded.iter().cloned())
        .zip(1..)
        .map(|((part, json), index)| view(part, json, index, &digests, &mut faults))
        .collect();
    let claims = jwt.payload.as_ref().and_then(Json::as_object);
    Inspection {
        format,
        layer: claims.and_then(layer::guess),
        bytes: token.len() as u64,
        sd_hash: hash(token),
        validity: claims.map(|claims| Validity::of(claims, now)),
        signature_bytes: jwt.signature_bytes,
        header: shown(jwt.header),
        payload: shown(jwt.payload),
        disclosures,
        disclosures_not_shown: not_shown,
        key_binding,
        faults,
    }
}

#[derive(Default)]
struct Jwt {
    header: Option<Json>,
    payload: Option<Json>,
    signature_bytes: Option<u64>,
}

fn read_jwt(text: &str, prefix: &str, faults: &mut Vec<Fault>) -> Jwt {
    let parts: Vec<&str> = text.splitn(4, '.').collect();
    let [header, payload, signature] = parts.as_slice() else {
        let dots = text.bytes().filter(|byte| *byte == b'.').count();
        let detail = format!("a JWS has two dots, this has {dots}");
        faults.push(Fault::new(&format!("{prefix}jws"), "inspect.format", detail));
        return Jwt::default();
    };
    let signature_bytes = base64url::decode(signature).map(|bytes| bytes.len() as u64);
    if signature_bytes.is_none() {
        faults.push(Fault::not_base64url(&format!("{prefix}signature")));
    }
    Jwt {
        header: decode(header, &format!("{prefix}header"), faults),
        payload: decode(payload, &format!("{prefix}payload"), faults),
        signature_bytes,
    }
}

fn decode(text: &str, part: &str, faults: &mut Vec<Fault>) -> Option<Json> {
    // four characters hold three bytes, so this bound lets everything through that the reader would take
    if text.len() / 4 * 3 > Limits::DEFAULT.bytes as usize {
        faults.push(Fault::new(part, "json.too_large", format!("{} characters", text.len())));
        return None;
    }
    let Some(bytes) = base64url::decode(text) else {
        faults.push(Fault::not_base64url(part));
        return None;
    };
    json::parse(&bytes, &Limits::DEFAULT)
        .map_err(|error| faults.push(Fault::new(part, error.code(), error.to_string())))
        .ok()
}

fn view(
    part: &str,
    json: Option<Json>,
    index: u64,
    digests: &HashSet<String>,
    faults: &mut Vec<Fault>,
) -> DisclosureView {
    let digest = hash(part);
    let (name, value) = match json {
        Some(Json::Array(elements)) => match <[Json; 3]>::try_from(elements) {
            Ok([_salt, Json::String(name), value]) => (Some(name), Some(value)),
            Ok(_) => (None, None),
            Err(elements) => (None, <[Json; 2]>::try_from(elements).ok().map(|[_salt, value]| value)),
        },
        _ => (None, None),
    };
    if value.is_none() && !faults.iter().any(|fault| fault.part == format!("disclosure.{index}")) {
        let detail = "neither [salt, name, value] nor [salt, value]".to_owned();
        faults.push(Fault::new(&format!("disclosure.{index}"), "inspect.disclosure", detail));
    }
    DisclosureView {
        index,
        value: value.map(|value| masked_claim(name.as_deref(), Value::from(value))),
        name,
        referenced: digests.contains(&digest),
        digest,
    }
}

/// Every text that stands where RFC 9901 has a digest: in `_sd`, and under `...`.
fn collect_digests(json: &Json, digests: &mut HashSet<String>) {
    match json {
        Json::Array(elements) => elements.iter().for_each(|element| collect_digests(element, digests)),
        Json::Object(members) => {
            for (name, value) in members.iter() {
                match (name, value) {
                    ("_sd", Json::Array(list)) => {
                        digests.extend(list.iter().filter_map(Json::as_str).map(str::to_owned));
                    }
                    ("...", Json::String(digest)) => drop(digests.insert(digest.clone())),
                    _ => collect_digests(value, digests),
                }
            }
        }
        _ => {}
    }
}

fn shown(json: Option<Json>) -> Option<Value> {
    json.map(|json| masked(Value::from(json)))
}

/// base64url(SHA-256(text)): of a disclosure its digest, of a token the `sd_hash` that the next layer carries.
fn hash(text: &str) -> String {
    base64url::encode(digest(&SHA256, text.as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::validity::WindowState;

    fn encoded(text: &str) -> String {
        base64url::encode(text.as_bytes())
    }

    fn token(payload: &str, disclosures: &[&str]) -> String {
        let mut token =
            format!("{}.{}.{}~", encoded(r#"{"alg":"ES256"}"#), encoded(payload), encoded("signature"));
        for disclosure in disclosures {
            token += &encoded(disclosure);
            token += "~";
        }
        token
    }

    fn at(token: &str) -> Inspection {
        inspect(token, Timestamp::from_seconds(150))
    }

    #[test]
    fn a_token_is_taken_apart() {
        let disclosure = r#"["salt","checkout",{"total":1}]"#;
        let payload = format!(
            r#"{{"sd_hash":"x","aud":"y","iat":100,"exp":200,"_sd":["{}"]}}"#,
            hash(&encoded(disclosure))
        );
        let seen = at(&token(&payload, &[disclosure, r#"["salt","stray",1]"#]));
        assert_eq!((seen.format, seen.layer, seen.signature_bytes), ("sd-jwt", Some("L3"), Some(9)));
        assert_eq!(seen.validity.unwrap().state, WindowState::Current);
        let bound: Vec<_> = seen.disclosures.iter().map(|d| (d.name.as_deref(), d.referenced)).collect();
        assert_eq!(bound, [(Some("checkout"), true), (Some("stray"), false)]);
        assert_eq!(seen.faults, []);
    }

    #[test]
    fn one_broken_part_does_not_hide_the_others() {
        let seen = at(&token(r#"{"a":1,"a":2}"#, &[r#"["salt"]"#, "no json", r#"["salt",7]"#]));
        let faults: Vec<_> =
            seen.faults.iter().map(|fault| (fault.part.as_str(), fault.code.as_str())).collect();
        assert_eq!(
            faults,
            [
                ("payload", "json.duplicate"),
                ("disclosure.2", "json.syntax"),
                ("disclosure.1", "inspect.disclosure")
            ]
        );
        assert!(seen.header.is_some() && seen.payload.is_none());
        assert_eq!(seen.disclosures.last().and_then(|last| last.value.clone()), Some(Value::from(7)));
    }

    #[test]
    fn nesting_numbers_and_size_are_bounded() {
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        for (payload, code) in [
            (format!(r#"{{"x":{deep}}}"#), "json.too_deep"),
            (r#"{"exp":1e400}"#.to_owned(), "json.exponent"),
            (format!(r#"{{"x":"{}"}}"#, "y".repeat(400_000)), "json.too_large"),
        ] {
            assert_eq!(
                at(&token(&payload, &[])).faults.first().map(|fault| fault.code.clone()).as_deref(),
                Some(code)
            );
        }
        let many = at(&format!("{}{}", token("{}", &[]), "WyJzIiwxXQ~".repeat(100_000)));
        assert_eq!((many.disclosures.len(), many.disclosures_not_shown), (512, 99_488));
    }

    #[test]
    fn what_is_no_token_is_said_to_be_none() {
        for text in ["", "~", "a.b", "a.b.c.d", "\u{fffd}"] {
            assert!(!at(text).faults.is_empty(), "{text:?}");
        }
    }
}
