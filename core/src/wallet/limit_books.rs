//! What counts towards the user's limits, read and kept in the transaction that decides.

use super::WalletError;
use crate::assurance::Checkout;
use crate::clock::Timestamp;
use crate::limits::{
    AttemptKey, CounterKey, Limit, LimitKind, LimitUsage, Series, Subject, WalletZone, Window,
};
use crate::mandates::Mandate;
use crate::payments::Payment;
use crate::storage::{Counting, ReadTx, WriteTx};

/// The limits among `limits` that are about `subject`, with what counts already. Costs one look at a counter a limit.
pub(super) fn usage_of(
    tx: &ReadTx<'_>,
    limits: impl IntoIterator<Item = Limit>,
    subject: &Subject<'_>,
    zone: &WalletZone,
) -> Result<Vec<LimitUsage>, WalletError> {
    let mut usages = Vec::new();
    for limit in limits {
        let series = limit.series();
        if !series.applies_to(subject) {
            continue;
        }
        usages.push(match CounterKey::of(&series, subject, zone)? {
            None => LimitUsage::unused(limit),
            Some(key) => {
                let counted = tx.counters().get(&key)?;
                LimitUsage {
                    limit,
                    counted: counted.amounts,
                    payments: counted.payments,
                    ends_at: Some(key.ends_at).filter(|end| end.millis() < i64::MAX),
                }
            }
        });
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

/// How often the order was tried already, where the mandate bounds it.
pub(super) fn attempts_of(tx: &ReadTx<'_>, mandate: &Mandate, order: &Checkout) -> Result<i64, WalletError> {
    if max_retries(mandate).is_none() {
        return Ok(0);
    }
    Ok(tx.attempts().get(&AttemptKey::of(&mandate.mandate_id, order))?)
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
    zone: &WalletZone,
) -> Result<(), WalletError> {
    if max_retries(mandate).is_some() {
        let key = AttemptKey::of(&mandate.mandate_id, &payment.checkout);
        tx.attempts().count(&key, mandate.expires_at)?;
    }
    let counting = tx.limits().counting()?;
    let keys = payment_keys(&counting.series, mandate, payment, zone)?;
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
    Ok(keys)
}

/// Counts a mandate that was just approved wherever any limit in use looks.
pub(super) fn count_mandate(
    tx: &WriteTx<'_>,
    mandate: &Mandate,
    approved_at: Timestamp,
    zone: &WalletZone,
) -> Result<(), WalletError> {
    let counting = tx.limits().counting()?;
    let subject = mandate_subject(mandate, approved_at);
    let keys = keys_of(&counting.series, LimitKind::Delegation, &subject, zone)?;
    Ok(tx.mandates().count(mandate, &keys)?)
}

/// Counts everything anew from what is recorded: after the limits or the time zone changed. This alone reads the
/// history, back to the beginning of the month or week, and of mandates that still pay.
pub(super) fn recount(tx: &WriteTx<'_>, zone: &WalletZone, now: Timestamp) -> Result<(), WalletError> {
    let mut series: Vec<Series> = Vec::new();
    for set in tx.limits().in_use()? {
        for one in set.series() {
            if !series.contains(&one) {
                series.push(one);
            }
        }
    }
    tx.counters().clear()?;
    let mut from = now;
    for window in [Window::Day, Window::Week, Window::Month] {
        from = from.min(zone.window_of(window, now)?.starts_at);
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
    Ok(tx.limits().set_counting(&Counting { zone: zone.name(), series })?)
}

fn keys_of(
    series: &[Series],
    kind: LimitKind,
    subject: &Subject<'_>,
    zone: &WalletZone,
) -> Result<Vec<CounterKey>, WalletError> {
    let mut keys = Vec::new();
    for series in series.iter().filter(|series| series.kind == kind) {
        keys.extend(CounterKey::of(series, subject, zone)?);
    }
    Ok(keys)
}
