//! The user's limits.

use super::limit_books::{recount, usage_of, zone_of};
use super::{Wallet, WalletError};
use crate::assurance::Merchant;
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::limits::{Dimension, Limit, LimitSet, LimitUsage, Scope, Subject, WalletZone};
use crate::storage::ReadTx;

impl Wallet {
    /// The limits in force for mandates authorized from now on.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn limits(&self) -> Result<LimitSet, WalletError> {
        self.inner.store.read(|tx| Ok(tx.limits().get()?)).await
    }

    /// Sets the limits, all of them; an empty set clears them. Mandates that are authorized already keep theirs: to
    /// stop those at once there is [`Wallet::freeze`].
    ///
    /// # Errors
    /// [`WalletError::Limit`] for limits that cannot be; [`WalletError::Store`].
    pub async fn set_limits(&self, limits: LimitSet) -> Result<(), WalletError> {
        limits.check()?;
        self.change_limits(move |_| limits).await?;
        Ok(())
    }

    /// Sets one limit: a new one, or in the place of the one with the same `limit_id`. The others stay as they are.
    ///
    /// # Errors
    /// As [`set_limits`](Self::set_limits).
    pub async fn put_limit(&self, limit: Limit) -> Result<LimitSet, WalletError> {
        self.change_limits(move |mut set| {
            match set.limits.iter_mut().find(|other| other.limit_id == limit.limit_id) {
                Some(other) => *other = limit,
                None => set.limits.push(limit),
            }
            set
        })
        .await
    }

    /// Clears one limit; one that is not there is cleared already.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Clock`].
    pub async fn remove_limit(&self, limit_id: &str) -> Result<LimitSet, WalletError> {
        let limit_id = limit_id.to_owned();
        self.change_limits(move |mut set| {
            set.limits.retain(|limit| limit.limit_id != limit_id);
            set
        })
        .await
    }

    /// Changes the limits as they are at the moment of the change, and counts for them from then on.
    async fn change_limits(
        &self,
        change: impl FnOnce(LimitSet) -> LimitSet + Send + 'static,
    ) -> Result<LimitSet, WalletError> {
        let wallet = self.clone();
        self.decide(move |tx, now| {
            let before = tx.limits().get()?;
            let limits = change(before.clone());
            limits.check()?;
            if limits != before {
                tx.limits().set(&limits, now)?;
                recount(tx, &zone_of(&tx.limits().counting()?, &wallet.inner.zone)?, now)?;
                tx.events().append(&EventKind::LimitsChanged, now)?;
            }
            Ok(limits)
        })
        .await
    }

    /// How far the limits in force are used in the windows of this moment. Limits for each agent, merchant and so on
    /// by itself are not among them: they have as many counts as there are agents.
    ///
    /// # Errors
    /// [`WalletError::Store`], [`WalletError::Zone`].
    pub async fn limit_usage(&self) -> Result<Vec<LimitUsage>, WalletError> {
        let (wallet, now) = (self.clone(), self.now());
        self.inner.store.read(move |tx| usage_in_force(tx, &wallet.inner.zone, now)).await
    }

    /// Counts anew if the windows lie elsewhere than when it was counted last: the time zone was changed. Every handle of
    /// the wallet decides by the new zone from then on.
    pub(super) async fn keep_counting(&self) -> Result<(), WalletError> {
        let (wallet, now) = (self.clone(), self.now());
        let counting = self.inner.store.read(|tx| Ok::<_, WalletError>(tx.limits().counting()?)).await?;
        if self.inner.zone.is_named(&counting.zone) {
            return Ok(());
        }
        // A clock that is wrong, this way or the other, makes no count be forgotten.
        self.inner
            .store
            .write(move |tx| {
                let mark = tx.high_water().get()?.0;
                recount(tx, &wallet.inner.zone, if mark.millis() > 0 { mark.min(now) } else { now })
            })
            .await
    }
}

/// How far the limits in force are used that have one count.
pub(super) fn usage_in_force(
    tx: &ReadTx<'_>,
    zone: &WalletZone,
    now: Timestamp,
) -> Result<Vec<LimitUsage>, WalletError> {
    let mut usages = Vec::new();
    for limit in tx.limits().get()?.limits.into_iter().filter(has_one_count) {
        usages.extend(with_its_subject(&limit, now, |subject| usage_of(tx, [limit.clone()], subject, zone))?);
    }
    Ok(usages)
}

/// How far one agent uses those of the limits that count by agent.
pub(super) fn usage_of_agent(
    tx: &ReadTx<'_>,
    limits: &[Limit],
    agent_id: &str,
    zone: &WalletZone,
    now: Timestamp,
) -> Result<Vec<LimitUsage>, WalletError> {
    let by_agent = limits.iter().filter(|limit| limit.scope.dimension == Dimension::Agent).cloned();
    let subject = Subject { mandate_id: "", agent_id, merchant: None, device_id: None, at: now };
    usage_of(tx, by_agent, &subject, zone)
}

/// Whoever a limit with one count is about.
pub(super) fn with_its_subject<T>(limit: &Limit, at: Timestamp, work: impl FnOnce(&Subject<'_>) -> T) -> T {
    let which = limit.scope.only.clone().unwrap_or_default();
    let merchant = anyone_called(&limit.scope, &which);
    work(&any_subject(&which, &merchant, at))
}

/// Whether all that the limit is about counts together.
pub(super) fn has_one_count(limit: &Limit) -> bool {
    limit.scope.dimension == Dimension::All || limit.scope.only.is_some()
}

fn anyone_called(scope: &Scope, which: &str) -> Merchant {
    let category = if scope.dimension == Dimension::Category { which } else { "" };
    Merchant {
        reference_merchant_id: which.to_owned(),
        merchant_name: String::new(),
        merchant_mcc: category.to_owned(),
        merchant_website_url: None,
        merchant_region: None,
    }
}

fn any_subject<'a>(which: &'a str, merchant: &'a Merchant, at: Timestamp) -> Subject<'a> {
    Subject { mandate_id: "", agent_id: which, merchant: Some(merchant), device_id: Some(which), at }
}
