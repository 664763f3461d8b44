//! An exchange rate as its issuer signs it: a compact JWS (RFC 7515, ES256), an own `typ`, for a short time.
//!
//! ```json
//! {"alg":"ES256","typ":"amp-rate+jwt","kid":"rate-key-1"}
//! {"iss":"rates.example","iat":1795491753,"exp":1795492653,"base":"USD","quote":"HKD","rate":"7.7853"}
//! ```
//!
//! Exactly these members, each once. Not AMP's: our profile.

use serde::{Deserialize, Serialize};

use super::{RateError, RateIssuer};
use crate::clock::{LEEWAY_MILLIS, Timestamp};
use crate::jose::Signer;
use crate::jose::json::{Json, Limits, Object, Style, Writer};
use crate::jose::jws::{self, Jws};
use crate::money::{Currency, ExchangeRate, MoneyError, Rate};

/// `typ` of a rate: no other token is ever taken for one.
pub const RATE_TYP: &str = "amp-rate+jwt";

/// The longest that a rate may be valid, in seconds: a day.
pub const MAX_RATE_SECONDS: i64 = 86_400;

const MAX_BYTES: usize = 2_048;
const PAYLOAD: Limits = Limits { bytes: 1_024, depth: 1, values: 16 };

/// What the issuer says: the rate, and when it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct RateStatement {
    /// The rate.
    pub exchange: ExchangeRate,
    /// As it was signed: evidence.
    pub token: String,
    /// `kid` of the key that signed it.
    pub kid: String,
    /// From when on.
    pub issued_at: Timestamp,
    /// It does not hold at or after this time.
    pub expires_at: Timestamp,
}

impl RateStatement {
    /// Reads a rate and checks that the issuer signed it. Whether it holds at some time is [`Self::check_at`].
    ///
    /// # Errors
    /// [`RateError`].
    pub fn verify(token: &str, issuer: &RateIssuer) -> Result<Self, RateError> {
        if token.len() > MAX_BYTES {
            return Err(RateError::TooLong { max: u32::try_from(MAX_BYTES).unwrap_or(u32::MAX) });
        }
        let jws = Jws::split(token)?;
        let header = jws.header()?;
        if header.typ.as_deref() != Some(RATE_TYP) {
            return Err(malformed("typ"));
        }
        let kid = header.kid.unwrap_or_default();
        let key = issuer.keys.iter().find(|key| key.kid == kid);
        let key = key.ok_or_else(|| RateError::KeyUnknown { kid: cut(&kid) })?;
        jws.verify(key)?;
        Self::read(jws.payload(&PAYLOAD)?, issuer, kid, token)
    }

    fn read(mut members: Object, issuer: &RateIssuer, kid: String, token: &str) -> Result<Self, RateError> {
        if text(&mut members, "iss")? != issuer.iss {
            return Err(malformed("iss"));
        }
        let issued_at = seconds(&mut members, "iat")?;
        let expires_at = seconds(&mut members, "exp")?;
        let base = currency(&mut members, "base")?;
        let quote = currency(&mut members, "quote")?;
        let rate = Rate::parse(&text(&mut members, "rate")?).map_err(|_: MoneyError| malformed("rate"))?;
        if let Some((name, _)) = members.iter().next() {
            return Err(malformed(name));
        }
        if base == quote {
            return Err(RateError::WrongPair { base, quote });
        }
        let lasts = expires_at.millis().saturating_sub(issued_at.millis());
        if lasts <= 0 || lasts > MAX_RATE_SECONDS.saturating_mul(1_000) {
            return Err(malformed("exp"));
        }
        let exchange = ExchangeRate { base, quote, rate };
        Ok(Self { exchange, token: token.to_owned(), kid, issued_at, expires_at })
    }

    /// Whether the rate holds at `now`: not before `iat`, but for the leeway between clocks, and before `exp`, exactly.
    ///
    /// # Errors
    /// [`RateError::Expired`], [`RateError::Future`].
    pub fn check_at(&self, now: Timestamp) -> Result<(), RateError> {
        if now >= self.expires_at {
            return Err(RateError::Expired { expired_at: self.expires_at });
        }
        if self.issued_at > now.plus_millis(LEEWAY_MILLIS) {
            return Err(RateError::Future { issued_at: self.issued_at });
        }
        Ok(())
    }

    /// Whether it is a rate from `base` to `quote`.
    ///
    /// # Errors
    /// [`RateError::WrongPair`].
    pub fn check_pair(&self, base: Currency, quote: Currency) -> Result<(), RateError> {
        if self.exchange.base == base && self.exchange.quote == quote {
            return Ok(());
        }
        Err(RateError::WrongPair { base: self.exchange.base, quote: self.exchange.quote })
    }
}

/// Signs a rate as its issuer does.
///
/// # Errors
/// [`RateError::Jose`].
pub fn sign_rate(
    exchange: &ExchangeRate,
    iss: &str,
    issued_at: Timestamp,
    expires_at: Timestamp,
    signer: &dyn Signer,
) -> Result<String, RateError> {
    let mut header = Writer::new(Style::Compact);
    header.begin_object();
    header.member("alg", "ES256");
    header.member("typ", RATE_TYP);
    header.member("kid", &signer.public_jwk().kid);
    header.end_object();
    let mut payload = Writer::new(Style::Compact);
    payload.begin_object();
    payload.member("iss", iss);
    payload.name("iat");
    payload.integer(issued_at.seconds());
    payload.name("exp");
    payload.integer(expires_at.seconds());
    payload.member("base", exchange.base.code());
    payload.member("quote", exchange.quote.code());
    payload.member("rate", &exchange.rate.to_string());
    payload.end_object();
    Ok(jws::sign(&header.finish(), &payload.finish(), signer)?)
}

fn text(members: &mut Object, name: &str) -> Result<String, RateError> {
    match members.remove(name) {
        Some(Json::String(text)) => Ok(text),
        _ => Err(malformed(name)),
    }
}

fn seconds(members: &mut Object, name: &str) -> Result<Timestamp, RateError> {
    match members.remove(name) {
        Some(Json::Integer(seconds)) if (0..=253_402_300_799).contains(&seconds) => {
            Ok(Timestamp::from_seconds(seconds))
        }
        _ => Err(malformed(name)),
    }
}

fn currency(members: &mut Object, name: &str) -> Result<Currency, RateError> {
    Currency::from_code(&text(members, name)?).map_err(|_| malformed(name))
}

fn malformed(member: &str) -> RateError {
    RateError::Malformed { member: cut(member) }
}

fn cut(text: &str) -> String {
    text.chars().take(64).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::jose::SoftwareKey;
    use crate::mandates::sample::NOW;

    fn usd_hkd() -> ExchangeRate {
        ExchangeRate { base: Currency::USD, quote: Currency::HKD, rate: Rate::parse("7.7853").unwrap() }
    }

    fn issuer(key: &SoftwareKey) -> RateIssuer {
        RateIssuer { iss: "rates.example".to_owned(), keys: vec![key.public().clone()] }
    }

    fn signed(key: &SoftwareKey, header: &str, payload: &str) -> Result<RateStatement, RateError> {
        RateStatement::verify(&jws::sign(header, payload, key).unwrap(), &issuer(key))
    }

    #[test]
    fn what_the_issuer_signed_reads_back_and_holds_for_its_time() {
        let key = SoftwareKey::generate("rate-key-1").unwrap();
        let end = NOW.plus_seconds(900);
        let token = sign_rate(&usd_hkd(), "rates.example", NOW, end, &key).unwrap();
        let rate = RateStatement::verify(&token, &issuer(&key)).unwrap();
        let (exchange, kid) = (usd_hkd(), "rate-key-1".into());
        let said = RateStatement { exchange, token, kid, issued_at: NOW, expires_at: end };
        assert_eq!(rate, said);
        let code = |at| rate.check_at(at).map_err(|error| error.code());
        assert_eq!(code(NOW), Ok(()));
        assert_eq!(code(end.plus_millis(-1)), Ok(()));
        assert_eq!(code(end), Err("rate.expired"));
        assert_eq!(code(NOW.plus_millis(-LEEWAY_MILLIS)), Ok(()));
        assert_eq!(code(NOW.plus_millis(-LEEWAY_MILLIS - 1)), Err("rate.future"));
        assert!(rate.check_pair(Currency::USD, Currency::HKD).is_ok());
        assert_eq!(rate.check_pair(Currency::HKD, Currency::USD).unwrap_err().code(), "rate.wrong_pair");
    }

    #[test]
    fn another_key_under_the_same_name_and_an_unknown_name_are_refused() {
        let (key, other) = (SoftwareKey::generate("k").unwrap(), SoftwareKey::generate("k").unwrap());
        let token = sign_rate(&usd_hkd(), "rates.example", NOW, NOW.plus_seconds(9), &other).unwrap();
        assert_eq!(
            RateStatement::verify(&token, &issuer(&key)).unwrap_err().code(),
            "jose.signature_invalid"
        );
        let stranger = SoftwareKey::generate("stranger").unwrap();
        let token = sign_rate(&usd_hkd(), "rates.example", NOW, NOW.plus_seconds(9), &stranger).unwrap();
        assert_eq!(RateStatement::verify(&token, &issuer(&key)).unwrap_err().code(), "rate.key_unknown");
    }

    proptest! {
        #[test]
        fn whatever_is_signed_reads_as_a_rate_or_is_refused(text in any::<String>(), members in "[\"a-z0-9:,{}. ]{0,80}") {
            let key = SoftwareKey::generate("k").unwrap();
            let header = r#"{"alg":"ES256","typ":"amp-rate+jwt","kid":"k"}"#;
            for payload in [text.as_str(), members.as_str(), &format!("{{{members}}}")] {
                prop_assert!(signed(&key, header, payload).is_err());
            }
            prop_assert!(RateStatement::verify(&text, &issuer(&key)).is_err());
        }
    }

    #[test]
    fn every_member_is_needed_and_none_too_many() {
        let key = SoftwareKey::generate("k").unwrap();
        let header = r#"{"alg":"ES256","typ":"amp-rate+jwt","kid":"k"}"#;
        let good = r#"{"iss":"rates.example","iat":100,"exp":200,"base":"USD","quote":"HKD","rate":"7.8"}"#;
        assert!(signed(&key, header, good).is_ok());
        for (from, to) in [
            (r#""iss":"rates.example""#, r#""iss":"rates.other""#),
            (r#""iat":100"#, r#""iat":"100""#),
            (r#""iat":100"#, r#""iat":-1"#),
            (r#""iat":100"#, r#""iat":200"#),
            (r#""exp":200"#, r#""exp":86501"#),
            (r#""exp":200"#, r#""exp":99"#),
            (r#""base":"USD""#, r#""base":"usd""#),
            (r#""quote":"HKD""#, r#""quote":"USD""#),
            (r#""rate":"7.8""#, r#""rate":7.8"#),
            (r#""rate":"7.8""#, r#""rate":"0""#),
            (r#""rate":"7.8""#, r#""rate":"-7.8""#),
            (r#""rate":"7.8""#, r#""rate":"7.8","rate":"7.9""#),
            (r#""rate":"7.8""#, r#""rate":"7.8","more":1"#),
            (r#","rate":"7.8""#, ""),
        ] {
            assert!(good.contains(from));
            assert!(signed(&key, header, &good.replace(from, to)).is_err(), "{to}");
        }
        for typ in ["JWT", "sd+jwt", "AMP-RATE+JWT"] {
            let header = header.replace("amp-rate+jwt", typ);
            assert_eq!(signed(&key, &header, good).unwrap_err().code(), "rate.malformed");
        }
        assert_eq!(
            RateStatement::verify(&"a".repeat(2_049), &issuer(&key)).unwrap_err().code(),
            "rate.too_long"
        );
    }
}
