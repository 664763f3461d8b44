//! Standards: ES256, JWK, JWS and SD-JWT, with one strict JSON reader. Nothing of AMP.

mod jwk;
mod signer;

pub use jwk::PublicJwk;
pub use signer::{SignError, Signer};
