//! applyCredential: a payment token for a verified chain.

use super::book::NetworkBook;
use super::chain;
use super::mandate::NetworkMandate;
use super::order::signed_order;
use super::token::{IssuedToken, TokenState};
use crate::assurance::{Checkout, VerifiedChain};
use crate::clock::Timestamp;
use crate::guard::ResultCode;
use crate::network::messages::{
    ApplyCredentialAnswer, ApplyCredentialRequest, PreVerifyAnswer, PreVerifyRequest,
};
use crate::payments::{PaymentToken, TOKEN_VALIDITY_SECONDS};
use crate::sandbox::denial::Denial;
use crate::sandbox::wallet_peer::WalletAnswer;
use crate::sandbox::world::{World, lock};

const TOKEN_VERSION: u8 = 1;
const INSTITUTION: u16 = 666;

/// Verifies the chain, asks the wallet (X2), takes from the budget and hands the token out, in this order: a token
/// that the wallet refused never exists, and what the wallet holds for a token that the budget then refuses lapses
/// with the token's time.
pub(in crate::sandbox) async fn apply_credential(
    world: &World,
    request: ApplyCredentialRequest,
) -> Result<ApplyCredentialAnswer, Denial> {
    let now = world.now();
    let mandate = find(&mut lock(&world.network), &request, now)?;
    let l3 = request.l3_serialized.as_deref();
    let chain = chain::whole(world, &request.l1_serialized, &request.l2_serialized, l3, now)?;
    let ordered = signed_order(&chain, &request.checkout)?;
    let serial = serial(&chain);
    if let Some(l3) = &chain.l3 {
        lock(&world.network).take_nonce("L3", &l3.nonce, l3.exp, now)?;
    }
    let token = IssuedToken {
        payment_token: new_token(world)?,
        mandate_id: mandate.mandate_id.clone(),
        token_id: mandate.token_id.clone(),
        session_id: mandate.session_id.clone(),
        mode: mandate.mode,
        state: TokenState::Init,
        expires_at: now.plus_seconds(TOKEN_VALIDITY_SECONDS),
        l3: request.l3_serialized.clone(),
        checkout: request.checkout.clone(),
        serial,
    };
    if world.extensions().x2 {
        pre_verify(world, &token, &request).await?;
    }
    hand_out(world, token, ordered)
}

/// The mandate, usable now, with the very layers that were issued for it.
fn find(
    book: &mut NetworkBook,
    request: &ApplyCredentialRequest,
    now: Timestamp,
) -> Result<NetworkMandate, Denial> {
    let mandate = book.mandate_mut(request.mandate_id.as_deref().unwrap_or_default())?;
    mandate.check_usable(now)?;
    let mandate = mandate.clone();
    if request.token_id.as_deref() != Some(mandate.token_id.as_str()) {
        return Err(Denial::new(ResultCode::TokenNotMatchMandate, "the mandate is of another wallet token"));
    }
    let l1 = &book.binding(&mandate.token_id)?.l1;
    if request.l1_serialized != *l1 || request.l2_serialized != mandate.l2 {
        return Err(Denial::new(
            ResultCode::TokenNotMatchMandate,
            "other layers than were issued for the mandate",
        ));
    }
    Ok(mandate)
}

/// Each L3, and each IMMEDIATE L2, takes once.
fn serial(chain: &VerifiedChain) -> String {
    chain.l3.as_ref().map_or(&chain.l2.nonce, |l3| &l3.nonce).clone()
}

fn new_token(world: &World) -> Result<String, Denial> {
    let token = PaymentToken::make(TOKEN_VERSION, INSTITUTION, &world.random()?);
    Ok(token.map_err(|error| Denial::system(error.to_string()))?.reveal().to_owned())
}

/// X2: the wallet's own verdict before the token exists. A wallet that does not offer it is not asked.
async fn pre_verify(
    world: &World,
    token: &IssuedToken,
    request: &ApplyCredentialRequest,
) -> Result<(), Denial> {
    let record = token.record();
    let body = PreVerifyRequest {
        payment_token: record.payment_token,
        mandate_id: record.mandate_id,
        token_id: record.token_id,
        auth_session_id: record.auth_session_id,
        mandate_type: record.mandate_type,
        payment_status: record.payment_status,
        expiry_time: record.expiry_time,
        l1_serialized: request.l1_serialized.clone(),
        l2_serialized: request.l2_serialized.clone(),
        l3_serialized: record.l3_serialized,
        checkout: record.checkout,
    };
    match world.call_wallet("/mpp/preVerify", &body).await? {
        WalletAnswer::NotOffered => Ok(()),
        WalletAnswer::Said(PreVerifyAnswer { result }) if result.is_success() => Ok(()),
        WalletAnswer::Said(PreVerifyAnswer { result }) => {
            Err(Denial::passed_on(&result.result_code, &result.result_message))
        }
    }
}

/// Takes from the budget and hands out, as one.
fn hand_out(world: &World, token: IssuedToken, ordered: &Checkout) -> Result<ApplyCredentialAnswer, Denial> {
    let mut book = lock(&world.network);
    let mandate = book.mandate_mut(&token.mandate_id)?;
    if mandate.has_taken(&token.serial) {
        return Err(Denial::new(
            ResultCode::RepeatReqInconsistent,
            "a token was handed out for this already",
        ));
    }
    mandate.deduct(&token.serial, ordered.total_amount, world.now())?;
    let answer = ApplyCredentialAnswer {
        payment_token: Some(token.payment_token.clone()),
        mandate_type: Some(mandate.mode.as_str().to_owned()),
        mandate_status: Some(mandate.state().as_reference().to_owned()),
        deducted_amount: Some(ordered.total_amount.into()),
        budget: Some(mandate.left().into()),
        result_code: None,
        result_message: None,
    };
    book.tokens.put(&token.payment_token.clone(), token)?;
    Ok(answer)
}
