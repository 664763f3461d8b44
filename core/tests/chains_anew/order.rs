//! Tampering with the order, and orders beyond the mandate.

use super::forge::{Recipe, object, value};
use super::{Kind, On};
use amp_wallet_core::jose::base64url;
use amp_wallet_core::jose::json::{Json, Object};

fn edit(recipe: &mut Recipe, change: impl Fn(&mut Object)) {
    recipe.ordering().disclosure("checkout").edit(|value| {
        let Json::Object(members) = value else { panic!() };
        change(members);
    });
}

fn total(recipe: &mut Recipe, text: &str) {
    edit(recipe, |order| order.insert("total_amount", value(text)));
}

fn merchant(recipe: &mut Recipe, name: &str, text: &str) {
    edit(recipe, |order| {
        let Some(Json::Object(mut merchant)) = order.remove("merchant") else { panic!() };
        merchant.insert(name, text);
        order.insert("merchant", merchant);
    });
}

/// The total in the order's own currency.
fn total_of(recipe: &mut Recipe, minor: i64) {
    edit(recipe, |order| {
        let currency = order.get("total_amount").and_then(|total| total.get("currency")).unwrap().clone();
        order.insert(
            "total_amount",
            Object::from_iter([("amount", Json::from(minor)), ("currency", currency)]),
        );
    });
}

macro_rules! amounts {
    ($(($name:literal, $amount:literal)),+ $(,)?) => {
        vec![$((concat!("amount ", $name), On::Both, &["AMOUNT_INVALID"], |recipe: &mut Recipe| total(recipe, $amount))),+]
    };
}

pub(crate) fn kinds() -> Vec<Kind> {
    let mut kinds: Vec<Kind> = amounts![
        ("negative value", r#"{"value": "-1", "currency": "USD"}"#),
        ("negative amount", r#"{"amount": -1, "currency": "USD"}"#),
        ("minus zero", r#"{"amount": -0, "currency": "USD"}"#),
        ("fraction of a yen", r#"{"value": "100.5", "currency": "JPY"}"#),
        ("three fraction digits", r#"{"value": "100.505", "currency": "USD"}"#),
        ("major units", r#"{"value": "5.00", "currency": "USD"}"#),
        ("a double", r#"{"amount": 100.5, "currency": "USD"}"#),
        ("an exponent as text", r#"{"value": "1e3", "currency": "USD"}"#),
        ("empty", r#"{"value": "", "currency": "USD"}"#),
        ("of forty digits", r#"{"value": "1111111111222222222233333333334444444444", "currency": "USD"}"#),
        (
            "a number of forty digits",
            r#"{"amount": 1111111111222222222233333333334444444444, "currency": "USD"}"#
        ),
        ("in full-width digits", r#"{"value": "５００", "currency": "USD"}"#),
        ("in Arabic digits", r#"{"value": "٥٠٠", "currency": "USD"}"#),
        ("with a space", r#"{"value": " 500", "currency": "USD"}"#),
        ("with a plus", r#"{"value": "+500", "currency": "USD"}"#),
        ("with a separator", r#"{"value": "1,000", "currency": "USD"}"#),
        ("with leading zeros", r#"{"value": "0500", "currency": "USD"}"#),
        ("in both spellings", r#"{"value": "500", "amount": 1, "currency": "USD"}"#),
        ("in both spellings that agree", r#"{"value": "500", "amount": 500, "currency": "USD"}"#),
        ("with cents beside it", r#"{"value": "500", "cent": 500, "currency": "USD"}"#),
        ("without currency", r#"{"value": "500"}"#),
        ("without a number", r#"{"currency": "USD"}"#),
        ("of a lower-case currency", r#"{"value": "500", "currency": "usd"}"#),
        ("of an unknown currency", r#"{"value": "500", "currency": "XQX"}"#),
        ("of gold", r#"{"value": "500", "currency": "XAU"}"#),
        ("of a numeric currency", r#"{"value": "500", "currency": 840}"#),
        ("true", r#"{"amount": true, "currency": "USD"}"#),
        ("null", r#"{"amount": null, "currency": "USD"}"#),
        ("a number as text", r#"{"amount": "500", "currency": "USD"}"#),
        ("a text as number", r#"{"value": 500, "currency": "USD"}"#),
        ("not an object", r#""500 USD""#),
    ];
    kinds.extend::<Vec<Kind>>(vec![
        ("order not there, immediate", On::Immediate, &["L2_CHECKOUT_MISSING"], |recipe| {
            recipe.l2.hidden.retain(|hidden| !hidden.is("checkout"));
        }),
        ("order not there, autonomous", On::Autonomous, &["L3_CHECKOUT_MISSING"], |recipe| recipe.l3.hidden.clear()),
        ("order withheld, immediate", On::Immediate, &["L2_CHECKOUT_MISSING"], |recipe| {
            recipe.l2.disclosure("checkout").shown = false;
        }),
        ("order withheld, autonomous", On::Autonomous, &["L3_CHECKOUT_MISSING"], |recipe| {
            recipe.l3.disclosure("checkout").shown = false;
        }),
        ("order plain, immediate", On::Immediate, &["L2_CHECKOUT_MISSING"], |recipe| {
            recipe.l2.hidden.retain(|hidden| !hidden.is("checkout"));
            recipe.l2.payload.insert("checkout", object(r#"{"total_amount": {"amount": 1, "currency": "USD"}}"#));
        }),
        ("order a text", On::Autonomous, &["L3_CHECKOUT_INVALID"], |recipe| {
            recipe.l3.disclosure("checkout").edit(|order| *order = "a room".into());
        }),
        ("order without a total", On::Autonomous, &["L3_CHECKOUT_INVALID"], |recipe| {
            edit(recipe, |order| {
                order.remove("total_amount");
            });
        }),
        ("order without a merchant", On::Autonomous, &["L3_CHECKOUT_INVALID"], |recipe| {
            edit(recipe, |order| {
                order.remove("merchant");
            });
        }),
        ("order with a merchant without a name", On::Both, &["L3_CLAIM_TYPE", "L2_CLAIM_TYPE"], |recipe| {
            merchant(recipe, "merchant_name", "");
        }),
        ("order with goods that are no list", On::Autonomous, &["L3_CHECKOUT_INVALID"], |recipe| {
            edit(recipe, |order| order.insert("goods", "many"));
        }),
        ("order with goods in another currency", On::Both, &["AMOUNT_INVALID"], |recipe| {
            edit(recipe, |order| {
                let line = r#"{"goods_name": "x", "goods_unit_amount": {"amount": 1, "currency": "CLF"}, "goods_quantity": "1"}"#;
                order.insert("goods", vec![value(line)]);
            });
        }),
        ("total changed in the disclosure", On::Both, &["L2_DISCLOSURE_UNBOUND", "L3_DISCLOSURE_UNBOUND"], |recipe| {
            recipe.ordering().token = Some(Box::new(|token: String| {
                let mut parts: Vec<String> = token.split('~').map(str::to_owned).collect();
                let at = parts.len() - 2;
                let text = String::from_utf8(base64url::decode(&parts[at]).unwrap()).unwrap();
                parts[at] = base64url::encode(text.replacen("500", "501", 1).as_bytes());
                parts.join("~")
            }));
        }),
        ("the order of another request", On::Autonomous, &["L3_DISCLOSURE_UNBOUND"], |recipe| {
            let other = Recipe::new(true, 5).forge().l3.unwrap();
            let order = other.split('~').nth(1).unwrap().to_owned();
            recipe.l3.token = Some(Box::new(move |token: String| {
                let jwt = token.split('~').next().unwrap();
                format!("{jwt}~{order}~")
            }));
        }),
        ("one minor unit over the budget", On::Autonomous, &["GUARD_BUDGET_EXCEEDED"], |recipe| total_of(recipe, 10_001)),
        ("far over the budget", On::Autonomous, &["GUARD_BUDGET_EXCEEDED"], |recipe| total_of(recipe, 5_000_000_000)),
        ("another currency than the budget's", On::Autonomous, &["GUARD_CURRENCY_MISMATCH"], |recipe| {
            total(recipe, r#"{"amount": 1, "currency": "CLF"}"#);
        }),
        ("a merchant that is not listed", On::Autonomous, &["GUARD_MERCHANT"], |recipe| {
            merchant(recipe, "merchant_name", "Somebody else");
        }),
        ("a merchant with a space more", On::Autonomous, &["GUARD_MERCHANT"], |recipe| {
            let order = recipe.l3.disclosure("checkout");
            let text = value(std::str::from_utf8(&order.text).unwrap());
            let name = text.as_array().unwrap()[2].get("merchant").unwrap().get("merchant_name").unwrap();
            let name = format!("{} ", name.as_str().unwrap());
            merchant(recipe, "merchant_name", &name);
        }),
        ("a merchant composed otherwise", On::Autonomous, &["GUARD_MERCHANT"], |recipe| {
            recipe.l2.disclosure("intent").edit(|intent| {
                let Json::Object(intent) = intent else { panic!() };
                let Some(Json::Object(mut bounds)) = intent.remove("constraints") else { panic!() };
                bounds.insert("merchant_name_list", vec![Json::from("Cafe\u{301}")]);
                intent.insert("constraints", bounds);
            });
            merchant(recipe, "merchant_name", "Caf\u{e9}");
        }),
        ("a category that is not listed", On::Autonomous, &["GUARD_MCC"], |recipe| {
            merchant(recipe, "merchant_mcc", "7995");
        }),
        ("an intent that is over", On::Autonomous, &["GUARD_INTENT_EXPIRED"], |recipe| {
            recipe.l2.disclosure("intent").edit(|intent| {
                let Json::Object(intent) = intent else { panic!() };
                intent.insert("expiry_time", "2020-01-01T00:00:00Z");
            });
        }),
        ("more than one payment may be", On::Autonomous, &["GUARD_PAYMENT_MAXIMUM"], |recipe| {
            bound(recipe, "per_transaction_max", 499);
        }),
        ("less than one payment must be", On::Autonomous, &["GUARD_PAYMENT_MINIMUM"], |recipe| {
            bound(recipe, "per_transaction_min", 501);
        }),
    ]);
    kinds
}

/// Adds a bound in the budget's currency.
fn bound(recipe: &mut Recipe, name: &str, minor: i64) {
    recipe.l2.disclosure("intent").edit(|intent| {
        let Json::Object(intent) = intent else { panic!() };
        let Some(Json::Object(mut bounds)) = intent.remove("constraints") else { panic!() };
        let currency = bounds.get("budget_amount").and_then(|budget| budget.get("currency")).unwrap().clone();
        bounds.insert(name, Object::from_iter([("amount", Json::from(minor)), ("currency", currency)]));
        intent.insert("constraints", bounds);
    });
}
