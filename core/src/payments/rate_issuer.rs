//! Whose exchange rates are believed, and in which currency a wallet counts.

use serde::{Deserialize, Serialize};

use crate::jose::PublicJwk;
use crate::money::Currency;

/// Whose rates are believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct RateIssuer {
    /// `iss` of its rates.
    pub iss: String,
    /// Its pinned keys; `kid` chooses one.
    pub keys: Vec<PublicJwk>,
}

/// In which currency a wallet counts, and whose rates to it are believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Conversion {
    /// The wallet's currency.
    pub currency: Currency,
    /// The issuer of rates.
    pub issuer: RateIssuer,
}
