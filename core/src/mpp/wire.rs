//! From the bodies of the hop to the wallet's requests.

use crate::assurance::{Constraints, Extensions, PaymentFrequency};
use crate::clock::Timestamp;
use crate::money::Amount;
use crate::network::messages::{
    AuthContext, ConstraintsBody, CreateAuthorizationRequest, IntentBody, PayRequest, PreVerifyRequest,
};
use crate::wallet::{
    AuthorizationRequest, AuthorizationSubject, MandateRequest, PaymentRequest, TokenAnnouncement,
    WalletError,
};

/// The authorization that a body asks for.
///
/// # Errors
/// [`WalletError::Invalid`] for no context or two, or a budget that is not there.
pub(super) fn authorization(body: CreateAuthorizationRequest) -> Result<AuthorizationRequest, WalletError> {
    let agent_key = body.agent_pk.map(|key| key.0);
    let subject = match body.auth_context.as_slice() {
        [AuthContext::Enrollment] => AuthorizationSubject::Enrollment { agent_key },
        [AuthContext::Mandate] => {
            let intent = body.intent.unwrap_or_default();
            AuthorizationSubject::Mandate(Box::new(MandateRequest {
                expires_at: expiry(&intent),
                raw: intent.raw,
                desc: intent.desc,
                constraints: constraints(intent.constraints)?,
                checkout: body.checkout.map(|order| order.to_checkout()),
                l1: body.l1_serialized,
                agent_key,
            }))
        }
        _ => return Err(invalid("authContext", "exactly one of ENROLLMENT and MANDATE")),
    };
    Ok(AuthorizationRequest {
        auth_session_id: body.auth_session_id,
        agent_id: body.agent_id,
        customer_id: body.customer_id,
        subject,
    })
}

/// A time that is missing, empty or unreadable is no time: S1 then refuses the mandate.
fn expiry(intent: &IntentBody) -> Option<Timestamp> {
    intent.expire_time.as_deref().and_then(|text| Timestamp::parse(text).ok())
}

/// Empty constraints are none (amp-http, section 3).
fn constraints(body: Option<ConstraintsBody>) -> Result<Option<Constraints>, WalletError> {
    let Some(body) = body.filter(|body| !body.is_empty()) else { return Ok(None) };
    let budget = body.budget_amount.ok_or_else(|| invalid("intent.constraints.budgetAmount", "missing"))?;
    Ok(Some(Constraints {
        budget: budget.0,
        merchant_names: body.merchant_name_list.unwrap_or_default(),
        merchant_mccs: body.merchant_mcc_list.unwrap_or_default(),
        per_transaction_max: body.per_transaction_max.map(|amount| amount.0),
        per_transaction_min: body.per_transaction_min.map(|amount| amount.0),
        extensions: Extensions {
            regions: body.region_list.unwrap_or_default(),
            merchant_ids: body.merchant_id_allow_list.unwrap_or_default(),
            blocked_merchant_ids: body.merchant_id_block_list.unwrap_or_default(),
            blocked_merchant_names: body.merchant_name_block_list.unwrap_or_default(),
            payment_frequency: body.payment_frequency.map(|frequency| PaymentFrequency {
                max_payments: frequency.max_payments,
                period: frequency.period,
            }),
            max_retries: body.max_retries,
        },
    }))
}

/// The payment token that a body announces (extension X2).
///
/// # Errors
/// [`WalletError::Invalid`] for an unreadable expiry.
pub(super) fn announcement(body: PreVerifyRequest) -> Result<TokenAnnouncement, WalletError> {
    Ok(TokenAnnouncement {
        payment_token: body.payment_token,
        network_mandate_id: body.mandate_id,
        token_id: body.token_id,
        auth_session_id: Some(body.auth_session_id),
        expires_at: expiry_time(&body.expiry_time)?,
        l1: Some(body.l1_serialized),
        l2: Some(body.l2_serialized),
        l3: body.l3_serialized,
        checkout: Some(body.checkout.to_checkout()),
        device_id: None,
    })
}

/// The payment that a body asks for.
///
/// # Errors
/// [`WalletError::Invalid`] without an amount, or with nothing to pay.
pub(super) fn payment(body: PayRequest) -> Result<PaymentRequest, WalletError> {
    let amount: Amount = body.amount.ok_or_else(|| invalid("amount", "missing"))?.0;
    if !amount.is_positive() {
        return Err(invalid("amount", "nothing to pay"));
    }
    Ok(PaymentRequest {
        payment_token: body.payment_token,
        amount,
        order: body.order.map(|order| order.to_checkout()),
    })
}

fn invalid(name: &'static str, detail: &str) -> WalletError {
    WalletError::Invalid { name, detail: detail.to_owned() }
}

fn expiry_time(text: &str) -> Result<Timestamp, WalletError> {
    Timestamp::parse(text).map_err(|_| invalid("expiryTime", "unreadable"))
}
