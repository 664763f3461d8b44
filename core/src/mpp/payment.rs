//! `preVerify` (extension X2) and `pay`.

use axum::Json;
use axum::extract::State;

use super::body::JsonBody;
use super::result::failure;
use super::server::Mpp;
use super::wire;
use crate::network::messages::{PayAnswer, PayRequest, PreVerifyAnswer, PreVerifyRequest, ResultBody};

pub(super) async fn pre_verify(
    State(mpp): State<Mpp>,
    JsonBody(body): JsonBody<PreVerifyRequest>,
) -> Json<PreVerifyAnswer> {
    let held = match wire::announcement(body) {
        Ok(announcement) => mpp.wallet.pre_verify(announcement).await,
        Err(error) => Err(error),
    };
    let result = match held {
        Ok(_) => ResultBody::success(),
        Err(error) => failure(&error),
    };
    Json(PreVerifyAnswer { result })
}

pub(super) async fn pay(State(mpp): State<Mpp>, JsonBody(body): JsonBody<PayRequest>) -> Json<PayAnswer> {
    let paid = match wire::payment(body) {
        Ok(request) => mpp.wallet.pay(request).await,
        Err(error) => Err(error),
    };
    Json(match paid {
        Ok(_) => {
            let config = mpp.wallet.config();
            PayAnswer::success(&config.psp_id, &config.psp_user_id)
        }
        Err(error) => {
            PayAnswer { result: failure(&error), psp_id: None, psp_user_id: None, pay_result: None }
        }
    })
}
