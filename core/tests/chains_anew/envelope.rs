//! Tampering with the envelope of L2 and L3: header, signature, serialization, times, binding. Each kind is tried
//! on L2; those of L3 are the same code over the other layer and are listed with the label of L3.

use super::forge::{Change, Part, Recipe, hash, object};
use super::{Kind, On};
use amp_wallet_core::jose::json::Json;
use amp_wallet_core::jose::{Signer, SoftwareKey, base64url};
use ring::hmac;

fn change<T: 'static>(change: impl Fn(T) -> T + 'static) -> Change<T> {
    Some(Box::new(change))
}

/// `r || s` as an ASN.1 sequence of two integers.
fn der(signature: Vec<u8>) -> Vec<u8> {
    let integer = |bytes: &[u8]| {
        let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len() - 1);
        let mut content = bytes[start..].to_vec();
        if content[0] >= 0x80 {
            content.insert(0, 0);
        }
        [vec![2, u8::try_from(content.len()).unwrap()], content].concat()
    };
    let content = [integer(&signature[..32]), integer(&signature[32..])].concat();
    [vec![0x30, u8::try_from(content.len()).unwrap()], content].concat()
}

/// Signed again with HMAC over a public text: what a verifier that trusts `alg` would accept.
fn hmac_signed(part: &mut Part, secret: Vec<u8>) {
    part.header.insert("alg", "HS256");
    part.token = change(move |token: String| {
        let (jwt, rest) = token.split_once('~').unwrap();
        let (message, _) = jwt.rsplit_once('.').unwrap();
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &secret), message.as_bytes());
        format!("{message}.{}~{rest}", base64url::encode(tag.as_ref()))
    });
}

/// A member twice, in front of the others.
fn twice(part: &mut Part, member: &'static str) {
    part.text = change(move |text: Vec<u8>| {
        String::from_utf8(text).unwrap().replacen('{', &format!("{{{member}, "), 1).into_bytes()
    });
}

fn payload_text(part: &mut Part, from: &'static str, to: &'static str) {
    part.text = change(move |text: Vec<u8>| {
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(from));
        text.replacen(from, to, 1).into_bytes()
    });
}

fn exp(part: &mut Part, value: &'static str) {
    part.text = change(move |text: Vec<u8>| {
        let text = String::from_utf8(text).unwrap();
        let start = text.find("\"exp\": ").unwrap() + 7;
        let end = start + text[start..].find(',').unwrap();
        format!("{}{value}{}", &text[..start], &text[end..]).into_bytes()
    });
}

macro_rules! both_layers {
    ($(($name:literal, [$($reason:literal),+], $tamper:expr)),+ $(,)?) => {
        vec![$(
            (concat!("l2 ", $name), On::Both, &[$(concat!("L2_", $reason)),+], |recipe: &mut Recipe| {
                let now = recipe.now;
                let tamper: fn(&mut Part, i64) = $tamper;
                tamper(&mut recipe.l2, now);
            }),
            (concat!("l3 ", $name), On::Autonomous, &[$(concat!("L3_", $reason)),+], |recipe: &mut Recipe| {
                let now = recipe.now;
                let tamper: fn(&mut Part, i64) = $tamper;
                tamper(&mut recipe.l3, now);
            }),
        )+]
    };
}

pub(crate) fn kinds() -> Vec<Kind> {
    let mut kinds: Vec<Kind> = both_layers![
        ("signed by another key", ["SIGNATURE_INVALID"], |part, _| {
            let kid = part.key.public().kid.clone();
            part.key = std::rc::Rc::new(SoftwareKey::generate(&kid).unwrap());
        }),
        ("kid of another", ["KID_MISMATCH"], |part, _| part.header.insert("kid", "other")),
        ("kid missing", ["KID_MISSING"], |part, _| {
            part.header.remove("kid");
        }),
        ("kid a number", ["HEADER_TYPE", "OTHER"], |part, _| part.header.insert("kid", 7)),
        ("typ missing", ["TYP_INVALID"], |part, _| {
            part.header.remove("typ");
        }),
        ("typ JWT", ["TYP_INVALID"], |part, _| part.header.insert("typ", "JWT")),
        ("typ dc+sd-jwt", ["TYP_INVALID"], |part, _| part.header.insert("typ", "dc+sd-jwt")),
        ("typ in capitals", ["TYP_INVALID"], |part, _| part.header.insert("typ", "SD+JWT")),
        ("alg none", ["ALG_INVALID"], |part, _| {
            part.header.insert("alg", "none");
            part.signature = change(|_| Vec::new());
        }),
        ("alg none with a right signature", ["ALG_INVALID"], |part, _| part.header.insert("alg", "none")),
        ("alg missing", ["ALG_INVALID"], |part, _| {
            part.header.remove("alg");
        }),
        ("alg in lower case", ["ALG_INVALID"], |part, _| part.header.insert("alg", "es256")),
        ("alg ES384", ["ALG_INVALID"], |part, _| part.header.insert("alg", "ES384")),
        ("alg HS256 with the point", ["ALG_INVALID"], |part, _| {
            let key = part.key.public().clone();
            hmac_signed(part, [vec![4], key.x.to_vec(), key.y.to_vec()].concat());
        }),
        ("alg HS256 with the JWK", ["ALG_INVALID"], |part, _| {
            let text = part.key.public().to_json().to_compact();
            hmac_signed(part, text.into_bytes());
        }),
        ("crit of an unknown extension", ["CRIT_UNSUPPORTED"], |part, _| {
            part.header.insert("crit", vec![Json::from("x")]);
            part.header.insert("x", 1);
        }),
        ("crit empty", ["CRIT_UNSUPPORTED"], |part, _| part.header.insert("crit", Vec::new())),
        ("crit b64", ["CRIT_UNSUPPORTED"], |part, _| {
            part.header.insert("crit", vec![Json::from("b64")]);
            part.header.insert("b64", true);
        }),
        ("an embedded key", ["SIGNATURE_INVALID"], |part, _| {
            let kid = part.key.public().kid.clone();
            part.key = std::rc::Rc::new(SoftwareKey::generate(&kid).unwrap());
            part.header.insert("jwk", part.key.public_jwk().to_json());
        }),
        ("header not JSON", ["MALFORMED_JSON"], |part, _| part.header_text =
            change(|text: String| text[1..].to_owned())),
        ("header with alg twice", ["DUPLICATE_KEY"], |part, _| {
            part.header_text = change(|text: String| text.replacen('{', r#"{"alg": "none", "#, 1));
        }),
        ("header with alg twice, once escaped", ["DUPLICATE_KEY"], |part, _| {
            part.header_text = change(|text: String| text.replacen('{', r#"{"\u0061lg": "none", "#, 1));
        }),
        ("signature in DER", ["SIGNATURE_INVALID"], |part, _| part.signature = change(der)),
        ("signature with r zero", ["SIGNATURE_INVALID"], |part, _| {
            part.signature = change(|bytes: Vec<u8>| [vec![0; 32], bytes[32..].to_vec()].concat());
        }),
        ("signature with s zero", ["SIGNATURE_INVALID"], |part, _| {
            part.signature = change(|bytes: Vec<u8>| [bytes[..32].to_vec(), vec![0; 32]].concat());
        }),
        ("signature all ones", ["SIGNATURE_INVALID"], |part, _| part.signature = change(|_| vec![0xff; 64])),
        ("signature cut", ["SIGNATURE_INVALID"], |part, _| {
            part.signature = change(|bytes: Vec<u8>| bytes[..63].to_vec());
        }),
        ("signature with a byte more", ["SIGNATURE_INVALID"], |part, _| {
            part.signature = change(|bytes: Vec<u8>| [bytes, vec![0]].concat());
        }),
        ("signature empty", ["SIGNATURE_INVALID"], |part, _| part.signature = change(|_| Vec::new())),
        ("signature swapped", ["SIGNATURE_INVALID"], |part, _| {
            part.signature = change(|bytes: Vec<u8>| [&bytes[32..], &bytes[..32]].concat());
        }),
        ("signature padded", ["MALFORMED_BASE64"], |part, _| {
            part.signature_part = change(|text: String| text + "==");
        }),
        ("signature with unused bits", ["MALFORMED_BASE64"], |part, _| {
            // 64 bytes leave four unused bits: A, Q, g, w are the canonical last characters
            part.signature_part = change(|text: String| {
                let next = match text.chars().last().unwrap() {
                    'A' => 'B',
                    'Q' => 'R',
                    'g' => 'h',
                    _ => 'x',
                };
                format!("{}{next}", &text[..text.len() - 1])
            });
        }),
        ("payload padded", ["MALFORMED_BASE64"], |part, _| part.payload_part =
            change(|text: String| text + "=")),
        ("payload in the standard alphabet", ["MALFORMED_BASE64"], |part, _| {
            part.payload_part = change(|text: String| text.replace('-', "+").replace('_', "/") + "+/");
        }),
        ("payload with a space", ["MALFORMED_BASE64"], |part, _| {
            part.token = change(|token: String| token.replacen('.', ". ", 1));
        }),
        ("payload cut", ["MALFORMED_JSON"], |part, _| part.text =
            change(|text: Vec<u8>| text[..text.len() - 1].to_vec())),
        ("payload an array", ["MALFORMED_JSON"], |part, _| {
            part.text = change(|text: Vec<u8>| [b"[", text.as_slice(), b"]"].concat());
        }),
        ("payload with NaN", ["MALFORMED_JSON"], |part, _| twice(part, r#""x": NaN"#)),
        ("payload with Infinity", ["MALFORMED_JSON"], |part, _| twice(part, r#""x": -Infinity"#)),
        ("payload with half a surrogate", ["MALFORMED_JSON"], |part, _| twice(part, r#""x": "\ud800""#)),
        ("payload with exp twice", ["DUPLICATE_KEY"], |part, _| twice(part, r#""exp": 1"#)),
        ("payload with exp twice, once escaped", ["DUPLICATE_KEY"], |part, _| twice(
            part,
            r#""\u0065xp": 1"#
        )),
        ("payload with a byte order mark", ["MALFORMED_JSON"], |part, _| {
            part.text = change(|text: Vec<u8>| [b"\xef\xbb\xbf", text.as_slice()].concat());
        }),
        ("payload with text behind", ["MALFORMED_JSON"], |part, _| {
            part.text = change(|text: Vec<u8>| [text.as_slice(), b" {}"].concat());
        }),
        ("payload not UTF-8", ["MALFORMED_JSON"], |part, _| {
            part.text = change(|text: Vec<u8>| [b"{\"x\": \"\xff\", ", &text[1..]].concat());
        }),
        ("payload nested 10,000 deep", ["RESOURCE_LIMIT"], |part, _| {
            part.text = change(|text: Vec<u8>| {
                let nested = "[".repeat(10_000) + &"]".repeat(10_000);
                [format!("{{\"x\": {nested}, ").as_bytes(), &text[1..]].concat()
            });
        }),
        ("payload of 800 KB", ["RESOURCE_LIMIT"], |part, _| part.payload.insert("x", "x".repeat(800_000))),
        ("four parts", ["FORMAT"], |part, _| part.token =
            change(|token: String| token.replacen('~', ".AAAA~", 1))),
        ("two parts", ["FORMAT"], |part, _| {
            part.token = change(|token: String| {
                let (jwt, rest) = token.split_once('~').unwrap();
                format!("{}~{rest}", jwt.rsplit_once('.').unwrap().0)
            });
        }),
        ("without the last tilde", ["FORMAT"], |part, _| {
            part.token = change(|token: String| token.trim_end_matches('~').to_owned());
        }),
        ("with two last tildes", ["FORMAT"], |part, _| part.token = change(|token: String| token + "~")),
        ("with an empty disclosure", ["FORMAT"], |part, _| {
            part.token = change(|token: String| token.replacen('~', "~~", 1));
        }),
        ("with garbage behind", ["FORMAT"], |part, _| part.token = change(|token: String| token + "garbage")),
        ("with a line break behind", ["FORMAT"], |part, _| part.token = change(|token: String| token + "\n")),
        ("exp missing", ["CLAIM_MISSING"], |part, _| {
            part.payload.remove("exp");
        }),
        ("exp as text", ["CLAIM_TYPE"], |part, now| part.payload.insert("exp", (now + 100).to_string())),
        ("exp never", ["CLAIM_TYPE"], |part, _| part.payload.insert("exp", "never")),
        ("exp NaN as text", ["CLAIM_TYPE"], |part, _| part.payload.insert("exp", "nan")),
        ("exp Infinity as text", ["CLAIM_TYPE"], |part, _| part.payload.insert("exp", "Infinity")),
        ("exp true", ["CLAIM_TYPE"], |part, _| part.payload.insert("exp", true)),
        ("exp null", ["CLAIM_TYPE"], |part, _| part.payload.insert("exp", Json::Null)),
        ("exp with a fraction", ["CLAIM_TYPE"], |part, _| exp(part, "1900000000.5")),
        ("exp with an exponent", ["MALFORMED_JSON"], |part, _| exp(part, "1e999")),
        ("exp beyond 64 bits", ["CLAIM_TYPE"], |part, _| exp(part, "99999999999999999999")),
        ("exp beyond the year 9999", ["CLAIM_TYPE"], |part, _| exp(part, "9223372036854775807")),
        ("exp negative", ["CLAIM_TYPE"], |part, _| exp(part, "-1")),
        ("expired an hour ago", ["EXPIRED"], |part, now| part.payload.insert("exp", now - 3_600)),
        ("expired by a second", ["EXPIRED"], |part, now| part.payload.insert("exp", now - 61)),
        ("iat a day ahead", ["IAT_FUTURE"], |part, now| part.payload.insert("iat", now + 86_400)),
        ("iat a second too far ahead", ["IAT_FUTURE"], |part, now| part.payload.insert("iat", now + 61)),
        ("iat missing", ["CLAIM_MISSING"], |part, _| {
            part.payload.remove("iat");
        }),
        ("iat as text", ["CLAIM_TYPE"], |part, _| part.payload.insert("iat", "now")),
        ("iat negative", ["CLAIM_TYPE"], |part, _| part.payload.insert("iat", -1)),
        ("nbf a day ahead", ["NOT_YET_VALID"], |part, now| part.payload.insert("nbf", now + 86_400)),
        ("nbf as text", ["CLAIM_TYPE"], |part, _| part.payload.insert("nbf", "soon")),
        ("aud of another", ["AUD_MISMATCH"], |part, _| part.payload.insert("aud", "evil.example")),
        ("aud with a slash more", ["AUD_MISMATCH"], |part, _| {
            let aud = part.payload.get("aud").and_then(Json::as_str).unwrap().to_owned();
            part.payload.insert("aud", aud + "/");
        }),
        ("aud an array", ["CLAIM_TYPE"], |part, _| {
            let aud = part.payload.get("aud").unwrap().clone();
            part.payload.insert("aud", vec![aud]);
        }),
        ("aud missing", ["CLAIM_MISSING"], |part, _| {
            part.payload.remove("aud");
        }),
        ("nonce missing", ["CLAIM_MISSING"], |part, _| {
            part.payload.remove("nonce");
        }),
        ("nonce empty", ["CLAIM_TYPE"], |part, _| part.payload.insert("nonce", "")),
        ("nonce a number", ["CLAIM_TYPE"], |part, _| part.payload.insert("nonce", 7)),
        ("sd_hash of nothing", ["SD_HASH_MISMATCH"], |part, _| part.payload.insert("sd_hash", hash(""))),
        ("sd_hash padded", ["SD_HASH_MISMATCH"], |part, _| {
            part.whole = change(|mut payload: amp_wallet_core::jose::json::Object| {
                let right = payload.get("sd_hash").and_then(Json::as_str).unwrap().to_owned();
                payload.insert("sd_hash", right + "=");
                payload
            });
        }),
        ("sd_hash in hexadecimal", ["SD_HASH_MISMATCH"], |part, _| {
            part.whole = change(|mut payload: amp_wallet_core::jose::json::Object| {
                let right = payload.get("sd_hash").and_then(Json::as_str).unwrap();
                let bytes = base64url::decode(right).unwrap();
                payload.insert("sd_hash", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
                payload
            });
        }),
        ("sd_hash missing", ["CLAIM_MISSING"], |part, _| {
            part.whole = change(|mut payload: amp_wallet_core::jose::json::Object| {
                payload.remove("sd_hash");
                payload
            });
        }),
        ("_sd_alg missing", ["CLAIM_MISSING"], |part, _| {
            part.whole = change(|mut payload: amp_wallet_core::jose::json::Object| {
                payload.remove("_sd_alg");
                payload
            });
        }),
        ("_sd_alg sha-512", ["SD_ALG_UNSUPPORTED"], |part, _| payload_text(part, "sha-256", "sha-512")),
    ];
    kinds.extend::<Vec<Kind>>(vec![
        ("l2 empty", On::Both, &["L2_FORMAT"], |recipe| {
            recipe.after = Some(Box::new(|tokens| tokens.l2.clear()))
        }),
        ("l3 empty", On::Autonomous, &["L3_FORMAT"], |recipe| {
            recipe.after = Some(Box::new(|tokens| tokens.l3 = Some(String::new())));
        }),
        ("l3 signed by the isp", On::Autonomous, &["L3_SIGNATURE_INVALID"], |recipe| {
            recipe.l3.key = recipe.isp.clone();
        }),
        ("l1 replaced by another for the same key", On::Both, &["L2_SD_HASH_MISMATCH"], |recipe| {
            let kid = recipe.root.public().kid.clone();
            let mut other = Recipe::new(recipe.autonomous, 0);
            other.l1.payload = recipe.l1.payload.clone();
            other.l1.payload.insert("sub", "someone-else");
            other.l1.header.insert("kid", kid);
            other.l1.key = recipe.root.clone();
            let l1 = other.forge().l1;
            recipe.after = Some(Box::new(move |tokens| tokens.l1.clone_from(&l1)));
        }),
        ("l2 replaced by another for the same agent", On::Autonomous, &["L3_SD_HASH_MISMATCH"], |recipe| {
            let isp = recipe.isp.clone();
            recipe.after = Some(Box::new(move |tokens| {
                let (jwt, disclosures) = tokens.l2.split_once('~').unwrap();
                let parts: Vec<&str> = jwt.split('.').collect();
                let payload = String::from_utf8(base64url::decode(parts[1]).unwrap()).unwrap();
                let payload = payload.replacen(r#""nonce": ""#, r#""nonce": "x"#, 1);
                let message = format!("{}.{}", parts[0], base64url::encode(payload.as_bytes()));
                let signature = base64url::encode(&isp.sign(message.as_bytes()).unwrap());
                tokens.l2 = format!("{message}.{signature}~{disclosures}");
            }));
        }),
        ("l2 shuffled after l3", On::Autonomous, &["L3_SD_HASH_MISMATCH"], |recipe| {
            recipe.after = Some(Box::new(|tokens| {
                let mut parts: Vec<&str> = tokens.l2.split('~').collect();
                parts.swap(1, 2);
                tokens.l2 = parts.join("~");
            }));
        }),
        ("l2 withheld after l3", On::Autonomous, &["L2_DISCLOSURE_MISSING"], |recipe| {
            recipe.after = Some(Box::new(|tokens| {
                let mut parts: Vec<&str> = tokens.l2.split('~').collect();
                parts.remove(2);
                tokens.l2 = parts.join("~");
            }));
        }),
        ("l2 unused disclosure withheld after l3", On::Autonomous, &["L3_SD_HASH_MISMATCH"], |recipe| {
            recipe
                .l2
                .hidden
                .push(super::forge::Hidden::claim("risk", &Json::Object(object(r#"{"score": 1}"#))));
            recipe.after = Some(Box::new(|tokens| {
                let mut parts: Vec<&str> = tokens.l2.split('~').collect();
                parts.remove(parts.len() - 2);
                tokens.l2 = parts.join("~");
            }));
        }),
        ("sd_hash over the previous JWT only", On::Autonomous, &["L3_SD_HASH_MISMATCH"], |recipe| {
            recipe.l3.covered = Some(|l2| l2.split('~').next().unwrap().to_owned());
        }),
        ("sd_hash without the last tilde", On::Both, &["L2_SD_HASH_MISMATCH"], |recipe| {
            recipe.l2.covered = Some(|l1| l1.trim_end_matches('~').to_owned());
        }),
        (
            "sd_hash over the disclosures in another order",
            On::Autonomous,
            &["L3_SD_HASH_MISMATCH"],
            |recipe| {
                recipe.l3.covered = Some(|l2| l2.split('~').rev().skip(1).collect::<Vec<_>>().join("~"));
            },
        ),
        ("l3 of a chain that is not there", On::Autonomous, &["L3_MISSING"], |recipe| {
            recipe.after = Some(Box::new(|tokens| tokens.l3 = None));
        }),
        ("l3 on an immediate chain", On::Immediate, &["L3_FORBIDDEN"], |recipe| {
            recipe.after = Some(Box::new(|tokens| tokens.l3 = Some(tokens.l2.clone())));
        }),
    ]);
    kinds
}
