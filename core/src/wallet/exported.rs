//! What an export tells of each thing: what a person may know, and nothing that could pay or prove.

use serde::Serialize;

use super::{MandateView, WalletConfig};
use crate::agents::{Binding, BindingState};
use crate::assurance::{Checkout, Intent, Mode};
use crate::claims::Appeal;
use crate::clock::Timestamp;
use crate::mandates::{Adjustment, MandateState};
use crate::money::{Amount, ExchangeRate};
use crate::payments::{Payment, PaymentState, Refund, UnverifiedPayment};

/// Whose wallet it is.
#[derive(Serialize)]
pub(super) struct ExportedWallet<'a> {
    psp_id: &'a str,
    psp_user_id: &'a str,
    user_login_id: &'a str,
    wallet_name: &'a str,
    time_zone: &'a str,
}

impl<'a> ExportedWallet<'a> {
    pub(super) fn of(config: &'a WalletConfig) -> Self {
        Self {
            psp_id: &config.psp_id,
            psp_user_id: &config.psp_user_id,
            user_login_id: &config.user_login_id,
            wallet_name: &config.wallet_name,
            time_zone: &config.time_zone,
        }
    }
}

#[derive(Serialize)]
pub(super) struct ExportedAgent {
    agent_id: String,
    customer_id: String,
    state: BindingState,
    created_at: String,
    expires_at: String,
}

impl ExportedAgent {
    pub(super) fn of(binding: Binding) -> Self {
        Self {
            agent_id: binding.agent_id,
            customer_id: binding.customer_id,
            state: binding.state,
            created_at: binding.created_at.to_iso8601(),
            expires_at: binding.expires_at.to_iso8601(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ExportedMandate {
    mandate_id: String,
    network_mandate_id: Option<String>,
    agent_id: String,
    mode: Mode,
    state: MandateState,
    intent: Intent,
    order: Option<Checkout>,
    budget: Amount,
    available: Amount,
    held: Amount,
    spent: Amount,
    created_at: String,
    approved_at: Option<String>,
    activated_at: Option<String>,
    expires_at: String,
    adjustments: Vec<ExportedAdjustment>,
}

#[derive(Serialize)]
struct ExportedAdjustment {
    before: Amount,
    after: Amount,
    at: String,
}

impl ExportedMandate {
    pub(super) fn of(view: MandateView, adjustments: Vec<Adjustment>) -> Self {
        let MandateView { mandate, available, held, spent } = view;
        let adjusted = |one: Adjustment| ExportedAdjustment {
            before: one.before,
            after: one.after,
            at: one.at.to_iso8601(),
        };
        Self {
            mandate_id: mandate.mandate_id,
            network_mandate_id: mandate.network_mandate_id,
            agent_id: mandate.agent_id,
            mode: mandate.mode,
            state: mandate.state,
            intent: mandate.intent,
            order: mandate.checkout,
            budget: mandate.budget,
            available,
            held,
            spent,
            created_at: mandate.created_at.to_iso8601(),
            approved_at: mandate.approved_at.map(Timestamp::to_iso8601),
            activated_at: mandate.activated_at.map(Timestamp::to_iso8601),
            expires_at: mandate.expires_at.to_iso8601(),
            adjustments: adjustments.into_iter().map(adjusted).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ExportedPayment {
    payment_id: String,
    mandate_id: String,
    agent_id: String,
    device_id: Option<String>,
    order: Checkout,
    state: PaymentState,
    held: Amount,
    captured: Option<Amount>,
    rate: Option<ExchangeRate>,
    released_because: Option<String>,
    created_at: String,
    ended_at: Option<String>,
    refunds: Vec<ExportedRefund>,
}

#[derive(Serialize)]
struct ExportedRefund {
    refund_id: String,
    amount: Amount,
    at: String,
}

impl ExportedPayment {
    pub(super) fn of(payment: Payment, refunds: Vec<Refund>) -> Self {
        let given_back = |one: Refund| ExportedRefund {
            refund_id: one.refund_id,
            amount: one.amount,
            at: one.at.to_iso8601(),
        };
        Self {
            payment_id: payment.payment_id,
            mandate_id: payment.mandate_id,
            agent_id: payment.agent_id,
            device_id: payment.device_id,
            order: payment.checkout,
            state: payment.state,
            held: payment.held,
            captured: payment.captured,
            rate: payment.rate.map(|rate| rate.exchange),
            released_because: payment.released_because,
            created_at: payment.created_at.to_iso8601(),
            ended_at: payment.ended_at.map(Timestamp::to_iso8601),
            refunds: refunds.into_iter().map(given_back).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ExportedUnverified {
    payment_id: String,
    amount: Amount,
    paid_at: String,
}

impl ExportedUnverified {
    pub(super) fn of(payment: UnverifiedPayment) -> Self {
        Self { payment_id: payment.payment_id, amount: payment.amount, paid_at: payment.paid_at.to_iso8601() }
    }
}

#[derive(Serialize)]
pub(super) struct ExportedAppeal {
    appeal_id: String,
    payment_id: String,
    reason: String,
    opened_at: String,
    closed_at: Option<String>,
    outcome: Option<String>,
}

impl ExportedAppeal {
    pub(super) fn of(appeal: Appeal) -> Self {
        Self {
            appeal_id: appeal.appeal_id,
            payment_id: appeal.payment_id,
            reason: appeal.reason,
            opened_at: appeal.opened_at.to_iso8601(),
            closed_at: appeal.closed_at.map(Timestamp::to_iso8601),
            outcome: appeal.outcome,
        }
    }
}
