//! S2: the agent asks for a payment token.

use super::balances::{Balances, is_over, same_currency};
use super::restraints::check_limits;
use super::texts::check_texts;
use super::{Reason, Refusal, Restraints, Stage};
use crate::agents::{Binding, BindingError};
use crate::assurance::{Checkout, L3Claims, MerchantMisfit, Mode, merchant_misfits};
use crate::clock::Timestamp;
use crate::mandates::{Mandate, MandateState, order_texts};
use crate::money::Amount;
use crate::payments::{OrderDifference, compare_orders};

/// A request for a payment token. The chain it came with is verified already: its mandate, its L3.
#[derive(Debug, Clone, Copy)]
pub struct TokenRequest<'a> {
    /// The mandate that shall pay.
    pub mandate: &'a Mandate,
    /// What is held and spent under it.
    pub balances: Balances,
    /// The binding of the mandate's agent.
    pub binding: &'a Binding,
    /// Who asks, where the request says so; the L3 signature says it otherwise.
    pub agent_id: Option<&'a str>,
    /// The Alipay+ Token of the wallet that shall pay.
    pub token_id: &'a str,
    /// The order.
    pub checkout: &'a Checkout,
    /// What the agent signed; `None` for IMMEDIATE.
    pub l3: Option<&'a L3Claims>,
    /// What restrains it beside the mandate.
    pub restraints: Restraints<'a>,
    /// The time now.
    pub now: Timestamp,
}

/// Decides whether the agent gets its token, and what amount is held for it.
///
/// # Errors
/// [`Refusal`] with every reason.
pub fn s2(request: &TokenRequest<'_>) -> Result<Amount, Refusal> {
    let mut reasons = Vec::new();
    request.restraints.check_freeze(request.mandate, &mut reasons);
    check_mandate(request.mandate, request.now, &mut reasons);
    check_agent(request, &mut reasons);
    check_amount(request.mandate, request.balances, request.checkout.total_amount, &mut reasons);
    let Restraints { limits, rate, .. } = request.restraints;
    check_limits(limits, request.checkout.total_amount, rate, &mut reasons);
    request.restraints.check_attempts(request.mandate, &mut reasons);
    check_merchant(request.mandate, request.checkout, &mut reasons);
    check_order(request, &mut reasons);
    Refusal::unless_empty(Stage::S2, reasons)?;
    Ok(request.checkout.total_amount)
}

/// Activated and in time.
pub(super) fn check_mandate(mandate: &Mandate, now: Timestamp, reasons: &mut Vec<Reason>) {
    if mandate.state != MandateState::Activated {
        reasons.push(Reason::MandateNotActivated { state: mandate.state });
    }
    if now >= mandate.expires_at {
        reasons.push(Reason::MandateExpired { expired_at: mandate.expires_at });
    }
}

/// The smallest and the largest single payment.
pub(super) fn check_transaction_bounds(mandate: &Mandate, amount: Amount, reasons: &mut Vec<Reason>) {
    let Some(bounds) = &mandate.intent.constraints else { return };
    if let Some(max) = bounds.per_transaction_max.filter(|max| is_over(amount, *max)) {
        reasons.push(Reason::TransactionOverMax { amount, max });
    }
    if let Some(min) = bounds.per_transaction_min.filter(|min| is_over(*min, amount)) {
        reasons.push(Reason::TransactionUnderMin { amount, min });
    }
}

/// The reason for which a binding does not let its agent act.
pub(super) fn binding_reason(error: BindingError) -> Reason {
    match error {
        BindingError::NotActive { agent_id, state } => Reason::AgentNotActive { agent_id, state },
        BindingError::Expired { expired_at, .. } => Reason::AgentBindingExpired { expired_at },
    }
}

fn check_agent(request: &TokenRequest<'_>, reasons: &mut Vec<Reason>) {
    let expected = &request.mandate.agent_id;
    let presented = request.agent_id.unwrap_or(&request.binding.agent_id);
    if expected != presented || *expected != request.binding.agent_id {
        let wrong = if expected == presented { &request.binding.agent_id } else { presented };
        reasons.push(Reason::AgentMismatch { expected: expected.clone(), presented: wrong.to_owned() });
    }
    if let Err(error) = request.binding.may_request(request.now) {
        reasons.push(binding_reason(error));
    }
    if request.binding.token_id.as_deref() != Some(request.token_id) {
        reasons.push(Reason::WalletTokenMismatch);
    }
}

fn check_amount(mandate: &Mandate, balances: Balances, amount: Amount, reasons: &mut Vec<Reason>) {
    if !amount.is_positive() {
        reasons.push(Reason::AmountNotPositive { amount });
    }
    if let Err(reason) = same_currency(mandate.budget, amount) {
        reasons.push(reason);
        return;
    }
    match balances.remaining(mandate.budget) {
        Err(reason) => reasons.push(reason),
        Ok(remaining) if is_over(amount, remaining) => {
            reasons.push(Reason::BudgetExceeded { requested: amount, remaining });
        }
        Ok(_) => {}
    }
    check_transaction_bounds(mandate, amount, reasons);
}

/// Every bound on merchants that the order does not keep.
pub(super) fn check_merchant(mandate: &Mandate, checkout: &Checkout, reasons: &mut Vec<Reason>) {
    let Some(bounds) = &mandate.intent.constraints else { return };
    let merchant = &checkout.merchant;
    let merchant_name = || merchant.merchant_name.clone();
    reasons.extend(merchant_misfits(bounds, merchant).into_iter().map(|misfit| match misfit {
        MerchantMisfit::Blocked => Reason::MerchantBlocked { merchant_name: merchant_name() },
        MerchantMisfit::IdNotListed => {
            Reason::MerchantIdNotListed { merchant_id: merchant.reference_merchant_id.clone() }
        }
        MerchantMisfit::NameConfusable { listed } => {
            Reason::MerchantConfusable { merchant_name: merchant_name(), listed }
        }
        MerchantMisfit::NameNotListed => Reason::MerchantNotListed { merchant_name: merchant_name() },
        MerchantMisfit::CategoryNotListed => {
            Reason::MccNotListed { merchant_mcc: merchant.merchant_mcc.clone() }
        }
        MerchantMisfit::RegionNotListed => {
            Reason::RegionNotListed { region: merchant.merchant_region.clone() }
        }
    }));
}

fn check_order(request: &TokenRequest<'_>, reasons: &mut Vec<Reason>) {
    match (request.mandate.mode, request.l3) {
        (Mode::Autonomous, None) => reasons.push(Reason::L3Missing),
        (Mode::Autonomous, Some(l3)) => {
            // The user has not seen this order, and reads it on his bill. What the agent leaves out says nothing.
            let said = order_texts(request.checkout).into_iter().filter(|shown| !shown.text.is_empty());
            check_texts(said, reasons);
            let differences = compare_orders(&l3.checkout, request.checkout);
            reasons.extend(differences.into_iter().map(|difference| match difference {
                OrderDifference::UnitMismatch { bound, presented } => {
                    Reason::UnitMismatch { expected: bound, presented }
                }
                difference => Reason::L3OrderDiffers { difference },
            }));
        }
        (Mode::Immediate, l3) => {
            if l3.is_some() {
                reasons.push(Reason::L3Forbidden);
            }
            check_authorized_order(request, reasons);
        }
    }
}

fn check_authorized_order(request: &TokenRequest<'_>, reasons: &mut Vec<Reason>) {
    let Balances { held, spent } = request.balances;
    if !held.is_zero() || !spent.is_zero() {
        reasons.push(Reason::MandateUsed);
    }
    match &request.mandate.checkout {
        None => reasons.push(Reason::OrderMissing),
        Some(authorized) => {
            reasons.extend(compare_orders(authorized, request.checkout).into_iter().map(order_reason));
        }
    }
}

/// The reason for which an order is not the authorized one.
pub(super) fn order_reason(difference: OrderDifference) -> Reason {
    match difference {
        OrderDifference::UnitMismatch { bound, presented } => {
            Reason::UnitMismatch { expected: bound, presented }
        }
        OrderDifference::Currency { bound, presented } => {
            Reason::CurrencyMismatch { expected: bound, presented }
        }
        difference => Reason::OrderDiffers { difference },
    }
}
