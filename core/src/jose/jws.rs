//! JWS in compact serialization (RFC 7515 section 7.1), ES256 only.

use super::json::{self, Json, Limits, Object};
use super::{JoseError, Part, PublicJwk, Signer, base64url};

/// A JWS taken apart, nothing decoded yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jws<'a> {
    signing_input: &'a str,
    header: &'a str,
    payload: &'a str,
    signature: &'a str,
}

/// The header members that decide something. `alg` and `crit` are already checked; others are ignored, as
/// RFC 7515 section 4 asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JwsHeader {
    /// `typ`.
    pub typ: Option<String>,
    /// `kid`.
    pub kid: Option<String>,
}

impl<'a> Jws<'a> {
    /// Splits a token at its two dots.
    ///
    /// # Errors
    /// [`JoseError::Format`]: not three parts.
    pub fn split(token: &'a str) -> Result<Self, JoseError> {
        let three = || JoseError::Format { fault: "a JWS has three parts" };
        let (signing_input, signature) = token.rsplit_once('.').ok_or_else(three)?;
        let (header, payload) = signing_input.split_once('.').ok_or_else(three)?;
        if payload.contains('.') {
            return Err(three());
        }
        Ok(Self { signing_input, header, payload, signature })
    }

    /// Reads the header: `alg` must be `ES256`, `crit` must not be there, `typ` and `kid` are strings.
    ///
    /// # Errors
    /// [`JoseError`] with [`Part::Header`], [`JoseError::Algorithm`], [`JoseError::Critical`],
    /// [`JoseError::HeaderType`].
    pub fn header(&self) -> Result<JwsHeader, JoseError> {
        let mut members =
            decode_object(self.header, Part::Header, &Limits { bytes: 8192, depth: 8, values: 128 })?;
        match members.get("alg").and_then(Json::as_str) {
            Some("ES256") => {}
            alg => {
                let alg = alg.unwrap_or_default().chars().take(32).collect();
                return Err(JoseError::Algorithm { alg });
            }
        }
        if members.contains("crit") {
            return Err(JoseError::Critical);
        }
        let mut text = |name| match members.remove(name) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
            Some(_) => Err(JoseError::HeaderType { name }),
        };
        Ok(JwsHeader { typ: text("typ")?, kid: text("kid")? })
    }

    /// Checks the signature over the bytes as received.
    ///
    /// # Errors
    /// [`JoseError::Base64`], [`JoseError::SignatureInvalid`].
    pub fn verify(&self, key: &PublicJwk) -> Result<(), JoseError> {
        let signature =
            base64url::decode(self.signature).ok_or(JoseError::Base64 { part: Part::Signature })?;
        key.verify(self.signing_input.as_bytes(), &signature).map_err(|error| {
            // a payload that no one can read is named as that, not as a bad signature
            match base64url::decode(self.payload) {
                None => JoseError::Base64 { part: Part::Payload },
                Some(_) => error,
            }
        })
    }

    /// Reads the payload as a JSON object. Call it after [`Self::verify`].
    ///
    /// # Errors
    /// [`JoseError`] with [`Part::Payload`].
    pub fn payload(&self, limits: &Limits) -> Result<Object, JoseError> {
        decode_object(self.payload, Part::Payload, limits)
    }

    /// Reads the whole header as it is, nothing checked: for showing, not for deciding.
    ///
    /// # Errors
    /// [`JoseError`] with [`Part::Header`].
    pub fn raw_header(&self) -> Result<Object, JoseError> {
        decode_object(self.header, Part::Header, &Limits::DEFAULT)
    }
}

/// Signs the two JSON texts as they are and returns the compact serialization.
///
/// # Errors
/// [`JoseError::Sign`].
pub fn sign(header: &str, payload: &str, signer: &dyn Signer) -> Result<String, JoseError> {
    let mut token = String::new();
    sign_onto(header, payload, signer, &mut token)?;
    Ok(token)
}

/// As [`sign`], onto the end of an empty buffer that may have room for more.
pub(crate) fn sign_onto(
    header: &str,
    payload: &str,
    signer: &dyn Signer,
    token: &mut String,
) -> Result<(), JoseError> {
    debug_assert!(token.is_empty(), "the signature covers the whole buffer");
    token.reserve((header.len() + payload.len()) * 4 / 3 + 96);
    base64url::encode_onto(header.as_bytes(), token);
    token.push('.');
    base64url::encode_onto(payload.as_bytes(), token);
    let signature = signer.sign(token.as_bytes())?;
    token.push('.');
    base64url::encode_onto(&signature, token);
    Ok(())
}

fn decode_object(text: &str, part: Part, limits: &Limits) -> Result<Object, JoseError> {
    let bytes = base64url::decode(text).ok_or(JoseError::Base64 { part })?;
    match json::parse(&bytes, limits).map_err(|source| JoseError::Json { part, source })? {
        Json::Object(members) => Ok(members),
        _ => Err(JoseError::NotAnObject { part }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::SoftwareKey;

    #[test]
    fn a_signed_token_is_read_back() {
        let key = SoftwareKey::generate("k1").unwrap();
        let token = sign(r#"{"alg":"ES256","typ":"t","kid":"k1","x":1}"#, r#"{"a":1}"#, &key).unwrap();
        let jws = Jws::split(&token).unwrap();
        assert_eq!(jws.header(), Ok(JwsHeader { typ: Some("t".to_owned()), kid: Some("k1".to_owned()) }));
        assert_eq!(jws.verify(key.public()), Ok(()));
        assert_eq!(jws.payload(&Limits::DEFAULT).unwrap().get("a"), Some(&Json::Integer(1)));
    }

    #[test]
    fn another_algorithm_or_a_critical_extension_is_refused() {
        let key = SoftwareKey::generate("k1").unwrap();
        let refusal = |header: &str| {
            let token = sign(header, "{}", &key).unwrap();
            Jws::split(&token).unwrap().header().unwrap_err().code()
        };
        for alg in [r#""none""#, r#""HS256""#, r#""es256""#, "7", "null"] {
            assert_eq!(refusal(&format!(r#"{{"alg":{alg}}}"#)), "jose.algorithm");
        }
        assert_eq!(refusal("{}"), "jose.algorithm");
        assert_eq!(refusal(r#"{"alg":"ES256","crit":[]}"#), "jose.critical");
        assert_eq!(refusal(r#"{"alg":"ES256","kid":7}"#), "jose.header_type");
        assert_eq!(refusal(r#"{"alg":"none","alg":"ES256"}"#), "json.duplicate");
        assert_eq!(refusal("[]"), "jose.not_an_object");
    }

    #[test]
    fn a_token_has_three_parts() {
        for token in ["", "a", "a.b", "a.b.c.d", "...."] {
            assert_eq!(Jws::split(token).unwrap_err().code(), "jose.format", "{token}");
        }
    }
}
