//! What counts towards the user's limits, read and kept in the transaction that decides.

use super::WalletError;
use crate::assurance::Checkout;
use crate::clock::Timestamp;
use crate::limits::{
    AttemptKey, COUNTS_KEPT_MILLIS, CounterKey, Limit, LimitKind, LimitUsage, Series, Subject, WalletZone,
    Window,
};
use crate::mandates::Mandate;
use crate::payments::{Payment, UnverifiedPayment};
use crate::storage::{Counting, ReadTx, WriteTx};

/// Where days begin and end: the zone that the store counts in. Another handle of the wallet may have been opened with
/// another zone since, and counted anew; what is decided meanwhile is decided by what is counted.
pub(super) fn zone_of(counting: &Counting, ours: &WalletZone) -> Result<WalletZone, WalletError> {
    if counting.zone.is_empty() || ours.is_named(&counting.zone) {
        return Ok(ours.clone());
    }
    Ok(WalletZone::named(&counting.zone)?)
}

/// The limits among `limits` that are about `subject`, with what counts already: one for each sum that a limit judges by.
/// Costs one look at a counter each.
pub(super) fn usage_of(
    tx: &ReadTx<'_>,
    limits: impl IntoIterator<Item = Limit>,
    subject: &Subject<'_>,
    ours: &WalletZone,
) -> Result<Vec<LimitUsage>, WalletError> {
    let mut limits = limits.into_iter().peekable();
    let mut usages = Vec::new();
    if limits.peek().is_none() {
        return Ok(usages);
    }
    let zone = zone_of(&tx.limits().counting()?, ours)?;
    for limit in limits {
        let Some(tally) = CounterKey::tally(&limit.series(), subject, &zone)? else { continue };
        for keys in tally.judged_by {
            let counted = tx.counters().sum(&keys)?;
            let ends_at = keys.first().map(|key| key.ends_at).filter(|end| *end != CounterKey::NO_END);
            let (amounts, payments) = (counted.seen_by(limit.max), counted.payments);
            usages.push(LimitUsage::of(limit.clone(), amounts, payments, ends_at));
        }
    }
    Ok(usages)
}

/// The spending limits that a mandate was authorized under, as this payment under it meets them.
pub(super) fn spending_usage(
    tx: &ReadTx<'_>,
    mandate: &Mandate,
    subject: &Subject<'_>,
    zone: &WalletZone,
) -> Result<Vec<LimitUsage>, WalletError> {
    let set = tx.limits().of_version(mandate.limits_version)?;
    let spending = set.limits.into_iter().filter(|limit| limit.kind == LimitKind::Spending);
    usage_of(tx, spending.chain(own_limit(mandate)), subject, zone)
}

/// How often the order was tried already, or how many tries in a row came to nothing at its merchant if they are more,
/// where the mandate bounds it.
pub(super) fn attempts_of(tx: &ReadTx<'_>, mandate: &Mandate, order: &Checkout) -> Result<i64, WalletError> {
    if max_retries(mandate).is_none() {
        return Ok(0);
    }
    let mut most = 0;
    for keys in AttemptKey::tally(&mandate.mandate_id, order).judged_by {
        most = most.max(tx.attempts().sum(&keys)?);
    }
    for key in AttemptKey::in_vain(&mandate.mandate_id, order) {
        most = most.max(tx.attempts().sum(&[key])?);
    }
    Ok(most)
}

/// Counts a payment that came to nothing, where its mandate bounds the tries.
pub(super) fn count_vain_attempt(tx: &WriteTx<'_>, released: &Payment) -> Result<(), WalletError> {
    let id = &released.mandate_id;
    let mandate = tx.mandates().get(id)?.ok_or_else(|| WalletError::not_found("mandate", id))?;
    if max_retries(&mandate).is_some() {
        for key in AttemptKey::in_vain(id, &released.checkout) {
            tx.attempts().count(&key, mandate.expires_at)?;
        }
    }
    Ok(())
}

/// A payment was made: the row of those that came to nothing at its merchant ends.
pub(super) fn forget_vain_attempts(
    tx: &WriteTx<'_>,
    mandate: &Mandate,
    paid: &Payment,
) -> Result<(), WalletError> {
    if max_retries(mandate).is_some() {
        for key in AttemptKey::in_vain(&mandate.mandate_id, &paid.checkout) {
            tx.attempts().forget(&key)?;
        }
    }
    Ok(())
}

/// The bound that the mandate itself sets on how often it pays.
fn own_limit(mandate: &Mandate) -> Option<Limit> {
    let bounds = mandate.intent.constraints.as_ref()?;
    bounds.extensions.payment_frequency.map(Limit::of_frequency)
}

fn max_retries(mandate: &Mandate) -> Option<u32> {
    mandate.intent.constraints.as_ref().and_then(|bounds| bounds.extensions.max_retries)
}

/// What limits look at, of a payment.
pub(super) fn subject_of(payment: &Payment) -> Subject<'_> {
    Subject {
        mandate_id: &payment.mandate_id,
        agent_id: &payment.agent_id,
        merchant: Some(&payment.checkout.merchant),
        device_id: payment.device_id.as_deref(),
        at: payment.created_at,
    }
}

/// What limits look at, of a mandate approved at `at`.
pub(super) fn mandate_subject(mandate: &Mandate, at: Timestamp) -> Subject<'_> {
    Subject {
        mandate_id: &mandate.mandate_id,
        agent_id: &mandate.agent_id,
        merchant: None,
        device_id: None,
        at,
    }
}

/// Counts a payment that was just held under `mandate` wherever any limit in use looks.
pub(super) fn count_payment(
    tx: &WriteTx<'_>,
    mandate: &Mandate,
    payment: &Payment,
    ours: &WalletZone,
) -> Result<(), WalletError> {
    if max_retries(mandate).is_some() {
        for key in AttemptKey::tally(&mandate.mandate_id, &payment.checkout).counts_in {
            tx.attempts().count(&key, mandate.expires_at)?;
        }
    }
    let counting = tx.limits().counting()?;
    let keys = payment_keys(&counting.series, mandate, payment, &zone_of(&counting, ours)?)?;
    Ok(tx.payments().count(payment, &keys)?)
}

/// The counters of a payment: those of every series, and of its mandate's own bound.
fn payment_keys(
    series: &[Series],
    mandate: &Mandate,
    payment: &Payment,
    zone: &WalletZone,
) -> Result<Vec<CounterKey>, WalletError> {
    let subject = subject_of(payment);
    let mut keys = keys_of(series, LimitKind::Spending, &subject, zone)?;
    let own = own_limit(mandate).map(|limit| limit.series()).filter(|own| !series.contains(own));
    keys.extend(keys_of(own.as_slice(), LimitKind::Spending, &subject, zone)?);
    // What counts over the life of a mandate is kept as long as that, and not forever.
    for key in keys.iter_mut().filter(|key| key.ends_at == CounterKey::NO_END) {
        key.ends_at = mandate.expires_at;
    }
    Ok(keys)
}

/// Every limit in force, as a payment that nobody vouches for meets them.
#[cfg_attr(not(feature = "mpp"), allow(dead_code))] // the provider's side alone pays without a mandate
pub(super) fn unverified_usage(
    tx: &ReadTx<'_>,
    payment_id: &str,
    ours: &WalletZone,
    now: Timestamp,
) -> Result<Vec<LimitUsage>, WalletError> {
    let subject = unverified_subject(payment_id, now);
    let mut usages = Vec::new();
    for limit in tx.limits().get()?.limits {
        let found = usage_of(tx, [limit.clone()], &subject, ours)?;
        // A limit that is about somebody else, or asks for what is unknown, is judged as well: the guard refuses it.
        let unused = found.is_empty().then(|| LimitUsage::unused(limit));
        usages.extend(found.into_iter().chain(unused));
    }
    Ok(usages)
}

/// What limits look at, of a payment that nobody vouches for: it is its own mandate.
pub(super) fn unverified_subject(payment_id: &str, at: Timestamp) -> Subject<'_> {
    Subject { mandate_id: payment_id, agent_id: "", merchant: None, device_id: None, at }
}

/// Counts a payment that nobody vouches for, as delegated and as spent.
#[cfg_attr(not(feature = "mpp"), allow(dead_code))] // the provider's side alone pays without a mandate
pub(super) fn count_unverified(
    tx: &WriteTx<'_>,
    payment: &UnverifiedPayment,
    ours: &WalletZone,
) -> Result<(), WalletError> {
    let counting = tx.limits().counting()?;
    let keys = unverified_keys(&counting.series, payment, &zone_of(&counting, ours)?)?;
    Ok(tx.unverified().count(payment, &keys)?)
}

fn unverified_keys(
    series: &[Series],
    payment: &UnverifiedPayment,
    zone: &WalletZone,
) -> Result<Vec<CounterKey>, WalletError> {
    let subject = unverified_subject(&payment.payment_id, payment.paid_at);
    let mut keys = keys_of(series, LimitKind::Delegation, &subject, zone)?;
    keys.extend(keys_of(series, LimitKind::Spending, &subject, zone)?);
    Ok(keys)
}

/// Counts a mandate that was just approved wherever any limit in use looks.
pub(super) fn count_mandate(
    tx: &WriteTx<'_>,
    mandate: &Mandate,
    approved_at: Timestamp,
    ours: &WalletZone,
) -> Result<(), WalletError> {
    let counting = tx.limits().counting()?;
    let subject = mandate_subject(mandate, approved_at);
    let keys = keys_of(&counting.series, LimitKind::Delegation, &subject, &zone_of(&counting, ours)?)?;
    Ok(tx.mandates().count(mandate, &keys)?)
}

/// Counts everything anew from what is recorded: after the limits, the time zone or the clock changed. This alone reads the
/// history, as far back as counts are kept before `at`, and of mandates that still pay. `at` is the earliest moment at
/// which something may be decided yet.
pub(super) fn recount(tx: &WriteTx<'_>, zone: &WalletZone, at: Timestamp) -> Result<(), WalletError> {
    let mut series: Vec<Series> = Vec::new();
    for set in tx.limits().in_use()? {
        for one in set.series() {
            if !series.contains(&one) {
                series.push(one);
            }
        }
    }
    tx.counters().clear()?;
    let kept = at.plus_millis(-COUNTS_KEPT_MILLIS);
    let mut from = kept;
    for window in [Window::Day, Window::Week, Window::Month] {
        from = from.min(zone.window_of(window, kept)?.starts_at);
    }
    for mandate in tx.mandates().approved_since(from)? {
        let subject = mandate_subject(&mandate, mandate.approved_at.unwrap_or(from));
        tx.mandates().count(&mandate, &keys_of(&series, LimitKind::Delegation, &subject, zone)?)?;
    }
    for payment in tx.payments().counting_since(from)? {
        let id = &payment.mandate_id;
        let mandate = tx.mandates().get(id)?.ok_or_else(|| WalletError::not_found("mandate", id))?;
        tx.payments().count(&payment, &payment_keys(&series, &mandate, &payment, zone)?)?;
    }
    for payment in tx.unverified().between(from, Timestamp::from_millis(i64::MAX))? {
        tx.unverified().count(&payment, &unverified_keys(&series, &payment, zone)?)?;
    }
    Ok(tx.limits().set_counting(&Counting { zone: zone.name(), series })?)
}

/// The counters of these series in which the subject counts.
pub(super) fn keys_of(
    series: &[Series],
    kind: LimitKind,
    subject: &Subject<'_>,
    zone: &WalletZone,
) -> Result<Vec<CounterKey>, WalletError> {
    let mut keys = Vec::new();
    for series in series.iter().filter(|series| series.kind == kind) {
        keys.extend(CounterKey::tally(series, subject, zone)?.into_iter().flat_map(|tally| tally.counts_in));
    }
    Ok(keys)
}
