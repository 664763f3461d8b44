//! Tampering with what L2 authorizes.

use super::forge::{Hidden, Recipe, hash, object, random, value};
use super::{Kind, On};
use amp_wallet_core::jose::base64url;
use amp_wallet_core::jose::json::{Json, Object};

fn edit(recipe: &mut Recipe, claim: &str, change: impl Fn(&mut Object)) {
    recipe.l2.disclosure(claim).edit(|value| {
        let Json::Object(members) = value else { panic!() };
        change(members);
    });
}

fn constraints(recipe: &mut Recipe, change: impl Fn(&mut Object)) {
    edit(recipe, "intent", |intent| {
        let Some(Json::Object(mut bounds)) = intent.remove("constraints") else { panic!() };
        change(&mut bounds);
        intent.insert("constraints", bounds);
    });
}

fn drop_disclosure(recipe: &mut Recipe, claim: &str) {
    recipe.l2.hidden.retain(|hidden| !hidden.is(claim));
}

fn withhold(recipe: &mut Recipe, claim: &str) {
    recipe.l2.disclosure(claim).shown = false;
}

/// Takes a claim out of its disclosure and shows it to everyone.
fn show_plain(recipe: &mut Recipe, claim: &str) {
    let text = recipe.l2.disclosure(claim).text.clone();
    let Json::Array(mut elements) = value(std::str::from_utf8(&text).unwrap()) else { panic!() };
    drop_disclosure(recipe, claim);
    recipe.l2.payload.insert(claim, elements.remove(2));
}

fn agent_jwk(recipe: &mut Recipe, change: impl Fn(&mut Object)) {
    let Some(Json::Object(mut jwk)) = Some(recipe.agent.public().to_json()) else { panic!() };
    change(&mut jwk);
    recipe.l2.payload.insert("cnf", Object::from_iter([("jwk", Json::Object(jwk))]));
}

pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        ("mode missing", On::Both, &["L2_MODE_INVALID"], |recipe| {
            recipe.l2.payload.remove("mode");
        }),
        ("mode in lower case", On::Both, &["L2_MODE_INVALID"], |recipe| {
            recipe.l2.payload.insert("mode", "autonomous")
        }),
        ("mode a number", On::Both, &["L2_CLAIM_TYPE"], |recipe| recipe.l2.payload.insert("mode", 1)),
        ("mode IMMEDIATE over an AUTONOMOUS mandate", On::Autonomous, &["L2_CNF_FORBIDDEN"], |recipe| {
            recipe.l2.payload.insert("mode", "IMMEDIATE");
        }),
        ("mode AUTONOMOUS over an IMMEDIATE mandate", On::Immediate, &["L2_CNF_MISSING"], |recipe| {
            recipe.l2.payload.insert("mode", "AUTONOMOUS");
        }),
        ("mode disclosed", On::Both, &["L2_CLAIM_DISCLOSED"], |recipe| {
            let mode = recipe.l2.payload.remove("mode").unwrap();
            recipe.l2.hidden.push(Hidden::claim("mode", &mode));
        }),
        ("exp disclosed", On::Both, &["L2_CLAIM_DISCLOSED"], |recipe| {
            let exp = recipe.l2.payload.remove("exp").unwrap();
            recipe.l2.hidden.push(Hidden::claim("exp", &exp));
        }),
        ("idv_result missing", On::Both, &["L2_CLAIM_MISSING"], |recipe| {
            recipe.l2.payload.remove("idv_result");
        }),
        ("idv_result true", On::Both, &["L2_CLAIM_TYPE"], |recipe| {
            recipe.l2.payload.insert("idv_result", true)
        }),
        ("idv_result false as text", On::Both, &["L2_IDV_FAILED"], |recipe| {
            recipe.l2.payload.insert("idv_result", "false");
        }),
        ("idv_result FAILED", On::Both, &["L2_IDV_FAILED"], |recipe| {
            recipe.l2.payload.insert("idv_result", "FAILED")
        }),
        ("idv_time missing", On::Both, &["L2_CLAIM_MISSING"], |recipe| {
            recipe.l2.payload.remove("idv_time");
        }),
        ("idv_time no time", On::Both, &["L2_CLAIM_TYPE"], |recipe| {
            recipe.l2.payload.insert("idv_time", "yesterday")
        }),
        ("l2 cnf missing", On::Autonomous, &["L2_CNF_MISSING"], |recipe| {
            recipe.l2.payload.remove("cnf");
        }),
        ("l2 cnf on an immediate mandate", On::Immediate, &["L2_CNF_FORBIDDEN"], |recipe| {
            agent_jwk(recipe, |_| {})
        }),
        ("l2 cnf with a kid only", On::Autonomous, &["L2_CNF_INVALID"], |recipe| {
            let kid = recipe.agent.public().kid.clone();
            recipe.l2.payload.insert("cnf", Object::from_iter([("kid", kid)]));
        }),
        ("l2 cnf private", On::Autonomous, &["L2_CNF_PRIVATE"], |recipe| {
            agent_jwk(recipe, |jwk| jwk.insert("d", random(32)));
        }),
        ("l2 cnf without kid", On::Autonomous, &["L3_KID_MISMATCH"], |recipe| {
            agent_jwk(recipe, |jwk| {
                jwk.remove("kid");
            });
        }),
        ("l2 cnf x of 33 bytes", On::Autonomous, &["L2_CNF_INVALID"], |recipe| {
            let x = [&[0], recipe.agent.public().x.as_slice()].concat();
            agent_jwk(recipe, |jwk| jwk.insert("x", base64url::encode(&x)));
        }),
        ("l2 cnf off the curve", On::Autonomous, &["L2_CNF_INVALID"], |recipe| {
            agent_jwk(recipe, |jwk| {
                let x = jwk.get("x").unwrap().clone();
                jwk.insert("y", x);
            });
        }),
        ("l2 cnf the point at infinity", On::Autonomous, &["L2_CNF_INVALID"], |recipe| {
            agent_jwk(recipe, |jwk| {
                jwk.insert("x", "A".repeat(43));
                jwk.insert("y", "A".repeat(43));
            });
        }),
        ("l2 cnf with both coordinates beyond the field", On::Autonomous, &["L2_CNF_INVALID"], |recipe| {
            agent_jwk(recipe, |jwk| jwk.insert("x", base64url::encode(&[0xff; 32])));
        }),
        ("the isp's key as the agent's", On::Autonomous, &["L2_KEY_REUSED"], |recipe| {
            let jwk = recipe.isp.public().to_json();
            recipe.l2.payload.insert("cnf", Object::from_iter([("jwk", jwk)]));
        }),
        ("intent not there", On::Both, &["L2_DISCLOSURE_MISSING"], |recipe| {
            drop_disclosure(recipe, "intent")
        }),
        ("token_info not there", On::Both, &["L2_DISCLOSURE_MISSING"], |recipe| {
            drop_disclosure(recipe, "token_info")
        }),
        ("mandate_info not there", On::Both, &["L2_DISCLOSURE_MISSING"], |recipe| {
            drop_disclosure(recipe, "mandate_info");
        }),
        ("intent withheld", On::Both, &["L2_DISCLOSURE_MISSING"], |recipe| withhold(recipe, "intent")),
        ("token_info withheld before l3", On::Both, &["L2_DISCLOSURE_MISSING"], |recipe| {
            withhold(recipe, "token_info")
        }),
        ("mandate_info withheld", On::Both, &["L2_DISCLOSURE_MISSING"], |recipe| {
            withhold(recipe, "mandate_info")
        }),
        ("intent plain", On::Both, &["L2_DISCLOSURE_MISSING"], |recipe| show_plain(recipe, "intent")),
        ("intent a text", On::Both, &["L2_CLAIM_TYPE"], |recipe| {
            recipe.l2.disclosure("intent").edit(|intent| *intent = "buy it".into());
        }),
        ("intent without raw", On::Both, &["L2_INTENT_INVALID"], |recipe| {
            edit(recipe, "intent", |intent| {
                intent.remove("raw");
            });
        }),
        ("intent without desc", On::Both, &["L2_INTENT_INVALID"], |recipe| {
            edit(recipe, "intent", |intent| {
                intent.remove("desc");
            });
        }),
        ("intent without expiry_time", On::Autonomous, &["L2_INTENT_INVALID"], |recipe| {
            edit(recipe, "intent", |intent| {
                intent.remove("expiry_time");
            });
        }),
        ("intent without constraints", On::Autonomous, &["L2_INTENT_INVALID"], |recipe| {
            edit(recipe, "intent", |intent| {
                intent.remove("constraints");
            });
        }),
        ("intent with constraints, immediate", On::Immediate, &["L2_INTENT_INVALID"], |recipe| {
            edit(recipe, "intent", |intent| intent.insert("constraints", Object::new()));
        }),
        ("intent with expiry_time, immediate", On::Immediate, &["L2_INTENT_INVALID"], |recipe| {
            edit(recipe, "intent", |intent| intent.insert("expiry_time", "2035-01-01T00:00:00Z"));
        }),
        ("intent with a time that is none", On::Autonomous, &["L2_CLAIM_TYPE"], |recipe| {
            edit(recipe, "intent", |intent| intent.insert("expiry_time", "never"));
        }),
        ("budget missing", On::Autonomous, &["L2_INTENT_INVALID"], |recipe| {
            constraints(recipe, |bounds| {
                bounds.remove("budget_amount");
            });
        }),
        ("budget negative", On::Autonomous, &["AMOUNT_INVALID"], |recipe| {
            constraints(recipe, |bounds| {
                bounds.insert("budget_amount", object(r#"{"amount": -1, "currency": "USD"}"#));
            });
        }),
        ("no merchant named", On::Autonomous, &["L2_CLAIM_TYPE"], |recipe| {
            constraints(recipe, |bounds| {
                bounds.insert("merchant_name_list", Vec::new());
                bounds.insert("merchant_mcc_list", Vec::new());
            });
        }),
        ("merchants as a text", On::Autonomous, &["L2_CLAIM_TYPE"], |recipe| {
            constraints(recipe, |bounds| bounds.insert("merchant_name_list", "any"));
        }),
        ("category of five digits", On::Autonomous, &["L2_CLAIM_TYPE"], |recipe| {
            constraints(recipe, |bounds| bounds.insert("merchant_mcc_list", vec![Json::from("57320")]));
        }),
        ("a constraint nobody knows", On::Autonomous, &["L2_CONSTRAINT_UNKNOWN"], |recipe| {
            constraints(recipe, |bounds| bounds.insert("only_on_sundays", true));
        }),
        ("a constraint withheld", On::Autonomous, &["L2_WITHHELD"], |recipe| {
            let bound =
                Hidden { bound: false, shown: false, ..Hidden::claim("per_transaction_max", &Json::from(1)) };
            let digest = hash(&bound.encode());
            constraints(recipe, |bounds| bounds.insert("_sd", vec![Json::from(digest.as_str())]));
            recipe.l2.hidden.push(bound);
        }),
        ("a listed merchant withheld", On::Autonomous, &["L2_WITHHELD"], |recipe| {
            constraints(recipe, |bounds| {
                let Some(Json::Array(mut names)) = bounds.remove("merchant_name_list") else { panic!() };
                names.push(Json::Object(Object::from_iter([("...", hash("somebody"))])));
                bounds.insert("merchant_name_list", names);
            });
        }),
        ("a constraint withheld behind many other places", On::Autonomous, &["L2_WITHHELD"], |recipe| {
            let decoys = |_| Json::Object(Object::from_iter([("_sd", vec![Json::from(hash(&random(8)))])]));
            recipe.l2.payload.insert("extra", (0..200).map(decoys).collect::<Vec<_>>());
            constraints(recipe, |bounds| bounds.insert("_sd", vec![Json::from(hash("a bound"))]));
        }),
        ("more withheld places than are named", On::Both, &["L2_RESOURCE_LIMIT"], |recipe| {
            let places: Vec<Json> = (0..4_097)
                .map(|_| Json::Object(Object::from_iter([("_sd", vec![Json::from(random(4))])])))
                .collect();
            recipe.l2.payload.insert("extra", places);
        }),
        ("mandate that has ended", On::Both, &["L2_CLAIM_TYPE"], |recipe| {
            edit(recipe, "mandate_info", |mandate| mandate.insert("mandate_status", "REVOKED"));
        }),
        ("mandate_type of the other mode", On::Both, &["L2_MANDATE_TYPE_MISMATCH"], |recipe| {
            let other = if recipe.autonomous { "IMMEDIATE" } else { "AUTONOMOUS" };
            edit(recipe, "mandate_info", |mandate| mandate.insert("mandate_type", other));
        }),
        ("mandate without an id", On::Both, &["L2_CLAIM_MISSING"], |recipe| {
            edit(recipe, "mandate_info", |mandate| {
                mandate.remove("mandate_id");
            });
        }),
        ("mandate expired", On::Both, &["L2_MANDATE_EXPIRED"], |recipe| {
            edit(recipe, "mandate_info", |mandate| {
                mandate.insert("mandate_expiry_time", "2020-01-01T00:00:00Z")
            });
        }),
        ("token_info without a wallet", On::Both, &["L2_CLAIM_MISSING"], |recipe| {
            edit(recipe, "token_info", |token| {
                token.remove("wallet_name");
            });
        }),
        ("checkout on an autonomous mandate", On::Autonomous, &["L2_CHECKOUT_FORBIDDEN"], |recipe| {
            let text = recipe.l3.disclosure("checkout").text.clone();
            recipe.l2.hidden.push(Hidden::raw(text));
        }),
        ("checkout plain on an autonomous mandate", On::Autonomous, &["L2_CHECKOUT_FORBIDDEN"], |recipe| {
            recipe.l2.payload.insert("checkout", Object::new());
        }),
        ("budget raised in the disclosure", On::Autonomous, &["L2_DISCLOSURE_UNBOUND"], |recipe| {
            recipe.l2.token = Some(Box::new(|token: String| {
                let mut parts: Vec<String> = token.split('~').map(str::to_owned).collect();
                let text = String::from_utf8(base64url::decode(&parts[1]).unwrap()).unwrap();
                assert!(text.contains("10000"));
                parts[1] = base64url::encode(text.replacen("10000", "99999", 1).as_bytes());
                parts.join("~")
            }));
        }),
    ]
}
