//! The extension constraints of an AUTONOMOUS mandate on the wire. AMP names them without spelling them; the spelling
//! is ours.

use serde::{Deserialize, Serialize};

use super::error::ChainError;
use super::fields::Fields;
use super::reason::ChainReason;
use crate::jose::json::{Json, Writer};

/// The extension constraints beside the two amounts of one payment. The default bounds nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Extensions {
    /// `region_list`: ISO 3166-1 alpha-2. A merchant that shows no region is outside every list.
    pub regions: Vec<String>,
    /// `merchant_id_allow_list`: agreed identifiers at the network. Where there are any, the identifier alone decides:
    /// it beats the name.
    pub merchant_ids: Vec<String>,
    /// `merchant_id_block_list`: never these.
    pub blocked_merchant_ids: Vec<String>,
    /// `merchant_name_block_list`: never these, nor names that look like them.
    pub blocked_merchant_names: Vec<String>,
    /// `payment_frequency`: how often the mandate may pay.
    pub payment_frequency: Option<PaymentFrequency>,
    /// `max_retries`: how many more payments one order may be tried with after its first. So many more tries in a row may
    /// also come to nothing at one merchant, whatever the orders say: their numbers are the agent's.
    pub max_retries: Option<u32>,
}

/// At most so many payments in every period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct PaymentFrequency {
    /// `max_payments`.
    pub max_payments: u32,
    /// `period`.
    pub period: FrequencyPeriod,
}

/// A period of the wallet's calendar, or the whole validity of the mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FrequencyPeriod {
    /// A calendar day.
    Day,
    /// A week from Monday on.
    Week,
    /// A calendar month.
    Month,
    /// The validity of the mandate.
    Validity,
}

impl FrequencyPeriod {
    const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Validity];

    /// The wire spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "DAY",
            Self::Week => "WEEK",
            Self::Month => "MONTH",
            Self::Validity => "VALIDITY",
        }
    }
}

impl Extensions {
    /// Takes the extensions out of `constraints`.
    pub(super) fn take(fields: &mut Fields) -> Result<Self, ChainError> {
        Ok(Self {
            regions: fields.texts("region_list")?,
            merchant_ids: fields.texts("merchant_id_allow_list")?,
            blocked_merchant_ids: fields.texts("merchant_id_block_list")?,
            blocked_merchant_names: fields.texts("merchant_name_block_list")?,
            payment_frequency: take_frequency(fields)?,
            max_retries: take_count(fields, "max_retries")?,
        })
    }

    /// Writes the extensions that are there.
    pub(super) fn write(&self, writer: &mut Writer) {
        for (name, texts) in [
            ("region_list", &self.regions),
            ("merchant_id_allow_list", &self.merchant_ids),
            ("merchant_id_block_list", &self.blocked_merchant_ids),
            ("merchant_name_block_list", &self.blocked_merchant_names),
        ] {
            if !texts.is_empty() {
                writer.name(name);
                writer.begin_array();
                for text in texts {
                    writer.string(text);
                }
                writer.end_array();
            }
        }
        if let Some(frequency) = self.payment_frequency {
            writer.name("payment_frequency");
            writer.begin_object();
            writer.name("max_payments");
            writer.integer(i64::from(frequency.max_payments));
            writer.member("period", frequency.period.as_str());
            writer.end_object();
        }
        if let Some(retries) = self.max_retries {
            writer.name("max_retries");
            writer.integer(i64::from(retries));
        }
    }
}

fn take_frequency(fields: &mut Fields) -> Result<Option<PaymentFrequency>, ChainError> {
    let path = "intent.constraints.payment_frequency";
    let Some(mut frequency) = fields.object("payment_frequency", path)? else { return Ok(None) };
    let max_payments = take_count(&mut frequency, "max_payments")?
        .ok_or_else(|| frequency.error("max_payments", ChainReason::ClaimMissing))?;
    let text = frequency.text("period")?;
    let period = FrequencyPeriod::ALL.into_iter().find(|period| period.as_str() == text);
    let period =
        period.ok_or_else(|| frequency.error("period", ChainReason::ClaimValue { fault: "no period" }))?;
    // What is not understood could narrow it further.
    if let Some(name) = frequency.first_left() {
        return Err(frequency.error(&super::layer::cut(name, 64), ChainReason::ConstraintUnknown));
    }
    Ok(Some(PaymentFrequency { max_payments, period }))
}

fn take_count(fields: &mut Fields, name: &str) -> Result<Option<u32>, ChainError> {
    match fields.take(name) {
        None => Ok(None),
        Some(Json::Integer(number)) => u32::try_from(number)
            .map(Some)
            .map_err(|_| fields.error(name, ChainReason::ClaimValue { fault: "not a count" })),
        Some(other) => {
            let reason = ChainReason::ClaimType { expected: "an integer", found: other.kind() };
            Err(fields.error(name, reason))
        }
    }
}
