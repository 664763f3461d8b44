//! A P-256 public key as a JWK member (`ispPk`, `agentPk`).

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::jose::PublicJwk;

/// A public key on the wire: `{"crv":"P-256","kid","kty":"EC","x","y"}`. Read as strictly as
/// [`PublicJwk::parse`], the point on the curve included; the `kid` is required.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct WireJwk(pub PublicJwk);

impl<'de> Deserialize<'de> for WireJwk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = PublicJwk::deserialize(deserializer)?;
        if key.kid.is_empty() {
            return Err(de::Error::custom("a key without kid"));
        }
        Ok(Self(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::SoftwareKey;
    use crate::network::{read_body, write_body};

    #[test]
    fn a_key_survives_the_wire_in_the_reference_s_order() {
        let key = WireJwk(SoftwareKey::generate("mpp-key-1").unwrap().public().clone());
        let bytes = write_body(&key).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.starts_with(r#"{"crv":"P-256","kid":"mpp-key-1","kty":"EC","x":""#), "{text}");
        assert_eq!(read_body::<WireJwk>(&bytes), Ok(key));
    }

    #[test]
    fn what_is_no_public_p256_key_with_a_kid_is_refused() {
        let key = SoftwareKey::generate("k").unwrap().public().to_json().to_compact();
        assert!(read_body::<WireJwk>(key.as_bytes()).is_ok());
        for (good, bad) in [
            ("P-256", "P-384"),
            ("EC", "OKP"),
            (r#""kid":"k","#, ""),
            (r#""kid":"k""#, r#""kid":"""#),
            (r#""x":""#, r#""x":"A"#),
            (r#""crv""#, r#""d":"AA","crv""#),
            (r#""y":""#, r#""y":"x","other":""#),
        ] {
            let body = key.replacen(good, bad, 1);
            assert_eq!(
                read_body::<WireJwk>(body.as_bytes()).unwrap_err().code(),
                "network.member_value",
                "{body}"
            );
        }
    }
}
