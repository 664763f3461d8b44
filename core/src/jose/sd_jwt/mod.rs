//! SD-JWT (RFC 9901): issue, present, verify, key binding. SHA-256 and ES256 only.

mod disclosure;
mod issue;
mod key_binding;
mod parse;
mod process;
#[cfg(test)]
mod tests;

pub(crate) use disclosure::digest_text;
pub use disclosure::{Disclosure, Salt};
pub use issue::{Issue, Step};
pub use key_binding::{Freshness, KeyBinding};
pub use parse::{SdJwt, SdLimits};
pub use process::Processed;

use super::{JoseError, KeyBindingFault, PublicJwk};

/// Checks an SD-JWT and returns its claims: the issuer's signature, every disclosure bound exactly once, and
/// the key binding JWT if `binding` asks for one. Times in the issuer's payload are the caller's to judge.
///
/// # Errors
/// [`JoseError`].
pub fn verify(
    token: &str,
    issuer: &PublicJwk,
    binding: Option<&KeyBinding>,
    limits: &SdLimits,
) -> Result<Processed, JoseError> {
    let token = SdJwt::parse(token, limits)?;
    token.jws().header()?;
    token.jws().verify(issuer)?;
    let processed = token.process(limits)?;
    match (binding, token.key_binding()) {
        (None, None) => {}
        (None, Some(_)) => return Err(JoseError::KeyBinding { fault: KeyBindingFault::Unexpected }),
        (Some(_), None) => return Err(JoseError::KeyBinding { fault: KeyBindingFault::Missing }),
        (Some(wanted), Some(jwt)) => wanted.check(jwt, token.presented(), &processed)?,
    }
    Ok(processed)
}
