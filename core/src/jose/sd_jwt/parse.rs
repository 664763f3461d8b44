//! The serialization: JWS, disclosures, key binding JWT, tildes between them (RFC 9901 section 4).

use super::super::JoseError;
use super::super::json::Limits;
use super::super::jws::Jws;

/// Bounds that hold before anything is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SdLimits {
    /// Longest token, in bytes.
    pub token_bytes: u32,
    /// Most disclosures.
    pub disclosures: u32,
    /// Bounds of each JSON text in it. The depth also bounds the claims put together again.
    pub json: Limits,
}

impl SdLimits {
    /// 256 KiB, 512 disclosures, 32 deep, 20,000 values in each JSON text.
    pub const DEFAULT: Self = Self { token_bytes: 256 * 1024, disclosures: 512, json: Limits::DEFAULT };
}

impl Default for SdLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// An SD-JWT taken apart, nothing decoded yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdJwt<'a> {
    jws: Jws<'a>,
    disclosures: Vec<&'a str>,
    key_binding: Option<&'a str>,
    presented: &'a str,
}

impl<'a> SdJwt<'a> {
    /// Splits a token.
    ///
    /// # Errors
    /// [`JoseError::TooLarge`], [`JoseError::TooManyDisclosures`], [`JoseError::Format`].
    pub fn parse(token: &'a str, limits: &SdLimits) -> Result<Self, JoseError> {
        if u32::try_from(token.len()).map_or(true, |length| length > limits.token_bytes) {
            return Err(JoseError::TooLarge {
                bytes: token.len() as u64,
                limit: u64::from(limits.token_bytes),
            });
        }
        let format = |fault| JoseError::Format { fault };
        let (presented, last) = token
            .rsplit_once('~')
            .ok_or_else(|| format("an SD-JWT ends with a tilde or a key binding JWT"))?;
        let presented = token.get(..=presented.len()).unwrap_or(presented);
        let mut parts = presented.split('~');
        let jws = Jws::split(parts.next().unwrap_or_default())?;
        let mut disclosures = Vec::new();
        for part in parts {
            disclosures.push(part);
            if disclosures.len() as u64 > u64::from(limits.disclosures) + 1 {
                return Err(JoseError::TooManyDisclosures { limit: limits.disclosures });
            }
        }
        disclosures.pop(); // what stands behind the last tilde of `presented`: nothing
        if disclosures.iter().any(|part| part.is_empty()) {
            return Err(format("an empty disclosure"));
        }
        Ok(Self { jws, disclosures, key_binding: (!last.is_empty()).then_some(last), presented })
    }

    /// The issuer-signed JWT.
    #[must_use]
    pub const fn jws(&self) -> &Jws<'a> {
        &self.jws
    }

    /// The disclosures as presented, in order.
    #[must_use]
    pub fn disclosures(&self) -> &[&'a str] {
        &self.disclosures
    }

    /// The key binding JWT, if there is one.
    #[must_use]
    pub const fn key_binding(&self) -> Option<&'a str> {
        self.key_binding
    }

    /// Everything up to and including the last tilde: what `sd_hash` covers.
    #[must_use]
    pub const fn presented(&self) -> &'a str {
        self.presented
    }
}
