//! One limit.

use serde::{Deserialize, Serialize};

use crate::assurance::{FrequencyPeriod, PaymentFrequency};
use crate::money::Amount;

/// What a limit bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// Budgets that are authorized (AMP, "Delegation limits").
    Delegation,
    /// Payments: held or debited.
    Spending,
}

/// Over what time a limit counts. Days, weeks and months are the calendar's in the wallet's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// One mandate: its budget (delegation), or all payments under it (spending, by [`Dimension::Mandate`]).
    Mandate,
    /// A calendar day: 23, 24 or 25 hours.
    Day,
    /// A week that begins on Monday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
}

/// By what a limit tells payments or budgets apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Everything counts together.
    All,
    /// By agent.
    Agent,
    /// By merchant: its identifier at the network, where it shows one, and its name, each by itself. Names that look
    /// alike are one.
    Merchant,
    /// By merchant category code (ISO 18245). What shows none counts against each.
    Category,
    /// By the device that pays; the phone itself is [`super::PHONE`].
    Device,
    /// By mandate.
    Mandate,
}

/// For whom or what a limit counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Record)]
pub struct Scope {
    /// By what is told apart.
    pub dimension: Dimension,
    /// Only this agent, merchant (identifier or name), category or device; `None`: each one by itself. A merchant that
    /// shows no identifier, neither through its agent nor through the network, is caught by its name alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<String>,
}

impl Scope {
    /// Everything together.
    pub const ALL: Self = Self::each(Dimension::All);

    /// Each one by itself.
    #[must_use]
    pub const fn each(dimension: Dimension) -> Self {
        Self { dimension, only: None }
    }

    /// This one only.
    #[must_use]
    pub fn only(dimension: Dimension, which: &str) -> Self {
        Self { dimension, only: Some(which.to_owned()) }
    }
}

/// How much at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Cap {
    /// So much money.
    Amount(Amount),
    /// So many payments, or mandates.
    Count(u32),
}

/// One limit: at most `max` in every `window` within `scope`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Limit {
    /// The app's name for it, unique in its set: `a-z`, `0-9`, `.`, `_`, `-`, at most 64 characters.
    pub limit_id: String,
    /// What it bounds.
    pub kind: LimitKind,
    /// Over what time.
    pub window: Window,
    /// For whom or what.
    pub scope: Scope,
    /// How much at most; that much is still within it.
    pub max: Cap,
}

/// What is counted for a limit, whatever its maximum: limits of one series share their counters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Series {
    /// Budgets or payments.
    pub kind: LimitKind,
    /// Over what time.
    pub window: Window,
    /// For whom or what.
    pub scope: Scope,
}

/// The name of the limit that a mandate's own `payment_frequency` is; no limit of a user can be called so.
pub const FREQUENCY: &str = "mandate:payment_frequency";

impl Limit {
    /// A mandate's own `payment_frequency` as the limit that it is.
    #[must_use]
    pub fn of_frequency(frequency: PaymentFrequency) -> Self {
        let window = match frequency.period {
            FrequencyPeriod::Day => Window::Day,
            FrequencyPeriod::Week => Window::Week,
            FrequencyPeriod::Month => Window::Month,
            FrequencyPeriod::Validity => Window::Mandate,
        };
        Self {
            limit_id: FREQUENCY.to_owned(),
            kind: LimitKind::Spending,
            window,
            scope: Scope::each(Dimension::Mandate),
            max: Cap::Count(frequency.max_payments),
        }
    }

    /// What is counted for it.
    #[must_use]
    pub fn series(&self) -> Series {
        Series { kind: self.kind, window: self.window, scope: self.scope.clone() }
    }
}
