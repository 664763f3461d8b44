//! Tampering with L1.

use super::forge::{Recipe, object, random};
use super::{Kind, On};
use amp_wallet_core::jose::json::{Json, Object};
use amp_wallet_core::jose::{SoftwareKey, base64url};

fn jwk(recipe: &mut Recipe, change: impl Fn(&mut Object)) {
    let Some(Json::Object(mut cnf)) = recipe.l1.payload.remove("cnf") else { panic!() };
    let Some(Json::Object(mut jwk)) = cnf.remove("jwk") else { panic!() };
    change(&mut jwk);
    cnf.insert("jwk", jwk);
    recipe.l1.payload.insert("cnf", cnf);
}

fn stretch(jwk: &mut Object, change: fn(&[u8]) -> Vec<u8>) {
    let x = base64url::decode(jwk.get("x").and_then(Json::as_str).unwrap()).unwrap();
    jwk.insert("x", base64url::encode(&change(&x)));
}

pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        ("l1 of another root with the same kid", On::Both, &["L1_SIGNATURE_INVALID"], |recipe| {
            let kid = recipe.root.public().kid.clone();
            recipe.root = std::rc::Rc::new(SoftwareKey::generate(&kid).unwrap());
        }),
        ("l1 of an unknown root", On::Both, &["L1_ROOT_UNKNOWN"], |recipe| {
            recipe.l1.header.insert("kid", "other");
        }),
        ("l1 kid missing", On::Both, &["L1_KID_MISSING"], |recipe| {
            recipe.l1.header.remove("kid");
        }),
        ("l1 typ missing", On::Both, &["L1_TYP_INVALID"], |recipe| {
            recipe.l1.header.remove("typ");
        }),
        ("l1 typ JWT", On::Both, &["L1_TYP_INVALID"], |recipe| recipe.l1.header.insert("typ", "JWT")),
        ("l1 alg none", On::Both, &["L1_ALG_INVALID"], |recipe| {
            recipe.l1.header.insert("alg", "none");
            recipe.l1.signature = Some(Box::new(|_| Vec::new()));
        }),
        ("l1 expired", On::Both, &["L1_EXPIRED"], |recipe| {
            recipe.l1.payload.insert("exp", recipe.now - 3_600);
        }),
        ("l1 expired by a second", On::Both, &["L1_EXPIRED"], |recipe| {
            recipe.l1.payload.insert("exp", recipe.now - 61);
        }),
        ("l1 iat ahead", On::Both, &["L1_IAT_FUTURE"], |recipe| {
            recipe.l1.payload.insert("iat", recipe.now + 86_400);
        }),
        ("l1 nbf ahead", On::Both, &["L1_NOT_YET_VALID"], |recipe| {
            recipe.l1.payload.insert("nbf", recipe.now + 86_400);
        }),
        ("l1 iss of another", On::Both, &["L1_ISS_MISMATCH"], |recipe| {
            recipe.l1.payload.insert("iss", "alipayplus.com.evil.example");
        }),
        ("l1 iss missing", On::Both, &["L1_CLAIM_MISSING"], |recipe| {
            recipe.l1.payload.remove("iss");
        }),
        ("l1 sub missing", On::Both, &["L1_CLAIM_MISSING"], |recipe| {
            recipe.l1.payload.remove("sub");
        }),
        ("l1 iat missing", On::Both, &["L1_CLAIM_MISSING"], |recipe| {
            recipe.l1.payload.remove("iat");
        }),
        ("l1 exp missing", On::Both, &["L1_CLAIM_MISSING"], |recipe| {
            recipe.l1.payload.remove("exp");
        }),
        ("l1 isp_type missing", On::Both, &["L1_CLAIM_MISSING"], |recipe| {
            recipe.l1.payload.remove("isp_type");
        }),
        ("l1 isp_name missing", On::Both, &["L1_CLAIM_MISSING"], |recipe| {
            recipe.l1.payload.remove("isp_name");
        }),
        ("l1 exp as text", On::Both, &["L1_CLAIM_TYPE"], |recipe| {
            recipe.l1.payload.insert("exp", (recipe.now + 1_000).to_string());
        }),
        ("l1 cnf missing", On::Both, &["L1_CNF_MISSING"], |recipe| {
            recipe.l1.payload.remove("cnf");
        }),
        ("l1 cnf empty", On::Both, &["L1_CNF_INVALID"], |recipe| {
            recipe.l1.payload.insert("cnf", Object::new())
        }),
        ("l1 cnf as text", On::Both, &["L1_CNF_INVALID"], |recipe| recipe.l1.payload.insert("cnf", "key")),
        ("l1 cnf private", On::Both, &["L1_CNF_PRIVATE"], |recipe| {
            jwk(recipe, |jwk| jwk.insert("d", random(32)))
        }),
        ("l1 cnf symmetric", On::Both, &["L1_CNF_INVALID"], |recipe| {
            jwk(recipe, |jwk| *jwk = object(r#"{"kty": "oct", "k": "AAAA", "kid": "x"}"#));
        }),
        ("l1 cnf of P-384", On::Both, &["L1_CNF_INVALID"], |recipe| {
            jwk(recipe, |jwk| jwk.insert("crv", "P-384"))
        }),
        ("l1 cnf x of 33 bytes", On::Both, &["L1_CNF_INVALID"], |recipe| {
            jwk(recipe, |jwk| stretch(jwk, |x| [&[0], x].concat()));
        }),
        ("l1 cnf x of 31 bytes", On::Both, &["L1_CNF_INVALID"], |recipe| {
            jwk(recipe, |jwk| stretch(jwk, |x| x[1..].to_vec()));
        }),
        ("l1 cnf off the curve", On::Both, &["L1_CNF_INVALID"], |recipe| {
            jwk(recipe, |jwk| stretch(jwk, |x| x.iter().map(|byte| byte ^ 1).collect()));
        }),
        ("l1 cnf without kid", On::Both, &["L2_KID_MISMATCH"], |recipe| {
            jwk(recipe, |jwk| {
                jwk.remove("kid");
            });
        }),
        ("l1 cnf with another kid beside the key", On::Both, &["L1_CNF_INVALID"], |recipe| {
            let Some(Json::Object(mut cnf)) = recipe.l1.payload.remove("cnf") else { panic!() };
            cnf.insert("kid", "other");
            recipe.l1.payload.insert("cnf", cnf);
        }),
        ("l1 cnf with a second way to confirm", On::Both, &["L1_CNF_INVALID"], |recipe| {
            let Some(Json::Object(mut cnf)) = recipe.l1.payload.remove("cnf") else { panic!() };
            cnf.insert("jku", "https://evil.example/keys");
            recipe.l1.payload.insert("cnf", cnf);
        }),
        ("l1 cnf is the root's key", On::Both, &["L1_KEY_REUSED"], |recipe| {
            let root = recipe.root.public().to_json();
            recipe.l1.payload.insert("cnf", Object::from_iter([("jwk", root)]));
        }),
        ("l1 with _sd and _sd_alg", On::Both, &["L1_SD_FORBIDDEN"], |recipe| {
            recipe.l1.payload.insert("_sd", vec![Json::from(random(32))]);
            recipe.l1.payload.insert("_sd_alg", "sha-256");
        }),
        ("l1 with empty _sd", On::Both, &["L1_SD_FORBIDDEN"], |recipe| {
            recipe.l1.payload.insert("_sd", Vec::new())
        }),
        ("l1 with _sd_alg", On::Both, &["L1_SD_FORBIDDEN"], |recipe| {
            recipe.l1.payload.insert("_sd_alg", "sha-256");
        }),
        ("l1 with digests further down", On::Both, &["L1_SD_FORBIDDEN"], |recipe| {
            recipe.l1.payload.insert("x", object(r#"{"y": [{"_sd": ["abc"]}]}"#));
        }),
        ("l1 with a stray disclosure", On::Both, &["L1_DISCLOSURE_FORBIDDEN"], |recipe| {
            recipe.l1.token =
                Some(Box::new(|token| format!("{token}{}~", base64url::encode(br#"["s","a",1]"#))));
        }),
        ("l1 without its tilde", On::Both, &["L1_FORMAT"], |recipe| {
            recipe.l1.token = Some(Box::new(|token| token.trim_end_matches('~').to_owned()));
        }),
        ("l1 with a key binding", On::Both, &["L1_FORMAT"], |recipe| {
            recipe.l1.token = Some(Box::new(|token| format!("{token}a.b.c")));
        }),
    ]
}
