use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Result<Json, JsonError> {
    parse(text.as_bytes(), &Limits::DEFAULT)
}

fn code(text: impl AsRef<[u8]>) -> &'static str {
    parse(text.as_ref(), &Limits::DEFAULT).map_or_else(|error| error.code(), |_| "read")
}

#[test]
fn every_kind_of_value_is_read() {
    let json = read(r#" {"a": [1, -2, 0, 1.50, null, true, false, "x"], "b": {}, "c": []} "#).unwrap();
    let elements = json.get("a").and_then(Json::as_array).unwrap();
    assert_eq!(elements[1], Json::Integer(-2));
    assert_eq!(elements[3], Json::Number("1.50".to_owned()));
    assert_eq!(json.to_compact(), r#"{"a":[1,-2,0,1.50,null,true,false,"x"],"b":{},"c":[]}"#);
    assert_eq!(json.to_python(), r#"{"a": [1, -2, 0, 1.50, null, true, false, "x"], "b": {}, "c": []}"#);
}

#[test]
fn numbers_keep_their_spelling_and_never_become_doubles() {
    assert_eq!(read("9223372036854775807"), Ok(Json::Integer(i64::MAX)));
    assert_eq!(read("-9223372036854775808"), Ok(Json::Integer(i64::MIN)));
    assert_eq!(read("9223372036854775808"), Ok(Json::Number("9223372036854775808".to_owned())));
    assert_eq!(read("-0"), Ok(Json::Number("-0".to_owned())));
    assert_eq!(read("0.1").unwrap().as_i64(), None);
}

#[test]
fn a_number_that_others_would_take_for_infinite_is_refused() {
    let longest = "9".repeat(64);
    assert_eq!(read(&longest), Ok(Json::Number(longest.clone())));
    for text in [format!("{longest}9"), format!("0.{longest}"), format!("[-{}]", "1".repeat(400))] {
        assert_eq!(code(&text), "json.number_too_long", "{text}");
    }
}

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        "",
        " ",
        "nul",
        "NaN",
        "Infinity",
        "-Infinity",
        "-",
        "+1",
        ".5",
        "1.",
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "[1 2]",
        "[",
        "{",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u123g\"",
        "\"a\nb\"",
        "\"a\u{0}b\"",
        "\u{feff}{}",
        "tru",
        "[1",
        "{\"a\":",
        "\u{a0}1",
    ] {
        assert_eq!(code(text), "json.syntax", "{text:?}");
    }
    for text in ["1 2", "{}x", "{}{}", "01", "1x", "null,", "\"a\"\"b\"", "{}\u{0}"] {
        assert_eq!(code(text), "json.trailing", "{text:?}");
    }
    for text in ["1e5", "1E5", "1.5e3", "-0e0", "1e999", "0e1"] {
        assert_eq!(code(text), "json.exponent", "{text:?}");
    }
    for bytes in [b"\"\xff\"".as_slice(), b"\"\xc0\x80\"", b"\"\xed\xa0\x80\"", b"{}\xff"] {
        assert_eq!(code(bytes), "json.not_utf8");
    }
}

#[test]
fn a_name_occurs_once_however_it_is_escaped() {
    assert_eq!(code(r#"{"exp":1,"exp":2}"#), "json.duplicate");
    assert_eq!(code(r#"{"exp":1,"\u0065xp":2}"#), "json.duplicate");
    assert_eq!(code(r#"{"a":{"b":1,"b":1}}"#), "json.duplicate");
    let many: String = (0..50).map(|number| format!("\"n{number}\":0,")).collect();
    assert_eq!(code(format!("{{{many}\"z\":0}}")), "read");
    assert_eq!(code(format!("{{{many}\"n0\":0}}")), "json.duplicate");
    assert_eq!(code(format!("{{{many}\"n49\":0}}")), "json.duplicate");
    // composed and decomposed letters are two names: no normalization
    assert_eq!(code("{\"\u{e9}\":1,\"e\u{301}\":2}"), "read");
}

#[test]
fn surrogates_come_in_pairs() {
    assert_eq!(read(r#""\ud83d\ude00""#), Ok(Json::from("\u{1f600}")));
    for text in [r#""\ud83d""#, r#""\ude00""#, r#""\ud83dx""#, r#""\ud83d\n""#, r#""\ud83d\ud83d""#] {
        assert_eq!(code(text), "json.surrogate", "{text}");
    }
}

#[test]
fn the_limits_hold() {
    let limits = Limits { bytes: 100, depth: 3, values: 5 };
    let code = |text: &str| parse(text.as_bytes(), &limits).map_or_else(|error| error.code(), |_| "read");
    assert_eq!(code("[[[]]]"), "read");
    assert_eq!(code("[[[[]]]]"), "json.too_deep");
    assert_eq!(code("[[],[],[]]"), "read");
    assert_eq!(code("[1,2,3,4]"), "read");
    assert_eq!(code("[1,2,3,4,5]"), "json.too_many_values");
    assert_eq!(code(&" ".repeat(101)), "json.too_large");
}

#[test]
fn ten_thousand_levels_are_refused_whatever_the_limit_says() {
    let limits = Limits { bytes: u32::MAX, depth: u32::MAX, values: u32::MAX };
    for text in ["[".repeat(10_000), "{\"a\":".repeat(10_000)] {
        assert_eq!(parse(text.as_bytes(), &limits).unwrap_err().code(), "json.too_deep");
    }
}

#[test]
fn python_escapes_everything_beyond_ascii() {
    let json = Json::from("é😀\"\\/\n\r\t\u{8}\u{c}\u{1}\u{7f}\u{2028}");
    assert_eq!(
        json.to_python(),
        r#""\u00e9\ud83d\ude00\"\\/\n\r\t\b\f\u0001"#.to_owned() + "\u{7f}\\u2028\""
    );
    assert_eq!(json.to_compact(), "\"é😀\\\"\\\\/\\n\\r\\t\\b\\f\\u0001\u{7f}\u{2028}\"");
}

#[test]
fn members_keep_their_order_and_their_place() {
    let Ok(Json::Object(mut members)) = read(r#"{"b":1,"a":2,"c":3}"#) else { panic!() };
    members.insert("a", 9);
    members.insert("d", 4);
    assert_eq!(members.remove("b"), Some(Json::Integer(1)));
    assert_eq!(members.remove("b"), None);
    assert_eq!(Json::Object(members).to_compact(), r#"{"a":9,"c":3,"d":4}"#);
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::Integer),
        "-?(0|[1-9][0-9]{0,3})\\.[0-9]{1,4}".prop_map(Json::Number),
        any::<String>().prop_map(Json::String),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8).prop_map(Json::Array),
            proptest::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_in_both_styles(json in any_json()) {
        prop_assert_eq!(read(&json.to_compact()), Ok(json.clone()));
        let python = json.to_python();
        prop_assert!(python.is_ascii());
        prop_assert_eq!(read(&python), Ok(json));
    }

    #[test]
    fn what_is_read_is_read_the_same_by_serde_json(json in any_json()) {
        let theirs: serde_json::Value = serde_json::from_str(&json.to_compact()).unwrap();
        prop_assert_eq!(serde_json::Value::from(json), theirs);
    }

    #[test]
    fn any_bytes_end_in_a_value_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(json) = parse(&bytes, &Limits::DEFAULT) {
            // stricter than serde_json, never laxer
            prop_assert!(serde_json::from_slice::<serde_json::Value>(&bytes).is_ok());
            prop_assert_eq!(read(&json.to_compact()), Ok(json));
        }
    }

    #[test]
    fn almost_json_is_never_taken_where_serde_json_refuses(text in "[\\[\\]{}\",:0-9.eE\\-truefalsn \\\\u]{0,40}") {
        if read(&text).is_ok() {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        }
    }
}
