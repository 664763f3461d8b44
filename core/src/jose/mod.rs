//! Standards: ES256, JWK, JWS and SD-JWT, with one strict JSON reader. Nothing of AMP.

pub mod base64url;
mod entropy;
mod error;
pub mod es256;
pub mod json;
mod jwk;
mod jwk_serde;
pub mod jws;
mod key;
pub mod sd_jwt;
mod sec1;
mod signer;

pub use entropy::{Entropy, SystemEntropy};
pub use error::{JoseError, JwkFault, KeyBindingFault, Part};
pub use jwk::PublicJwk;
pub use key::SoftwareKey;
pub use signer::{SignError, Signer};
