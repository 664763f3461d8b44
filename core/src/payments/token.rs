//! The payment token: a CGCP code (AMP, "Payment Token").

use std::fmt;

use thiserror::Error;

/// How long a payment token is valid, in seconds: the reference's ten minutes.
pub const TOKEN_VALIDITY_SECONDS: i64 = 600;

const PREFIX: &str = "28";
const BUSINESS_TYPE: &str = "23";
const HEAD_LENGTH: usize = 8;
const MIN_PAYLOAD: usize = 16;
const MIN_LENGTH: usize = 25;
const MAX_LENGTH: usize = 128;

/// A payment token: `28`, one digit of version, three digits of institution, `23`, a payload of at least 16 ASCII
/// letters and digits; more than 24 characters in all and at most 128.
///
/// Whoever holds it can ask for the money, so neither `Debug` nor `Display` shows the payload; only
/// [`PaymentToken::reveal`] does. That it is used once is the store's to keep.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PaymentToken(String);

/// A part of a payment token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenField {
    /// The whole token's length.
    Length,
    /// The fixed `28`.
    Prefix,
    /// The version digit.
    Version,
    /// The three digits of the institution.
    Institution,
    /// The fixed `23`.
    BusinessType,
    /// The rest.
    Payload,
}

/// Text that is no payment token. It does not carry the text, which may be a token all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a payment token: {field:?}")]
pub struct TokenError {
    /// The first part that is wrong.
    pub field: TokenField,
}

impl TokenError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.field {
            TokenField::Length => "token.length",
            TokenField::Prefix => "token.prefix",
            TokenField::Version => "token.version",
            TokenField::Institution => "token.institution",
            TokenField::BusinessType => "token.business_type",
            TokenField::Payload => "token.payload",
        }
    }
}

impl PaymentToken {
    /// Reads a token.
    ///
    /// # Errors
    /// [`TokenError`] with the first part that is wrong.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let wrong = |field| Err(TokenError { field });
        if !(MIN_LENGTH..=MAX_LENGTH).contains(&text.len()) {
            return wrong(TokenField::Length);
        }
        let digits = |from: usize, to: usize| {
            text.get(from..to).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        if text.get(..2) != Some(PREFIX) {
            return wrong(TokenField::Prefix);
        }
        if !digits(2, 3) {
            return wrong(TokenField::Version);
        }
        if !digits(3, 6) {
            return wrong(TokenField::Institution);
        }
        if text.get(6..HEAD_LENGTH) != Some(BUSINESS_TYPE) {
            return wrong(TokenField::BusinessType);
        }
        let payload = text.get(HEAD_LENGTH..).unwrap_or_default();
        if payload.len() < MIN_PAYLOAD || !payload.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return wrong(TokenField::Payload);
        }
        Ok(Self(text.to_owned()))
    }

    /// Makes a token from 16 random bytes, in the reference's form: the payload is their 32 hex digits.
    ///
    /// # Errors
    /// [`TokenError`] for a version over 9 or an institution over 999.
    pub fn make(version: u8, institution: u16, random: &[u8; 16]) -> Result<Self, TokenError> {
        if version > 9 {
            return Err(TokenError { field: TokenField::Version });
        }
        if institution > 999 {
            return Err(TokenError { field: TokenField::Institution });
        }
        let payload: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        Self::parse(&format!("{PREFIX}{version}{institution:03}{BUSINESS_TYPE}{payload}"))
    }

    /// The version digit, `1` in the reference.
    #[must_use]
    pub fn version(&self) -> &str {
        self.0.get(2..3).unwrap_or_default()
    }

    /// The institution, `666` in the reference.
    #[must_use]
    pub fn institution(&self) -> &str {
        self.0.get(3..6).unwrap_or_default()
    }

    /// The whole token, for the wire and the store: never for a log.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PaymentToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}****", self.0.get(..HEAD_LENGTH).unwrap_or_default())
    }
}

impl fmt::Debug for PaymentToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PaymentToken({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const REFERENCE: &str = "28166623dd3f7b5be2c44a0e91a2f7c35b8e64d1";

    #[test]
    fn the_references_form_is_read_and_made() {
        let token = PaymentToken::parse(REFERENCE).unwrap();
        assert_eq!((token.version(), token.institution()), ("1", "666"));
        let made = PaymentToken::make(1, 666, &[0xab; 16]).unwrap();
        assert_eq!(made.reveal(), format!("28166623{}", "ab".repeat(16)));
        assert_eq!(PaymentToken::make(1, 7, &[0; 16]).unwrap().institution(), "007");
    }

    #[test]
    fn a_token_is_never_shown() {
        let token = PaymentToken::parse(REFERENCE).unwrap();
        assert_eq!(format!("{token}"), "28166623****");
        assert_eq!(format!("{token:?}"), "PaymentToken(28166623****)");
    }

    #[test]
    fn each_wrong_part_is_named() {
        let payload = "a".repeat(32);
        let cases = [
            (String::new(), TokenField::Length),
            ("28166623aaaaaaaaaaaaaaaa".into(), TokenField::Length),
            (format!("28166623{}", "a".repeat(121)), TokenField::Length),
            (format!("29166623{payload}"), TokenField::Prefix),
            (format!("28x66623{payload}"), TokenField::Version),
            (format!("281６6623{payload}"), TokenField::Institution),
            (format!("2816 623{payload}"), TokenField::Institution),
            (format!("28166624{payload}"), TokenField::BusinessType),
            (format!("28166623{}-", "a".repeat(20)), TokenField::Payload),
            (format!("28166623{}\n", "a".repeat(20)), TokenField::Payload),
            (format!("28166623{}é", "a".repeat(20)), TokenField::Payload),
        ];
        for (text, field) in cases {
            assert_eq!(PaymentToken::parse(&text), Err(TokenError { field }), "{text:?}");
        }
        assert_eq!(PaymentToken::make(10, 1, &[0; 16]).unwrap_err().code(), "token.version");
        assert_eq!(PaymentToken::make(1, 1_000, &[0; 16]).unwrap_err().code(), "token.institution");
    }

    #[test]
    fn the_shortest_and_the_longest_token_are_read() {
        assert!(PaymentToken::parse(&format!("28166623{}", "Z".repeat(17))).is_ok());
        assert!(PaymentToken::parse(&format!("28166623{}", "0".repeat(120))).is_ok());
    }

    proptest! {
        #[test]
        fn whatever_is_made_is_read_back(version in 0..10u8, institution in 0..1000u16, random: [u8; 16]) {
            let token = PaymentToken::make(version, institution, &random).unwrap();
            prop_assert_eq!(PaymentToken::parse(token.reveal()), Ok(token.clone()));
            prop_assert_eq!(token.version(), version.to_string());
        }

        #[test]
        fn no_text_makes_the_reader_panic_and_what_is_read_is_kept(text in "\\PC{0,140}") {
            if let Ok(token) = PaymentToken::parse(&text) {
                prop_assert_eq!(token.reveal(), text);
            }
        }
    }
}
