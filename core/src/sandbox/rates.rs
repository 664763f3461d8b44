//! An issuer of exchange rates: ours, not AMP's. Its rates are made up.

use serde::{Deserialize, Serialize};

use super::denial::Denial;
use super::world::World;
use crate::clock::Timestamp;
use crate::guard::ResultCode;
use crate::money::{Currency, ExchangeRate, Rate};
use crate::payments::{RateError, RateIssuer, sign_rate};

/// `iss` of the sandbox's rates.
const ISSUER: &str = "rates.sandbox";

/// How long a rate holds, in seconds.
const VALID_SECONDS: i64 = 900;

/// What one unit is worth in Hong Kong dollars.
const IN_HKD: [(&str, &str); 6] = [
    ("USD", "7.7853"),
    ("EUR", "8.4512"),
    ("GBP", "9.9037"),
    ("CNY", "1.0731"),
    ("JPY", "0.051234"),
    ("KRW", "0.0055871"),
];

/// Which rate is wanted.
#[derive(Debug, Deserialize)]
pub(super) struct RateRequest {
    base: Currency,
    quote: Currency,
}

/// A rate as it is signed.
#[derive(Debug, Serialize)]
pub(super) struct RateAnswer {
    rate: String,
}

impl World {
    /// The issuer of the rates, with its key.
    pub(super) fn rate_issuer(&self) -> RateIssuer {
        RateIssuer { iss: ISSUER.to_owned(), keys: vec![self.rate_key.public().clone()] }
    }

    /// Signs a rate that holds from `issued_at` for `seconds`.
    ///
    /// # Errors
    /// [`RateError::Jose`].
    pub(super) fn sign_rate(
        &self,
        exchange: &ExchangeRate,
        issued_at: Timestamp,
        seconds: i64,
    ) -> Result<String, RateError> {
        sign_rate(exchange, ISSUER, issued_at, issued_at.plus_seconds(seconds), &self.rate_key)
    }
}

/// The rate of this moment; only to Hong Kong dollars.
pub(super) fn quote(world: &World, request: &RateRequest) -> Result<RateAnswer, Denial> {
    let known = IN_HKD.iter().find(|(base, _)| *base == request.base.code());
    let known = known.filter(|_| request.quote == Currency::HKD);
    let (_, rate) = known.ok_or_else(|| Denial::new(ResultCode::ParamIllegal, "no such rate"))?;
    let rate = Rate::parse(rate).map_err(|_| Denial::system("a rate that is none"))?;
    let exchange = ExchangeRate { base: request.base, quote: request.quote, rate };
    let rate = world
        .sign_rate(&exchange, world.now(), VALID_SECONDS)
        .map_err(|_| Denial::system("the rate cannot be signed"))?;
    Ok(RateAnswer { rate })
}
