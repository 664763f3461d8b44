//! Right chains, in every way that is right.

use super::forge::{Hidden, Recipe, hash, object, random, value};
use super::{Kind, On};
use amp_wallet_core::jose::json::{Json, Object};

fn compact(bytes: Vec<u8>) -> Vec<u8> {
    value(std::str::from_utf8(&bytes).unwrap()).to_compact().into_bytes()
}

/// Takes the merchant out of the order and into a disclosure of its own.
fn nest_merchant(recipe: &mut Recipe, shown: bool) {
    let part = recipe.ordering();
    let mut merchant = Json::Null;
    let mut nested = None;
    let order = part.disclosure("checkout");
    let Ok(Json::Array(elements)) = amp_wallet_core::jose::json::parse(&order.text, &Default::default())
    else {
        panic!()
    };
    if let Some(found) = elements[2].get("merchant") {
        merchant = found.clone();
        nested = Some(Hidden { bound: false, shown, ..Hidden::claim("merchant", &merchant) });
    }
    assert!(merchant.as_object().is_some());
    let nested = nested.unwrap();
    let digest = hash(&nested.encode());
    order.edit(|order| {
        let Json::Object(members) = order else { panic!() };
        members.remove("merchant");
        members.insert("_sd", vec![Json::from(digest.as_str())]);
    });
    part.hidden.insert(0, nested);
}

fn high_s(signature: Vec<u8>) -> Vec<u8> {
    // the order of P-256, from which `s` is taken to get the other valid signature
    let order = [
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
        0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51_u8,
    ];
    let (r, s) = signature.split_at(32);
    let mut borrow = 0;
    let mut other: Vec<u8> = order
        .iter()
        .zip(s)
        .rev()
        .map(|(order, s)| {
            let difference = i16::from(*order) - i16::from(*s) - borrow;
            borrow = i16::from(difference < 0);
            u8::try_from(difference.rem_euclid(256)).unwrap()
        })
        .collect();
    other.reverse();
    [r, &other].concat()
}

pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        ("as made", On::Both, &[], |_| {}),
        ("compact JSON", On::Both, &[], |recipe| {
            recipe.l1.text = Some(Box::new(compact));
            recipe.l2.text = Some(Box::new(compact));
            recipe.l3.text = Some(Box::new(compact));
        }),
        ("the other signature", On::Both, &[], |recipe| {
            recipe.l1.signature = Some(Box::new(high_s));
            recipe.l2.signature = Some(Box::new(high_s));
            recipe.l3.signature = Some(Box::new(high_s));
        }),
        ("shuffled disclosures", On::Both, &[], |recipe| recipe.l2.hidden.reverse()),
        ("unknown claims, header members and disclosures", On::Both, &[], |recipe| {
            recipe.l2.header.insert("x5u", "https://example");
            recipe.l2.payload.insert("jti", "abc");
            recipe.l2.payload.insert("nbf", 1);
            recipe.l2.payload.insert("vendor", object(r#"{"a": [1, 2, null, true, 1.5]}"#));
            recipe.l2.hidden.push(Hidden::claim("risk", &value(r#"{"score": 7}"#)));
        }),
        ("decoys", On::Both, &[], |recipe| {
            recipe.l2.whole = Some(Box::new(|mut payload| {
                let Some(Json::Array(mut digests)) = payload.remove("_sd") else { panic!() };
                digests.extend((0..5).map(|_| Json::from(hash(&random(8)))));
                payload.insert("_sd", digests);
                payload
            }));
        }),
        ("decoys below the top, outside the intent", On::Both, &[], |recipe| {
            let decoy = || vec![Json::from(hash(&random(8)))];
            for name in ["token_info", "mandate_info"] {
                recipe.l2.disclosure(name).edit(|claim| {
                    let Json::Object(members) = claim else { panic!() };
                    members.insert("_sd", decoy());
                });
            }
            recipe.l2.payload.insert("extra", Object::from_iter([("_sd", decoy())]));
            let element = Object::from_iter([("...", hash(&random(8)))]);
            let list = Json::from(vec![Json::Object(element)]);
            recipe.l2.hidden.push(Hidden::claim("extra_list", &list));
        }),
        ("leeway's edge", On::Both, &[], |recipe| {
            let now = recipe.now;
            recipe.l2.payload.insert("exp", now - 60);
            recipe.l2.payload.insert("iat", now + 60);
            recipe.l2.payload.insert("nbf", now + 60);
        }),
        ("a nested merchant, shown", On::Both, &[], |recipe| nest_merchant(recipe, true)),
        ("a nested merchant, withheld", On::Both, &[], |recipe| nest_merchant(recipe, false)),
        ("nested goods, shown", On::Both, &[], |recipe| {
            let part = recipe.ordering();
            let mut lines = Vec::new();
            let order = part.disclosure("checkout");
            let text = String::from_utf8(order.text.clone()).unwrap();
            let goods = value(&text).as_array().unwrap()[2].get("goods").unwrap().clone();
            for line in goods.as_array().unwrap() {
                let text = Json::Array(vec![random(16).into(), line.clone()]).to_python();
                lines.push(Hidden { bound: false, ..Hidden::raw(text) });
            }
            let digests: Vec<String> = lines.iter().map(|line| hash(&line.encode())).collect();
            order.edit(|order| {
                let Json::Object(members) = order else { panic!() };
                let places = digests
                    .iter()
                    .map(|digest| Json::Object(Object::from_iter([("...", digest.as_str())])))
                    .collect::<Vec<_>>();
                members.insert("goods", places);
            });
            part.hidden.extend(lines);
        }),
        ("no goods", On::Both, &[], |recipe| {
            recipe.ordering().disclosure("checkout").edit(|order| {
                let Json::Object(members) = order else { panic!() };
                members.insert("goods", Vec::new());
            });
        }),
        ("fifty goods", On::Both, &[], |recipe| {
            recipe.ordering().disclosure("checkout").edit(|order| {
                let line = order.get("goods").unwrap().as_array().unwrap()[0].clone();
                let Json::Object(members) = order else { panic!() };
                members.insert("goods", vec![line; 50]);
            });
        }),
        ("two hundred merchants", On::Autonomous, &[], |recipe| {
            recipe.l2.disclosure("intent").edit(|intent| {
                let Json::Object(intent) = intent else { panic!() };
                let Some(Json::Object(mut constraints)) = intent.remove("constraints") else { panic!() };
                let Some(Json::Array(mut names)) = constraints.remove("merchant_name_list") else { panic!() };
                names.splice(0..0, (0..200).map(|number| Json::from(format!("Merchant {number}"))));
                constraints.insert("merchant_name_list", names);
                intent.insert("constraints", constraints);
            });
        }),
        ("the whole budget", On::Autonomous, &[], |recipe| {
            recipe.ordering().disclosure("checkout").edit(|order| {
                let Json::Object(order) = order else { panic!() };
                let Some(Json::Object(mut total)) = order.remove("total_amount") else { panic!() };
                if total.contains("value") {
                    total.insert("value", "10000");
                } else {
                    total.insert("amount", 10_000);
                }
                order.insert("total_amount", total);
            });
        }),
        ("cnf with the same kid beside the key", On::Autonomous, &[], |recipe| {
            let Some(Json::Object(mut cnf)) = recipe.l2.payload.remove("cnf") else { panic!() };
            cnf.insert("kid", recipe.agent.public().kid.as_str());
            recipe.l2.payload.insert("cnf", cnf);
        }),
    ]
}
