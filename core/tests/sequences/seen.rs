//! What the store says, and whether it is what the model says.

use std::collections::BTreeSet;

use amp_wallet_core::ledger::Balances;
use amp_wallet_core::mandates::MandateState;
use amp_wallet_core::payments::PaymentState;
use amp_wallet_core::storage::{Store, StoreError};

use super::model::{Model, Stage, State};
use super::step::hkd;

/// How many of the latest mandates and payments are looked at after every action; all of them are now and then.
pub(crate) const LATEST: usize = 8;

/// What differs between store and model, looking at everything from these on; nothing, if all is the same.
pub(crate) fn difference(store: &Store, model: &Model, mandates: usize, payments: usize) -> Option<String> {
    let looked = store.read_blocking(|tx| -> Result<_, StoreError> {
        for (index, expected) in model.mandates.iter().enumerate().skip(mandates) {
            let id = &expected.mandate_id;
            let kept = tx.mandates().get(id)?.unwrap();
            let balances = tx.ledger().balances(id)?.unwrap();
            let (held, spent, refunded) = model.sums(index);
            let sums = Balances {
                delegated: hkd(-expected.budget),
                available: hkd(model.available(index)),
                held: hkd(held),
                spent: hkd(spent),
                refunded: hkd(refunded),
            };
            if state(kept.state) != Some(expected.state) || kept.budget != hkd(expected.budget) {
                return Ok(Some(format!("mandate {index}: {kept:?} is not {expected:?}")));
            }
            if balances != sums {
                return Ok(Some(format!("balances of mandate {index}: {balances:?} are not {sums:?}")));
            }
        }
        // Two that freeze and thaw at once leave nothing but this to tell who was the last.
        let freeze = tx.limits().freeze()?;
        let agents: BTreeSet<String> = freeze.agents.iter().cloned().collect();
        if freeze.all != model.all_frozen || agents != model.frozen {
            return Ok(Some(format!("{freeze:?} is not {:?}, {}", model.frozen, model.all_frozen)));
        }
        for (index, expected) in model.payments.iter().enumerate().skip(payments) {
            let found = tx.payments().by_token(&expected.token)?;
            let stage = found.as_ref().map(|payment| match (payment.state, payment.captured) {
                (PaymentState::Held, None) => Stage::Held,
                (PaymentState::Captured, Some(amount)) => Stage::Captured(amount.minor().unwrap()),
                (PaymentState::Released, None) => {
                    let because = payment.released_because.as_deref().unwrap_or_default();
                    Stage::Released { voided: because.starts_with("payment.voided") }
                }
                other => panic!("{other:?}"),
            });
            if stage != Some(expected.stage) {
                return Ok(Some(format!("payment {index}: {found:?} is not {expected:?}")));
            }
        }
        Ok(None)
    });
    looked.unwrap()
}

/// That no budget is overspent, whatever the store says of it: the model's own numbers are sound.
pub(crate) fn overspent(model: &Model) -> Option<String> {
    (0..model.mandates.len().min(LATEST)).map(|back| model.mandates.len() - 1 - back).find_map(|index| {
        let (held, spent, refunded) = model.sums(index);
        let sound = held >= 0 && spent >= 0 && refunded >= 0 && model.available(index) >= 0;
        (!sound).then(|| format!("mandate {index} is overspent: {:?}", model.mandates[index]))
    })
}

const fn state(state: MandateState) -> Option<State> {
    match state {
        MandateState::Inactive => None,
        MandateState::Activated => Some(State::Activated),
        MandateState::Revoked => Some(State::Revoked),
        MandateState::Expired => Some(State::Expired),
        MandateState::Finished => Some(State::Finished),
    }
}
