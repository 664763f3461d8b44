//! What limits would mean before they are set.

use super::limit_books::{keys_of, mandate_subject, subject_of, unverified_subject, zone_of};
use super::set_limits::{has_one_count, with_its_subject};
use super::{Wallet, WalletError};
use crate::clock::Timestamp;
use crate::limits::{CounterKey, LimitKind, LimitSet, LimitUsage, Series, WalletZone};
use crate::storage::{Counted, ReadTx};

impl Wallet {
    /// How far these limits would be used at this moment if they were set, and sets nothing. As
    /// [`limit_usage`](Self::limit_usage), limits for each one by itself are not among them. What no limit in force
    /// counts already is counted from the payments and mandates of its window: that reads them.
    ///
    /// # Errors
    /// [`WalletError::Limit`] for limits that cannot be; [`WalletError::Store`], [`WalletError::Zone`].
    pub async fn preview_limits(&self, limits: LimitSet) -> Result<Vec<LimitUsage>, WalletError> {
        limits.check()?;
        let (wallet, now) = (self.clone(), self.now());
        self.inner
            .store
            .read(move |tx| {
                let counting = tx.limits().counting()?;
                let zone = zone_of(&counting, &wallet.inner.zone)?;
                let mut usages = Vec::new();
                for limit in limits.limits.into_iter().filter(has_one_count) {
                    let series = limit.series();
                    let tally =
                        with_its_subject(&limit, now, |subject| CounterKey::tally(&series, subject, &zone))?;
                    for keys in tally.into_iter().flat_map(|tally| tally.judged_by) {
                        let counted = if counting.series.contains(&series) {
                            tx.counters().sum(&keys)?
                        } else {
                            count_anew(tx, &series, &keys, &zone)?
                        };
                        let ends_at = keys.first().map(|key| key.ends_at);
                        let (sums, payments) = (counted.seen_by(limit.max), counted.payments);
                        usages.push(LimitUsage::of(limit.clone(), sums, payments, ends_at));
                    }
                }
                Ok(usages)
            })
            .await
    }
}

/// What the counters of `keys` would hold if the series were counted.
fn count_anew(
    tx: &ReadTx<'_>,
    series: &Series,
    keys: &[CounterKey],
    zone: &WalletZone,
) -> Result<Counted, WalletError> {
    let mut counted = Counted::default();
    let Some(from) = keys.iter().map(|key| key.starts_at).min() else { return Ok(counted) };
    let times = |in_keys: Vec<CounterKey>| in_keys.iter().filter(|key| keys.contains(key)).count();
    let series = std::slice::from_ref(series);
    for mandate in tx.mandates().approved_since(from)? {
        let subject = mandate_subject(&mandate, mandate.approved_at.unwrap_or(from));
        for _ in 0..times(keys_of(series, LimitKind::Delegation, &subject, zone)?) {
            counted.add(mandate.charge(mandate.budget)?);
        }
    }
    for payment in tx.payments().counting_since(from)? {
        for _ in 0..times(keys_of(series, LimitKind::Spending, &subject_of(&payment), zone)?) {
            counted.add(payment.charge(payment.in_use())?);
        }
    }
    for payment in tx.unverified().between(from, Timestamp::from_millis(i64::MAX))? {
        let subject = unverified_subject(&payment.payment_id, payment.paid_at);
        for kind in [LimitKind::Delegation, LimitKind::Spending] {
            for _ in 0..times(keys_of(series, kind, &subject, zone)?) {
                counted.add(payment.amount.into());
            }
        }
    }
    Ok(counted)
}
