//! One limit as the command line says it.

use amp_wallet_core::limits::{Cap, Dimension, Limit, LimitKind, Scope, Window};
use clap::ValueEnum;

use super::super::amount::amount;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The limit's name
    #[arg(value_name = "LIMIT")]
    name: String,
    /// How much at most: an amount like "HKD 500.00", or a number of payments or mandates
    #[arg(long, value_name = "MAX", value_parser = cap)]
    max: Cap,
    /// What it bounds
    #[arg(long, default_value = "spending")]
    kind: Kind,
    /// Over what time it counts
    #[arg(long, default_value = "day")]
    per: Per,
    /// By what it counts apart
    #[arg(long, default_value = "all")]
    by: By,
    /// Only this agent, merchant, category code or device
    #[arg(long, value_name = "WHICH")]
    only: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// Budgets that are authorized
    Delegation,
    /// Payments
    Spending,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Per {
    /// One mandate
    Mandate,
    /// A calendar day
    Day,
    /// A week from Monday
    Week,
    /// A calendar month
    Month,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// Everything together
    All,
    /// By agent
    Agent,
    /// By merchant
    Merchant,
    /// By merchant category code
    Category,
    /// By device
    Device,
    /// By mandate
    Mandate,
}

impl Args {
    /// The limit; whether it can be is the wallet's to say.
    pub(super) fn limit(&self) -> Limit {
        Limit {
            limit_id: self.name.clone(),
            kind: match self.kind {
                Kind::Delegation => LimitKind::Delegation,
                Kind::Spending => LimitKind::Spending,
            },
            window: match self.per {
                Per::Mandate => Window::Mandate,
                Per::Day => Window::Day,
                Per::Week => Window::Week,
                Per::Month => Window::Month,
            },
            scope: Scope {
                dimension: match self.by {
                    By::All => Dimension::All,
                    By::Agent => Dimension::Agent,
                    By::Merchant => Dimension::Merchant,
                    By::Category => Dimension::Category,
                    By::Device => Dimension::Device,
                    By::Mandate => Dimension::Mandate,
                },
                only: self.only.clone(),
            },
            max: self.max,
        }
    }
}

/// Reads `HKD 500.00` or `5`.
fn cap(text: &str) -> Result<Cap, String> {
    match text.parse::<u32>() {
        Ok(count) => Ok(Cap::Count(count)),
        Err(_) => amount(text).map(Cap::Amount),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_maximum_is_an_amount_or_a_number() {
        assert_eq!(cap("5"), Ok(Cap::Count(5)));
        assert!(matches!(cap("HKD 5.00"), Ok(Cap::Amount(max)) if max.to_string() == "HKD 5.00"));
        for text in ["", "-5", "5.00", "5 HKD", "4294967296"] {
            assert!(cap(text).is_err(), "{text}");
        }
    }
}
