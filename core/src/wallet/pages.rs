//! Long lists a page at a time, newest first. A page costs the same at any depth, and what is added meanwhile neither
//! repeats an entry nor leaves one out.

use serde::Serialize;

use super::list::{MandateView, view};
use super::{Wallet, WalletError};
use crate::payments::Payment;

/// The most entries of one page.
pub const MAX_PAGE: u32 = 1_000;

/// Payments, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct PaymentPage {
    /// The payments of this page.
    pub payments: Vec<Payment>,
    /// What to ask the next page with; none where nothing older is left. Its text means nothing to anyone else.
    pub next: Option<String>,
}

/// Mandates with their balances, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct MandatePage {
    /// The mandates of this page.
    pub mandates: Vec<MandateView>,
    /// What to ask the next page with; none where nothing older is left. Its text means nothing to anyone else.
    pub next: Option<String>,
}

impl Wallet {
    /// The payments, newest first: at most `limit` (1 to 1,000), from the newest on or, with what a page gave as `next`,
    /// after that page.
    ///
    /// # Errors
    /// [`WalletError::Invalid`] for an `after` that no page gave, or a `limit` out of range; [`WalletError::Store`].
    pub async fn payments_page(&self, after: Option<String>, limit: u32) -> Result<PaymentPage, WalletError> {
        let place = Place::of(after.as_deref(), limit)?;
        let (payments, next) = self
            .inner
            .store
            .read(move |tx| Ok::<_, WalletError>(place.cut(tx.payments().page(place.below, place.rows())?)))
            .await?;
        Ok(PaymentPage { payments, next })
    }

    /// The mandates with their balances, newest first: at most `limit` (1 to 1,000), as
    /// [`payments_page`](Self::payments_page).
    ///
    /// # Errors
    /// As [`payments_page`](Self::payments_page).
    pub async fn mandates_page(&self, after: Option<String>, limit: u32) -> Result<MandatePage, WalletError> {
        let (place, now) = (Place::of(after.as_deref(), limit)?, self.now());
        self.inner
            .store
            .read(move |tx| {
                let (found, next) = place.cut(tx.mandates().page(place.below, place.rows())?);
                let mandates = found.into_iter().map(|one| view(tx, one, now)).collect::<Result<_, _>>()?;
                Ok(MandatePage { mandates, next })
            })
            .await
    }
}

/// Where a page begins, and how long it may be.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) below: i64,
    limit: u32,
}

impl Place {
    pub(super) fn of(after: Option<&str>, limit: u32) -> Result<Self, WalletError> {
        if limit == 0 || limit > MAX_PAGE {
            return Err(WalletError::invalid("limit", format!("not 1 to {MAX_PAGE}")));
        }
        let number = |text: &str| text.parse().ok().filter(|number: &i64| *number > 0);
        let below = match after {
            None => i64::MAX,
            Some(text) => number(text).ok_or_else(|| WalletError::invalid("after", "no page gave it"))?,
        };
        Ok(Self { below, limit })
    }

    /// How many rows to ask for: one more tells whether there is a next page.
    pub(super) const fn rows(self) -> u32 {
        self.limit.saturating_add(1)
    }

    /// The page, and where the next one begins.
    pub(super) fn cut<T>(self, mut found: Vec<(i64, T)>) -> (Vec<T>, Option<String>) {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|(number, _)| number.to_string());
        (found.into_iter().map(|(_, one)| one).collect(), next)
    }
}
