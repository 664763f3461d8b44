//! A P-256 public key as a JWK member (`ispPk`, `agentPk`).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::jose::PublicJwk;

const COORDINATE: usize = 32;

/// A public key on the wire: `{"crv":"P-256","kid","kty":"EC","x","y"}`. Other curves, coordinates that are not
/// 32 bytes, a missing `kid` and a private member are refused. Whether the point lies on the curve shows when a
/// signature is verified with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireJwk(pub PublicJwk);

#[derive(Serialize)]
struct Written<'a> {
    crv: &'static str,
    kid: &'a str,
    kty: &'static str,
    x: String,
    y: String,
}

#[derive(Deserialize)]
struct Read {
    crv: String,
    kid: String,
    kty: String,
    x: String,
    y: String,
    #[serde(default)]
    d: Option<String>,
}

impl Serialize for WireJwk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let PublicJwk { kid, x, y } = &self.0;
        Written { crv: "P-256", kid, kty: "EC", x: URL_SAFE_NO_PAD.encode(x), y: URL_SAFE_NO_PAD.encode(y) }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for WireJwk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Read::deserialize(deserializer)?;
        if read.kty != "EC" || read.crv != "P-256" {
            return Err(de::Error::custom("not a P-256 key"));
        }
        if read.kid.is_empty() {
            return Err(de::Error::custom("a key without kid"));
        }
        if read.d.is_some() {
            return Err(de::Error::custom("a private key"));
        }
        let coordinate = |name: &str, text: &str| {
            URL_SAFE_NO_PAD
                .decode(text)
                .ok()
                .and_then(|bytes| <[u8; COORDINATE]>::try_from(bytes).ok())
                .ok_or_else(|| de::Error::custom(format_args!("{name} is not a coordinate of 32 bytes")))
        };
        let (x, y) = (coordinate("x", &read.x)?, coordinate("y", &read.y)?);
        Ok(Self(PublicJwk { kid: read.kid, x, y }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{read_body, write_body};

    #[test]
    fn a_key_survives_the_wire_in_the_reference_s_order() {
        let key = WireJwk(PublicJwk { kid: "mpp-key-1".to_owned(), x: [1; 32], y: [2; 32] });
        let bytes = write_body(&key).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.starts_with(r#"{"crv":"P-256","kid":"mpp-key-1","kty":"EC","x":""#), "{text}");
        assert_eq!(read_body::<WireJwk>(&bytes), Ok(key));
    }

    #[test]
    fn what_is_no_public_p256_key_is_refused() {
        let x = URL_SAFE_NO_PAD.encode([1; 32]);
        let short = URL_SAFE_NO_PAD.encode([1; 31]);
        for body in [
            format!(r#"{{"crv":"P-384","kid":"k","kty":"EC","x":"{x}","y":"{x}"}}"#),
            format!(r#"{{"crv":"P-256","kid":"k","kty":"OKP","x":"{x}","y":"{x}"}}"#),
            format!(r#"{{"crv":"P-256","kid":"","kty":"EC","x":"{x}","y":"{x}"}}"#),
            format!(r#"{{"crv":"P-256","kid":"k","kty":"EC","x":"{short}","y":"{x}"}}"#),
            format!(r#"{{"crv":"P-256","kid":"k","kty":"EC","x":"{x}","y":"{x}="}}"#),
            format!(r#"{{"crv":"P-256","kid":"k","kty":"EC","x":"{x}","y":"{x}","d":"{x}"}}"#),
        ] {
            assert_eq!(
                read_body::<WireJwk>(body.as_bytes()).unwrap_err().code(),
                "network.member_value",
                "{body}"
            );
        }
    }
}
