//! Tampering with disclosures: on L2 of both modes, and on L3. One change, everything else digested and signed right.

use super::forge::{Change, Hidden, Part, Recipe, hash, object, random, value};
use super::{Kind, On};
use amp_wallet_core::jose::base64url;
use amp_wallet_core::jose::json::{Json, Object};

fn encoded(change: impl Fn(String) -> String + 'static) -> Change<String> {
    Some(Box::new(change))
}

/// A digested disclosure with this text.
fn add(part: &mut Part, text: impl Into<Vec<u8>>) {
    part.hidden.push(Hidden::raw(text));
}

/// A text whose base64url has characters of both alphabets and unused bits at its end.
fn telling() -> String {
    format!(r#"["{}", "x", "\u00ff????>>>>~~~~{}"]"#, random(16), "ÿ?ÿ>ÿ~")
}

fn nested_sd(sd: &str) -> Json {
    Json::Object(object(&format!(r#"{{"_sd": {sd}}}"#)))
}

fn replace_sd(part: &mut Part, sd: Json) {
    part.whole = Some(Box::new(move |mut payload: Object| {
        payload.insert("_sd", sd.clone());
        payload
    }));
}

macro_rules! both_layers {
    ($(($name:literal, [$($reason:literal),+], $tamper:expr)),+ $(,)?) => {
        vec![$(
            (concat!("l2 disclosure ", $name), On::Both, &[$(concat!("L2_", $reason)),+], |recipe: &mut Recipe| {
                let tamper: fn(&mut Part) = $tamper;
                tamper(&mut recipe.l2);
            }),
            (concat!("l3 disclosure ", $name), On::Autonomous, &[$(concat!("L3_", $reason)),+], |recipe: &mut Recipe| {
                let tamper: fn(&mut Part) = $tamper;
                tamper(&mut recipe.l3);
            }),
        )+]
    };
}

pub(crate) fn kinds() -> Vec<Kind> {
    let mut kinds: Vec<Kind> = both_layers![
        ("without a digest", ["DISCLOSURE_UNBOUND"], |part| {
            part.hidden.push(Hidden { bound: false, ..Hidden::claim("x", &Json::from(1)) });
        }),
        ("presented twice", ["DISCLOSURE_DUPLICATE"], |part| {
            let text = part.hidden[0].text.clone();
            part.hidden.push(Hidden { bound: false, ..Hidden::raw(text) });
        }),
        ("of a signed claim", ["DISCLOSURE_COLLISION"], |part| {
            part.hidden.push(Hidden::claim("aud", &Json::from("evil.example")));
        }),
        ("of a disclosed claim", ["DISCLOSURE_COLLISION"], |part| {
            let name = if part.hidden.len() > 1 { "intent" } else { "checkout" };
            part.hidden.push(Hidden::claim(name, &Json::from(1)));
        }),
        ("of a time", ["CLAIM_DISCLOSED"], |part| part.hidden.push(Hidden::claim("nbf", &Json::from(1)))),
        ("named _sd", ["DISCLOSURE_NAME"], |part| part.hidden.push(Hidden::claim("_sd", &Json::from("x")))),
        ("named ...", ["DISCLOSURE_NAME"], |part| part.hidden.push(Hidden::claim("...", &Json::from("x")))),
        ("named _sd_alg", ["DISCLOSURE_NAME"], |part| part
            .hidden
            .push(Hidden::claim("_sd_alg", &Json::from("md5")))),
        ("of two elements", ["DISCLOSURE_MALFORMED"], |part| add(part, r#"["salt", 1]"#)),
        ("of four elements", ["DISCLOSURE_MALFORMED"], |part| add(part, r#"["salt", "x", 1, 2]"#)),
        ("with a number for a name", ["DISCLOSURE_MALFORMED"], |part| add(part, r#"["salt", 1, 2]"#)),
        ("with a number for a salt", ["DISCLOSURE_MALFORMED"], |part| add(part, r#"[1, "x", 2]"#)),
        ("not JSON", ["DISCLOSURE_MALFORMED"], |part| add(part, "not JSON")),
        ("not UTF-8", ["DISCLOSURE_MALFORMED"], |part| add(part, b"[\"s\", \"x\", \"\xff\"]".to_vec())),
        ("an object", ["DISCLOSURE_MALFORMED"], |part| add(part, r#"{"salt": "x"}"#)),
        ("with a member twice", ["DUPLICATE_KEY"], |part| add(part, r#"["salt", "x", {"a": 1, "a": 2}]"#)),
        ("nested 10,000 deep", ["RESOURCE_LIMIT"], |part| {
            add(part, format!(r#"["salt", "x", {}{}]"#, "[".repeat(10_000), "]".repeat(10_000)));
        }),
        ("padded", ["MALFORMED_BASE64"], |part| {
            part.hidden.push(Hidden { encoded: encoded(|text| text + "="), ..Hidden::raw(telling()) });
        }),
        ("in the standard alphabet", ["MALFORMED_BASE64"], |part| {
            let change = encoded(|text| {
                assert!(text.contains(['-', '_']));
                text.replace('-', "+").replace('_', "/")
            });
            part.hidden.push(Hidden { encoded: change, ..Hidden::raw(telling()) });
        }),
        ("with a line break", ["MALFORMED_BASE64"], |part| {
            let change = encoded(|text| format!("{}\n{}", &text[..8], &text[8..]));
            part.hidden.push(Hidden { encoded: change, ..Hidden::raw(telling()) });
        }),
        ("with unused bits", ["MALFORMED_BASE64"], |part| {
            // one byte over a multiple of three leaves four unused bits, zero when written right
            let mut text = telling();
            while text.len() % 3 != 1 {
                text.insert(1, ' ');
            }
            let change = encoded(|text| {
                let last = text.chars().last().unwrap();
                let next = char::from(u8::try_from(last).unwrap() + 1);
                format!("{}{next}", &text[..text.len() - 1])
            });
            part.hidden.push(Hidden { encoded: change, ..Hidden::raw(text) });
        }),
        ("whose digest stands twice", ["SD_DIGEST_DUPLICATE"], |part| {
            part.whole = Some(Box::new(|mut payload: Object| {
                let Some(Json::Array(mut digests)) = payload.remove("_sd") else { panic!() };
                digests.push(digests[0].clone());
                payload.insert("_sd", digests);
                payload
            }));
        }),
        ("whose digest stands also further down", ["SD_DIGEST_DUPLICATE"], |part| {
            part.whole = Some(Box::new(|mut payload: Object| {
                let digests = payload.get("_sd").unwrap().clone();
                payload.insert("x", Object::from_iter([("_sd", digests)]));
                payload
            }));
        }),
        ("of an element where a member belongs", ["DISCLOSURE_MALFORMED"], |part| {
            let member = Hidden { bound: false, ..Hidden::claim("x", &Json::from(1)) };
            let place = Object::from_iter([("...", hash(&member.encode()))]);
            part.payload.insert("list", vec![Json::Object(place)]);
            part.hidden.push(member);
        }),
        ("behind a placeholder with more members", ["SD_INVALID"], |part| {
            let element = Hidden { bound: false, ..Hidden::raw(r#"["salt", 1]"#) };
            let place = Object::from_iter([("...", hash(&element.encode())), ("x", "y".to_owned())]);
            part.payload.insert("list", vec![Json::Object(place)]);
            part.hidden.push(element);
        }),
        ("in a parent that is not there", ["DISCLOSURE_UNBOUND"], |part| {
            let child = Hidden { bound: false, ..Hidden::claim("x", &Json::from(1)) };
            let digest = hash(&child.encode());
            part.hidden.push(Hidden {
                shown: false,
                ..Hidden::claim("parent", &nested_sd(&format!("[\"{digest}\"]")))
            });
            part.hidden.push(child);
        }),
        ("in two parents", ["SD_DIGEST_DUPLICATE"], |part| {
            let child = Hidden { bound: false, ..Hidden::claim("x", &Json::from(1)) };
            let digest = hash(&child.encode());
            for parent in ["first", "second"] {
                part.hidden.push(Hidden::claim(parent, &nested_sd(&format!("[\"{digest}\"]"))));
            }
            part.hidden.push(child);
        }),
        ("over a member of its parent", ["DISCLOSURE_COLLISION"], |part| {
            let child = Hidden { bound: false, ..Hidden::claim("x", &Json::from(1)) };
            let digest = hash(&child.encode());
            part.hidden.push(Hidden::claim("parent", &value(&format!(r#"{{"x": 0, "_sd": ["{digest}"]}}"#))));
            part.hidden.push(child);
        }),
        ("with _sd as text", ["SD_INVALID"], |part| part
            .hidden
            .push(Hidden::claim("x", &nested_sd(r#""abc""#)))),
        ("with a number in _sd", ["SD_INVALID"], |part| part
            .hidden
            .push(Hidden::claim("x", &nested_sd("[7]")))),
        ("with ... outside an array", ["SD_INVALID"], |part| {
            part.hidden.push(Hidden::claim("x", &value(r#"{"y": {"...": "abc"}}"#)));
        }),
        ("digests as an object", ["SD_INVALID"], |part| replace_sd(part, Json::Object(Object::new()))),
        ("digests with a number", ["SD_INVALID"], |part| replace_sd(part, Json::Array(vec![7.into()]))),
        ("digests missing", ["DISCLOSURE_UNBOUND"], |part| {
            part.whole = Some(Box::new(|mut payload: Object| {
                payload.remove("_sd");
                payload
            }));
        }),
        ("two thousand times", ["RESOURCE_LIMIT"], |part| {
            for number in 0..2_000 {
                part.hidden.push(Hidden::claim(&format!("x{number}"), &Json::from(1)));
            }
        }),
        ("with another salt than digested", ["DISCLOSURE_UNBOUND"], |part| {
            part.token = Some(Box::new(|token: String| {
                let mut parts: Vec<String> = token.split('~').map(str::to_owned).collect();
                let Some(text) = base64url::decode(&parts[1]) else { panic!() };
                let text = String::from_utf8(text).unwrap().replacen("[\"", "[\"x", 1);
                parts[1] = base64url::encode(text.as_bytes());
                parts.join("~")
            }));
        }),
    ];
    kinds.extend::<Vec<Kind>>(vec![(
        "l2 disclosures withheld altogether",
        On::Both,
        &["L2_DISCLOSURE_MISSING"],
        |recipe| {
            for hidden in &mut recipe.l2.hidden {
                hidden.shown = false;
            }
        },
    )]);
    kinds
}
