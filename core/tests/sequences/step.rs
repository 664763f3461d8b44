//! One thing that is asked of a wallet, and asking it.

use amp_wallet_core::assurance::{Checkout, Constraints, Extensions, FrequencyPeriod, PaymentFrequency};
use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::identity::{IdvEvidence, IdvMethod};
use amp_wallet_core::jose::PublicJwk;
use amp_wallet_core::limits::LimitSet;
use amp_wallet_core::money::{Amount, Currency};
use amp_wallet_core::wallet::{
    AdjustmentApproval, AdjustmentRequest, Approval, AuthorizationOutcome, AuthorizationRequest,
    AuthorizationSubject, MandateRequest, PaymentRequest, RefundRequest, TokenAnnouncement, VoidedBy, Wallet,
    WalletError,
};
use serde::{Deserialize, Serialize};

/// A step with everything in it that it needs, so that another process can take it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Step {
    Bind { session: String, agent: String },
    Authorize(Draft),
    Hold(Announced),
    Pay { token: String, cents: i64, order: Option<Checkout> },
    Void { payment_id: String, by_user: bool },
    Refund { refund_id: String, payment_id: String, cents: i64 },
    Revoke { mandate_id: String },
    Adjust { adjustment_id: String, mandate_id: String, cents: i64 },
    Freeze { agent: Option<String> },
    Unfreeze { agent: Option<String> },
    SetLimits(LimitSet),
    ReleaseHolds,
    ExpireMandates,
}

/// A mandate that is asked for and approved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) session: String,
    pub(crate) agent: String,
    pub(crate) agent_key: PublicJwk,
    pub(crate) cents: i64,
    pub(crate) max_cents: Option<i64>,
    pub(crate) frequency: Option<(u32, FrequencyPeriod)>,
    pub(crate) expires_at: Timestamp,
}

/// A token that is about to be handed out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Announced {
    pub(crate) token: String,
    pub(crate) network_mandate_id: String,
    pub(crate) token_id: String,
    pub(crate) expires_at: Timestamp,
    pub(crate) l3: String,
    pub(crate) checkout: Checkout,
}

/// What a step brought about, where later steps need to know.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Made {
    pub(crate) token_id: Option<String>,
    pub(crate) payment_id: Option<String>,
    pub(crate) mandate: Option<MadeMandate>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct MadeMandate {
    pub(crate) mandate_id: String,
    pub(crate) network_mandate_id: String,
    pub(crate) l2: String,
}

pub(crate) fn hkd(cents: i64) -> Amount {
    Amount::from_minor(cents, Currency::HKD).unwrap()
}

/// Takes the step.
pub(crate) async fn take(wallet: &Wallet, step: Step) -> Result<Made, WalletError> {
    let nothing = Made::default();
    match step {
        Step::Bind { session, agent } => bind(wallet, session, agent).await,
        Step::Authorize(draft) => authorize(wallet, draft).await,
        Step::Hold(announced) => {
            let payment = wallet.pre_verify(announcement(announced)).await?;
            Ok(Made { payment_id: Some(payment.payment_id), ..nothing })
        }
        Step::Pay { token, cents, order } => {
            wallet.pay(PaymentRequest { payment_token: token, amount: hkd(cents), order }).await?;
            Ok(nothing)
        }
        Step::Void { payment_id, by_user } => {
            let by = if by_user { VoidedBy::User } else { VoidedBy::Merchant };
            wallet.void_payment(&payment_id, by).await.map(|_| nothing)
        }
        Step::Refund { refund_id, payment_id, cents } => {
            let request = RefundRequest { refund_id, payment_id, amount: hkd(cents) };
            wallet.refund(request).await.map(|_| nothing)
        }
        Step::Revoke { mandate_id } => wallet.revoke_mandate(&mandate_id).await.map(|_| nothing),
        Step::Adjust { adjustment_id, mandate_id, cents } => {
            adjust(wallet, adjustment_id, mandate_id, hkd(cents)).await.map(|()| nothing)
        }
        Step::Freeze { agent } => wallet.freeze(agent.as_deref()).await.map(|_| nothing),
        Step::Unfreeze { agent } => wallet.unfreeze(agent.as_deref()).await.map(|_| nothing),
        Step::SetLimits(limits) => wallet.set_limits(limits).await.map(|()| nothing),
        Step::ReleaseHolds => wallet.release_expired_holds().await.map(|_| nothing),
        Step::ExpireMandates => wallet.expire_mandates().await.map(|_| nothing),
    }
}

async fn bind(wallet: &Wallet, session: String, agent: String) -> Result<Made, WalletError> {
    let subject = AuthorizationSubject::Enrollment { agent_key: None };
    receive(wallet, &session, agent, subject).await?;
    match wallet.approve(approval(wallet, session).await?).await? {
        AuthorizationOutcome::Bound(binding) => Ok(Made { token_id: binding.token_id, ..Made::default() }),
        AuthorizationOutcome::Authorized(_) => panic!("a binding was asked for"),
    }
}

async fn authorize(wallet: &Wallet, draft: Draft) -> Result<Made, WalletError> {
    let payment_frequency =
        draft.frequency.map(|(max_payments, period)| PaymentFrequency { max_payments, period });
    let constraints = Constraints {
        budget: hkd(draft.cents),
        merchant_names: vec!["Tea House".to_owned(), "Book Shop".to_owned()],
        merchant_mccs: Vec::new(),
        per_transaction_max: draft.max_cents.map(hkd),
        per_transaction_min: None,
        extensions: Extensions { payment_frequency, ..Extensions::default() },
    };
    let subject = AuthorizationSubject::Mandate(Box::new(MandateRequest {
        raw: "tea and books".to_owned(),
        desc: "tea and books".to_owned(),
        expires_at: Some(draft.expires_at),
        constraints: Some(constraints),
        checkout: None,
        l1: None,
        agent_key: Some(draft.agent_key),
    }));
    receive(wallet, &draft.session, draft.agent, subject).await?;
    match wallet.approve(approval(wallet, draft.session).await?).await? {
        AuthorizationOutcome::Authorized(mandate) => {
            let made = MadeMandate {
                mandate_id: mandate.mandate_id,
                network_mandate_id: mandate.network_mandate_id.unwrap(),
                l2: mandate.l2.unwrap(),
            };
            Ok(Made { mandate: Some(made), ..Made::default() })
        }
        AuthorizationOutcome::Bound(_) => panic!("a mandate was asked for"),
    }
}

async fn receive(
    wallet: &Wallet,
    session: &str,
    agent_id: String,
    subject: AuthorizationSubject,
) -> Result<(), WalletError> {
    let received = wallet
        .receive_authorization(AuthorizationRequest {
            auth_session_id: session.to_owned(),
            agent_id,
            customer_id: String::new(),
            subject,
        })
        .await?;
    received.refusal.map_or(Ok(()), |refusal| Err(refusal.into()))
}

fn evidence(wallet: &Wallet, surface_digest: String) -> IdvEvidence {
    IdvEvidence {
        result: "FACE".to_owned(),
        time: wallet.now(),
        method: IdvMethod::DeviceBiometric,
        surface_digest,
    }
}

async fn approval(wallet: &Wallet, auth_session_id: String) -> Result<Approval, WalletError> {
    let surface = wallet.surface(&auth_session_id).await?;
    Ok(Approval { auth_session_id, evidence: evidence(wallet, surface.digest), reason: "Confirm".to_owned() })
}

async fn adjust(wallet: &Wallet, id: String, mandate_id: String, budget: Amount) -> Result<(), WalletError> {
    // Shown in any case: what is lowered needs no approval and may have one.
    let approval = wallet.adjustment_surface(&id, &mandate_id, budget).await.ok().map(|surface| {
        AdjustmentApproval { evidence: evidence(wallet, surface.digest), reason: "Confirm".to_owned() }
    });
    let request = AdjustmentRequest { adjustment_id: id, mandate_id, budget, approval };
    wallet.adjust_mandate(request).await.map(drop)
}

fn announcement(announced: Announced) -> TokenAnnouncement {
    TokenAnnouncement {
        payment_token: announced.token,
        network_mandate_id: announced.network_mandate_id,
        token_id: announced.token_id,
        auth_session_id: None,
        expires_at: announced.expires_at,
        l1: None,
        l2: None,
        l3: Some(announced.l3),
        checkout: Some(announced.checkout),
        device_id: None,
    }
}
