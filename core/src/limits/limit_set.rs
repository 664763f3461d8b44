//! The user's limits, all of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Cap, Dimension, Limit, LimitKind, Scope, Series, Window};
use crate::money::{Amount, Currency};

/// Most limits of one set: each costs every decision one look at its counter.
pub const MAX_LIMITS: u32 = 64;
const MAX_ID: usize = 64;
const MAX_WHICH: usize = 256;

/// The user's limits. None limits nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct LimitSet {
    /// Every limit; all of them hold.
    pub limits: Vec<Limit>,
}

/// Limits that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum LimitError {
    /// More than [`MAX_LIMITS`].
    #[error("more than {max} limits")]
    TooMany {
        /// The bound.
        max: u32,
    },
    /// A name that is none, see [`Limit::limit_id`].
    #[error("no name of a limit: {limit_id:?}")]
    IdMalformed {
        /// What was given, cut to 64 characters.
        limit_id: String,
    },
    /// Two limits of one name.
    #[error("two limits are called {limit_id:?}")]
    IdRepeated {
        /// The name.
        limit_id: String,
    },
    /// Less than nothing.
    #[error("limit {limit_id:?} is negative")]
    Negative {
        /// Which.
        limit_id: String,
    },
    /// A window or a dimension that this kind of limit does not have.
    #[error("limit {limit_id:?} has a window or a dimension that its kind does not have")]
    Unfit {
        /// Which.
        limit_id: String,
    },
    /// What the limit is for is missing, too long, or no category code.
    #[error("limit {limit_id:?} is for nothing that can be told")]
    ScopeMalformed {
        /// Which.
        limit_id: String,
    },
    /// Amounts of two currencies: one of them could never be kept.
    #[error("limits in {one} and in {other}")]
    MixedCurrencies {
        /// The one.
        one: Currency,
        /// The other.
        other: Currency,
    },
}

impl LimitError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooMany { .. } => "limit.too_many",
            Self::IdMalformed { .. } => "limit.id_malformed",
            Self::IdRepeated { .. } => "limit.id_repeated",
            Self::Negative { .. } => "limit.negative",
            Self::Unfit { .. } => "limit.unfit",
            Self::ScopeMalformed { .. } => "limit.scope_malformed",
            Self::MixedCurrencies { .. } => "limit.mixed_currencies",
        }
    }
}

impl LimitSet {
    /// AMP's own two limits: `mandate.delegated`, the largest budget of one mandate ("per-task budget limit"), and
    /// `day.delegated`, all budgets of one day ("daily agent spending limit").
    #[must_use]
    pub fn of_delegation(per_mandate: Option<Amount>, per_day: Option<Amount>) -> Self {
        let limit = |limit_id: &str, window, max: Amount| Limit {
            limit_id: limit_id.to_owned(),
            kind: LimitKind::Delegation,
            window,
            scope: Scope::ALL,
            max: Cap::Amount(max),
        };
        let per_mandate = per_mandate.map(|max| limit("mandate.delegated", Window::Mandate, max));
        let per_day = per_day.map(|max| limit("day.delegated", Window::Day, max));
        Self { limits: per_mandate.into_iter().chain(per_day).collect() }
    }

    /// The limits of one kind.
    pub fn of_kind(&self, kind: LimitKind) -> impl Iterator<Item = &Limit> {
        self.limits.iter().filter(move |limit| limit.kind == kind)
    }

    /// What must be counted for these limits.
    pub fn series(&self) -> impl Iterator<Item = Series> {
        self.limits.iter().map(Limit::series)
    }

    /// Whether these can be limits.
    ///
    /// # Errors
    /// [`LimitError`], the first one.
    pub fn check(&self) -> Result<(), LimitError> {
        if u32::try_from(self.limits.len()).map_or(true, |length| length > MAX_LIMITS) {
            return Err(LimitError::TooMany { max: MAX_LIMITS });
        }
        let mut seen = BTreeSet::new();
        let mut first: Option<Currency> = None;
        for limit in &self.limits {
            check_limit(limit)?;
            if !seen.insert(&limit.limit_id) {
                return Err(LimitError::IdRepeated { limit_id: limit.limit_id.clone() });
            }
            if let Cap::Amount(max) = limit.max {
                let one = *first.get_or_insert(max.currency());
                if one != max.currency() {
                    return Err(LimitError::MixedCurrencies { one, other: max.currency() });
                }
            }
        }
        Ok(())
    }
}

fn check_limit(limit: &Limit) -> Result<(), LimitError> {
    let named = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    let id = &limit.limit_id;
    if id.is_empty() || id.len() > MAX_ID || !id.bytes().all(named) {
        return Err(LimitError::IdMalformed { limit_id: id.chars().take(MAX_ID).collect() });
    }
    let limit_id = id.clone();
    if matches!(limit.max, Cap::Amount(max) if max.is_negative()) {
        return Err(LimitError::Negative { limit_id });
    }
    let dimension = limit.scope.dimension;
    let fits = match (limit.kind, limit.window) {
        (LimitKind::Delegation, _) => matches!(dimension, Dimension::All | Dimension::Agent),
        (LimitKind::Spending, Window::Mandate) => dimension == Dimension::Mandate,
        (LimitKind::Spending, _) => true,
    };
    // To count the mandates in one mandate is to count to one.
    let counts_one = limit.kind == LimitKind::Delegation
        && limit.window == Window::Mandate
        && matches!(limit.max, Cap::Count(_));
    if !fits || counts_one {
        return Err(LimitError::Unfit { limit_id });
    }
    let told = match (&limit.scope.only, dimension) {
        (None, _) => true,
        (Some(_), Dimension::All | Dimension::Mandate) => false,
        (Some(mcc), Dimension::Category) => mcc.len() == 4 && mcc.bytes().all(|byte| byte.is_ascii_digit()),
        (Some(which), _) => !which.trim().is_empty() && which.len() <= MAX_WHICH,
    };
    if told { Ok(()) } else { Err(LimitError::ScopeMalformed { limit_id }) }
}
