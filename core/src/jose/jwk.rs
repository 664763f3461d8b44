//! P-256 public keys as JWK (RFC 7517, RFC 7518 section 6.2).

use ring::digest::{SHA256, digest};

use super::error::JwkFault;
use super::json::{self, Json, Limits, Object, Style, Writer};
use super::{JoseError, Part, base64url, es256};

/// Longest key id that is read, in bytes.
const KID_BYTES: usize = 256;

/// Members that belong to private and symmetric keys (RFC 7518 sections 6.2.2, 6.3.2, 6.4).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "k", "p", "q", "dp", "dq", "qi", "oth"];

/// A P-256 public key with its key id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicJwk {
    /// Key id; empty if the key has none.
    pub kid: String,
    /// Big-endian coordinate.
    pub x: [u8; 32],
    /// Big-endian coordinate.
    pub y: [u8; 32],
}

impl PublicJwk {
    /// Reads a JWK text and checks that its point is on the curve.
    ///
    /// # Errors
    /// [`JoseError::Json`], and [`JoseError::Jwk`] with the fault.
    pub fn parse(text: &[u8]) -> Result<Self, JoseError> {
        let limits = Limits { bytes: 16 * 1024, depth: 8, values: 256 };
        let json =
            json::parse(text, &limits).map_err(|source| JoseError::Json { part: Part::Payload, source })?;
        let key = Self::from_json(&json)?;
        key.check_on_curve()?;
        Ok(key)
    }

    /// Reads a JWK without asking whether its point is on the curve: every signature check asks that too.
    /// Where no signature check follows, [`Self::check_on_curve`] must.
    ///
    /// # Errors
    /// [`JoseError::Jwk`]: lengths, curve, private members, purpose.
    pub fn from_json(json: &Json) -> Result<Self, JoseError> {
        let fault = |fault| JoseError::Jwk { fault };
        let members = json.as_object().ok_or(fault(JwkFault::NotAnObject))?;
        let text = |name: &str| members.get(name).and_then(Json::as_str);
        if text("kty") != Some("EC") || text("crv") != Some("P-256") {
            return Err(fault(JwkFault::Curve));
        }
        if PRIVATE_MEMBERS.iter().any(|name| members.contains(name)) {
            return Err(fault(JwkFault::Private));
        }
        let coordinate =
            |name| text(name).and_then(base64url::decode_exact::<32>).ok_or(fault(JwkFault::Coordinate));
        let (x, y) = (coordinate("x")?, coordinate("y")?);
        let kid = match members.get("kid") {
            None => String::new(),
            Some(Json::String(kid)) if !kid.is_empty() && kid.len() <= KID_BYTES => kid.clone(),
            Some(_) => return Err(fault(JwkFault::Kid)),
        };
        if !fits_purpose(members) {
            return Err(fault(JwkFault::Purpose));
        }
        Ok(Self { kid, x, y })
    }

    /// Checks that the point is on the curve.
    ///
    /// # Errors
    /// [`JoseError::Jwk`] with [`JwkFault::OffCurve`].
    pub fn check_on_curve(&self) -> Result<(), JoseError> {
        if es256::is_on_curve(&self.x, &self.y)? {
            return Ok(());
        }
        Err(JoseError::Jwk { fault: JwkFault::OffCurve })
    }

    /// Is `signature` this key's over `message`?
    ///
    /// # Errors
    /// [`JoseError::SignatureInvalid`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), JoseError> {
        es256::verify(&self.x, &self.y, message, signature)
    }

    /// The same point, whatever the key ids say.
    #[must_use]
    pub fn same_point(&self, other: &Self) -> bool {
        self.x == other.x && self.y == other.y
    }

    /// The JWK, its members in alphabetical order; `kid` only if there is one.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut members = Object::new();
        members.insert("crv", "P-256");
        if !self.kid.is_empty() {
            members.insert("kid", self.kid.as_str());
        }
        members.insert("kty", "EC");
        members.insert("x", base64url::encode(&self.x));
        members.insert("y", base64url::encode(&self.y));
        Json::Object(members)
    }

    /// Writes what [`Self::to_json`] makes, without making it.
    pub fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.member("crv", "P-256");
        if !self.kid.is_empty() {
            writer.member("kid", &self.kid);
        }
        writer.member("kty", "EC");
        for (name, coordinate) in [("x", &self.x), ("y", &self.y)] {
            writer.name(name);
            writer.ascii(&base64url::encode_digest(coordinate));
        }
        writer.end_object();
    }

    /// The SHA-256 thumbprint in base64url (RFC 7638).
    #[must_use]
    pub fn thumbprint(&self) -> String {
        let mut writer = Writer::new(Style::Compact);
        writer.begin_object();
        writer.member("crv", "P-256");
        writer.member("kty", "EC");
        writer.member("x", &base64url::encode(&self.x));
        writer.member("y", &base64url::encode(&self.y));
        writer.end_object();
        base64url::encode(digest(&SHA256, writer.finish().as_bytes()).as_ref())
    }
}

/// RFC 7517 sections 4.2 to 4.4: what the key says it is for.
fn fits_purpose(members: &Object) -> bool {
    let fits = |name, wanted: &str| members.get(name).is_none_or(|value| value.as_str() == Some(wanted));
    let may_verify = members.get("key_ops").is_none_or(|operations| {
        operations.as_array().is_some_and(|list| list.iter().any(|one| one.as_str() == Some("verify")))
    });
    fits("use", "sig") && fits("alg", "ES256") && may_verify
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: &str = "oGTszKatWVlUBOd72VTpnJpYNnSYy43KyLTsecu2ow8";
    const Y: &str = "Py6Zp3ahN7YgVTA9IePJj4mMorHM9JDbzgvmHIP2IIY";

    fn fault(text: &str) -> JwkFault {
        match PublicJwk::parse(text.as_bytes()) {
            Err(JoseError::Jwk { fault }) => fault,
            other => panic!("{other:?}"),
        }
    }

    fn with(extra: &str) -> String {
        format!(r#"{{"kty":"EC","crv":"P-256","x":"{X}","y":"{Y}"{extra}}}"#)
    }

    #[test]
    fn a_key_is_read_and_written_again() {
        let key =
            PublicJwk::parse(with(r#","kid":"k1","use":"sig","key_ops":["verify"]"#).as_bytes()).unwrap();
        assert_eq!(
            key.to_json().to_compact(),
            format!(r#"{{"crv":"P-256","kid":"k1","kty":"EC","x":"{X}","y":"{Y}"}}"#)
        );
        let mut writer = Writer::new(Style::Python);
        key.write(&mut writer);
        assert_eq!(writer.finish(), key.to_json().to_python());
    }

    #[test]
    fn a_private_or_symmetric_member_is_refused() {
        for name in PRIVATE_MEMBERS {
            assert_eq!(fault(&with(&format!(r#","{name}":"AA""#))), JwkFault::Private);
        }
    }

    #[test]
    fn every_other_fault_has_its_name() {
        assert_eq!(fault("[]"), JwkFault::NotAnObject);
        assert_eq!(fault(&with("").replace("P-256", "P-384")), JwkFault::Curve);
        assert_eq!(fault(&with("").replace("EC", "oct")), JwkFault::Curve);
        assert_eq!(fault(&with("").replace(X, "AA")), JwkFault::Coordinate);
        assert_eq!(fault(&with("").replace(X, &format!("AA{X}"))), JwkFault::Coordinate);
        assert_eq!(fault(&with(r#","kid":"""#)), JwkFault::Kid);
        assert_eq!(fault(&with(r#","kid":7"#)), JwkFault::Kid);
        assert_eq!(fault(&with(r#","use":"enc""#)), JwkFault::Purpose);
        assert_eq!(fault(&with(r#","alg":"ES384""#)), JwkFault::Purpose);
        assert_eq!(fault(&with(r#","key_ops":["sign"]"#)), JwkFault::Purpose);
        assert_eq!(fault(&with("").replace(X, Y)), JwkFault::OffCurve);
        let nothing = "A".repeat(43);
        assert_eq!(fault(&with("").replace(X, &nothing).replace(Y, &nothing)), JwkFault::OffCurve);
    }

    #[test]
    fn the_thumbprint_is_the_one_of_rfc_7638_over_the_required_members_only() {
        // computed with an independent implementation over {"crv","kty","x","y"}
        let with_kid = PublicJwk::parse(with(r#","kid":"k1""#).as_bytes()).unwrap();
        let without = PublicJwk::parse(with("").as_bytes()).unwrap();
        assert_eq!(with_kid.thumbprint(), without.thumbprint());
        assert_eq!(without.thumbprint(), "e-TqpEjSHAbjZVvbxNLMgv4Wm8rjUHxol4oJT_yfLjs");
    }
}
