use proptest::prelude::*;

use super::*;
use crate::jose::json::{Limits, parse};

fn json(text: &str) -> Json {
    parse(text.as_bytes(), &Limits::DEFAULT).unwrap()
}

fn canonical(text: &str) -> String {
    canonical_checkout(&json(text)).unwrap()
}

fn refused(text: &str) -> CheckoutHashError {
    checkout_hash(&json(text)).unwrap_err()
}

/// An order in snake_case with these members in `total_amount`.
fn order(total: &str) -> String {
    format!(
        r#"{{"total_amount":{total},"merchant":{{"reference_merchant_id":"M1","merchant_name":"Alibaba","merchant_mcc":"5732"}}}}"#
    )
}

#[test]
fn the_references_published_hash_is_reproduced() {
    let text = r#"{"totalAmount":{"cent":51751,"currency":"USD"},"merchant":{"referenceMerchantId":"M83","merchantName":"Alibaba","merchantMcc":"5812"},"goods":[]}"#;
    assert_eq!(checkout_hash(&json(text)).unwrap(), "KK9iXLpjyDno5x4cWmu1ybFi-pMaQ5_nKhWOQvBWkbw");
}

#[test]
fn both_cases_and_both_amount_spellings_of_one_order_share_one_hash() {
    let spellings = [
        r#"{"total_amount":{"amount":4599,"currency":"USD"},"merchant":{"reference_merchant_id":"M1","merchant_name":"Tea","merchant_mcc":"5411"},"reference_checkout_id":"X"}"#,
        r#"{"total_amount":{"cent":4599,"currency":"USD"},"merchant":{"merchantId":"M1","merchantName":"Tea","merchantMcc":"5411"},"goods":[]}"#,
        r#"{"totalAmount":{"currency":"USD","cent":4599,"value":"45.99"},"merchant":{"merchantMcc":"5411","merchantName":" Tea\u001f","referenceMerchantId":"M1"},"goods":null}"#,
    ];
    let hashes: Vec<_> = spellings.iter().map(|text| checkout_hash(&json(text)).unwrap()).collect();
    assert!(hashes.windows(2).all(|pair| pair[0] == pair[1]), "{hashes:?}");
}

#[test]
fn strings_are_trimmed_as_python_trims_them_and_no_further() {
    let name = |raw: &str| {
        canonical(&format!(r#"{{"merchant":{{"merchantName":"{raw}"}}}}"#))
            .split(r#""merchant_name":""#)
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    };
    for space in
        ["\\t", "\\u000b", "\\u001c", "\\u001f", "\\u0085", "\\u00a0", "\\u2009", "\\u2028", "\\u3000"]
    {
        assert_eq!(name(&format!("{space}a b{space}")), "a b", "{space}");
    }
    for kept in ["\u{200b}", "\u{feff}", "\u{180e}", "\u{7f}"] {
        assert_eq!(name(&format!("{kept}a{kept}")), format!("{kept}a{kept}"));
    }
}

#[test]
fn members_sort_by_code_point_and_not_by_utf16() {
    let text = r#"{"goods":[{"𐀀":1,"\uffff":2,"b":3,"a":{"z":1,"y":" v "}}]}"#;
    let goods = canonical(text);
    assert!(
        goods.starts_with("{\"goods\":[{\"a\":{\"y\":\"v\",\"z\":1},\"b\":3,\"\u{ffff}\":2,\"𐀀\":1}]"),
        "{goods}"
    );
}

#[test]
fn the_reference_fills_in_a_currency_and_an_amount_and_we_do_not() {
    let filled = r#""total_amount":{"amount":0,"currency":"USD"}"#;
    assert!(canonical(r#"{"total_amount":{}}"#).ends_with(&format!("{filled}}}")));
    assert!(canonical(&order(r#"{"value":"15900","currency":"USD"}"#)).contains(filled));
    assert_eq!(refused(&order(r#"{"value":"15900","currency":"USD"}"#)), CheckoutHashError::ValueSpelling);
    for total in [r#"{"amount":1}"#, r#"{"currency":"USD"}"#] {
        assert_eq!(refused(&order(total)).code(), "checkout.missing", "{total}");
    }
    assert_eq!(refused(r#"{"total_amount":{"amount":1,"currency":"USD"}}"#).code(), "checkout.missing");
}

#[test]
fn an_amount_that_is_no_whole_number_of_minor_units_is_refused() {
    for amount in ["1.0", "1.5", "-1", "\"1\"", "null", "true", "99999999999999999999"] {
        let total = format!(r#"{{"amount":{amount},"currency":"USD"}}"#);
        assert_eq!(refused(&order(&total)).code(), "checkout.malformed", "{amount}");
    }
    for currency in ["usd", " USD ", "XXX", ""] {
        let total = format!(r#"{{"amount":1,"currency":"{currency}"}}"#);
        assert_eq!(refused(&order(&total)).code(), "checkout.malformed", "{currency}");
    }
}

#[test]
fn what_the_reference_ignores_may_not_say_something_else() {
    for total in [
        r#"{"amount":1,"cent":2,"currency":"USD"}"#,
        r#"{"amount":100,"value":"100","currency":"USD"}"#,
        r#"{"amount":100,"value":100,"currency":"USD"}"#,
    ] {
        assert_eq!(refused(&order(total)).code(), "checkout.contradiction", "{total}");
    }
    let both = r#"{"total_amount":{"amount":1,"currency":"USD"},"totalAmount":{"cent":2,"currency":"USD"}}"#;
    assert_eq!(refused(both).code(), "checkout.contradiction");
    let ids = r#"{"totalAmount":{"cent":2,"currency":"USD"},"merchant":{"referenceMerchantId":"M1","merchantId":"M2","merchantName":"n","merchantMcc":"5411"}}"#;
    assert_eq!(refused(ids).code(), "checkout.contradiction");
    let snake_in_camel = r#"{"totalAmount":{"cent":2,"currency":"USD"},"merchant":{"merchant_name":"n","merchantMcc":"5411"}}"#;
    assert_eq!(refused(snake_in_camel).code(), "checkout.missing");
}

#[test]
fn goods_are_a_list_of_lines_without_fractions() {
    let with = |goods: &str| {
        order(r#"{"amount":1,"currency":"USD"}"#).replacen('{', &format!(r#"{{"goods":{goods},"#), 1)
    };
    assert!(checkout_hash(&json(&with(r#"[{"goods_name":"G","goods_quantity":"1"}]"#))).is_ok());
    assert_eq!(refused(&with(r#"{"goods_name":"G"}"#)).code(), "checkout.malformed");
    assert_eq!(refused(&with(r#"["G"]"#)).code(), "checkout.malformed");
    assert_eq!(refused(&with(r#"[{"n":[{"deep":1.5}]}]"#)).code(), "checkout.number");
}

#[test]
fn numbers_are_written_as_python_writes_them_or_refused() {
    let goods = |number: &str| canonical_checkout(&json(&format!(r#"{{"goods":[{number}]}}"#)));
    for (number, written) in [
        ("1.50", "1.5"),
        ("-0", "0"),
        ("0.0", "0.0"),
        ("-0.00", "-0.0"),
        ("12.000", "12.0"),
        ("0.0001", "0.0001"),
        ("123456789012.345", "123456789012.345"),
        ("18446744073709551616", "18446744073709551616"),
    ] {
        assert!(goods(number).unwrap().contains(&format!("[{written}]")), "{number}");
    }
    for number in ["0.00001", "1234567890123.4567", "0.1000000000000000055"] {
        assert_eq!(goods(number).unwrap_err().code(), "checkout.number", "{number}");
    }
}

#[test]
fn orders_without_bounds_are_refused() {
    let mut deep = Json::Array(vec![Json::Integer(1)]);
    for _ in 0..200 {
        deep = Json::Array(vec![deep]);
    }
    let order = Json::Object([("goods", deep)].into_iter().collect());
    assert_eq!(reference_checkout_hash(&order).unwrap_err().code(), "checkout.too_deep");
    let long = Json::Object([("goods", Json::from("x".repeat(300_000)))].into_iter().collect());
    assert_eq!(reference_checkout_hash(&long).unwrap_err().code(), "checkout.too_large");
    assert_eq!(refused("[]").code(), "checkout.malformed");
}

proptest! {
    #[test]
    fn another_amount_currency_or_merchant_is_another_hash(
        one in (0..1_000_i64, 0..3_usize, "[a-c]{1,2}", "[0-9]{4}"),
        other in (0..1_000_i64, 0..3_usize, "[a-c]{1,2}", "[0-9]{4}"),
    ) {
        let hash = |(amount, currency, name, mcc): &(i64, usize, String, String)| {
            let currency = ["USD", "HKD", "JPY"][*currency];
            let text = format!(
                r#"{{"total_amount":{{"amount":{amount},"currency":"{currency}"}},"merchant":{{"merchant_name":"{name}","merchant_mcc":"{mcc}"}}}}"#
            );
            checkout_hash(&json(&text)).unwrap()
        };
        prop_assert_eq!(one == other, hash(&one) == hash(&other));
    }
}
