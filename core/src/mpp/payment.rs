//! `preVerify` (extension X2) and `pay`.

use axum::extract::State;

use super::answer::Answer;
use super::body::JsonBody;
use super::result::{empty, failure};
use super::server::Mpp;
use super::wire;
use crate::network::messages::{PayAnswer, PayRequest, PreVerifyAnswer, PreVerifyRequest, ResultBody};

pub(super) async fn pre_verify(
    State(mpp): State<Mpp>,
    JsonBody(body): JsonBody<PreVerifyRequest>,
) -> Answer<PreVerifyAnswer> {
    if let Err(error) = mpp.desk.hear_announcement().await {
        return Answer(PreVerifyAnswer { result: failure(&error) });
    }
    if let Some(member) = empty_member(&body) {
        return Answer(PreVerifyAnswer { result: empty(member) });
    }
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
    if body.payment_token.is_empty() {
        let result = empty("paymentToken");
        return Answer(PayAnswer { result, psp_id: None, psp_user_id: None, pay_result: None });
    }
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

fn empty_member(body: &PreVerifyRequest) -> Option<&'static str> {
    [
        ("paymentToken", &body.payment_token),
        ("mandateId", &body.mandate_id),
        ("tokenId", &body.token_id),
        ("authSessionId", &body.auth_session_id),
        ("l1Serialized", &body.l1_serialized),
        ("l2Serialized", &body.l2_serialized),
    ]
    .into_iter()
    .find_map(|(name, value)| value.is_empty().then_some(name))
}
