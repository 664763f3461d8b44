//! pay: from the acquirer to the wallet.

use super::token::{IssuedToken, TokenState};
use crate::guard::ResultCode;
use crate::network::messages::{PayAnswer, PayRequest, ResultStatus};
use crate::sandbox::denial::Denial;
use crate::sandbox::wallet_peer::WalletAnswer;
use crate::sandbox::world::{World, lock};

/// Uses the token up and asks the wallet to debit; whether order and amount fit is the wallet's to judge (S3, S4).
/// A failure that the wallet names gives the budget back; an answer that is lost does not.
pub(in crate::sandbox) async fn pay(world: &World, mut request: PayRequest) -> Result<PayAnswer, Denial> {
    let token = use_up(world, &request.payment_token)?;
    if !world.extensions().x4 {
        request.order = None;
    }
    let failed = |words: &str| Denial::new(ResultCode::PaymentFailed, words);
    let answer: PayAnswer = match world.call_wallet("/mpp/pay", &request).await {
        Ok(WalletAnswer::Said(answer)) => answer,
        Ok(WalletAnswer::NotOffered) => return Err(failed("the wallet cannot be paid from")),
        Err(denial) => return Err(failed(&denial.words)),
    };
    let mut book = lock(&world.network);
    let mandate = book.mandate_mut(&token.mandate_id)?;
    match answer.result.result_status {
        ResultStatus::S => mandate.settle(),
        ResultStatus::F => mandate.give_back(&token.serial),
        ResultStatus::U => {}
    }
    Ok(answer)
}

/// A token pays once: it is used from here on, whatever the wallet says.
fn use_up(world: &World, payment_token: &str) -> Result<IssuedToken, Denial> {
    let now = world.now();
    let mut book = lock(&world.network);
    let token = book
        .tokens
        .get_mut(payment_token)
        .ok_or_else(|| Denial::new(ResultCode::PaymentTokenInvalid, "no such payment token"))?;
    if token.state == TokenState::Used {
        return Err(Denial::new(ResultCode::PaymentTokenAlreadyUsed, "the payment token was used"));
    }
    if now >= token.expires_at {
        return Err(Denial::new(ResultCode::PaymentTokenExpired, "the payment token's time is over"));
    }
    token.state = TokenState::Used;
    Ok(token.clone())
}
