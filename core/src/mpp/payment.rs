//! `preVerify` (extension X2) and `pay`.

use axum::extract::State;

use super::answer::Answer;
use super::body::JsonBody;
use super::result::failure;
use super::server::Mpp;
use super::wire;
use crate::network::messages::{PayAnswer, PayRequest, PreVerifyAnswer, PreVerifyRequest, ResultBody};

pub(super) async fn pre_verify(
    State(mpp): State<Mpp>,
    JsonBody(body): JsonBody<PreVerifyRequest>,
) -> Answer<PreVerifyAnswer> {
    let held = match wire::announcement(body) {
        Ok(announcement) => mpp.desk.pre_verify(announcement).await,
        Err(error) => Err(error),
    };
    let result = match held {
        Ok(_) => ResultBody::success(),
        Err(error) => failure(&error),
    };
    Answer(PreVerifyAnswer { result })
}

pub(super) async fn pay(State(mpp): State<Mpp>, JsonBody(body): JsonBody<PayRequest>) -> Answer<PayAnswer> {
    let paid = match wire::payment(body) {
        Ok(request) => mpp.desk.pay(request).await,
        Err(error) => Err(error),
    };
    Answer(match paid {
        Ok(wallet) => {
            let config = wallet.config();
            PayAnswer::success(&config.psp_id, &config.psp_user_id)
        }
        Err(error) => {
            PayAnswer { result: failure(&error), psp_id: None, psp_user_id: None, pay_result: None }
        }
    })
}
