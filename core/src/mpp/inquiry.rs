//! `inquiryAuthorization`.

use axum::extract::State;

use super::answer::Answer;
use super::body::JsonBody;
use super::result::{empty, failure};
use super::server::Mpp;
use crate::jose::base64url;
use crate::jose::json::{self, Limits};
use crate::jose::sd_jwt::{SdJwt, SdLimits};
use crate::mandates::{AuthorizationSession, SessionKind, SessionStatus};
use crate::network::messages::{
    AssuranceData, AuthStatus, InquiryAuthorizationAnswer, InquiryAuthorizationRequest, MandateInfoBody,
    ResultBody, WalletAccountInfo, WireJwk,
};
use crate::wallet::{Wallet, WalletError};

pub(super) async fn inquire(
    State(mpp): State<Mpp>,
    JsonBody(body): JsonBody<InquiryAuthorizationRequest>,
) -> Answer<InquiryAuthorizationAnswer> {
    Answer(match answer(&mpp, body).await {
        Ok(answer) => answer,
        Err(error) => InquiryAuthorizationAnswer {
            result: failure(&error),
            ..InquiryAuthorizationAnswer::failure("", "")
        },
    })
}

async fn answer(
    mpp: &Mpp,
    body: InquiryAuthorizationRequest,
) -> Result<InquiryAuthorizationAnswer, WalletError> {
    for (member, value) in [("authSessionId", &body.auth_session_id), ("authId", &body.auth_id)] {
        if value.is_empty() {
            let result = empty(member);
            return Ok(InquiryAuthorizationAnswer { result, ..InquiryAuthorizationAnswer::failure("", "") });
        }
    }
    let wallet = mpp.desk.of_session(&body.auth_session_id).await?;
    let session = wallet.session(&body.auth_session_id).await?;
    if session.auth_id != body.auth_id {
        return Ok(InquiryAuthorizationAnswer::failure("PARAM_ILLEGAL", "authId does not match"));
    }
    let config = wallet.config();
    let assurance_data = match session.status {
        SessionStatus::Success => Some(assurance_data(&wallet, &session).await?),
        SessionStatus::AuthInProcess | SessionStatus::Failed => None,
    };
    Ok(InquiryAuthorizationAnswer {
        result: ResultBody::success(),
        auth_id: Some(session.auth_id),
        auth_session_id: Some(session.auth_session_id),
        auth_status: Some(match session.status {
            SessionStatus::AuthInProcess => AuthStatus::AuthInProcess,
            SessionStatus::Success => AuthStatus::Success,
            SessionStatus::Failed => AuthStatus::Failed,
        }),
        auth_type: Some("AgenticPay".to_owned()),
        wallet_account_info: Some(WalletAccountInfo {
            psp_id: config.psp_id.clone(),
            psp_user_id: config.psp_user_id.clone(),
            wallet_name: config.wallet_name.clone(),
        }),
        assurance_data,
    })
}

async fn assurance_data(
    wallet: &Wallet,
    session: &AuthorizationSession,
) -> Result<AssuranceData, WalletError> {
    let idv_result = session.idv_result.clone().unwrap_or_default();
    let idv_time = session.idv_time.unwrap_or_default().to_iso8601();
    match session.kind {
        SessionKind::Enrollment => {
            let binding = wallet.binding_of(&session.auth_session_id).await?;
            let isp_pk = wallet.isp_key().await?;
            Ok(AssuranceData::Enrollment {
                isp_kid: isp_pk.kid.clone(),
                isp_pk: WireJwk(isp_pk),
                idv_result,
                idv_time,
                customer_id: session.customer_id.clone(),
                psp_id: wallet.config().psp_id.clone(),
                token_expiry_time: binding.expires_at.to_iso8601(),
            })
        }
        SessionKind::Mandate => {
            let id = session.mandate_id.clone().unwrap_or_default();
            let mandate = wallet.mandate(&id).await?.mandate;
            let l2 = mandate.l2.unwrap_or_default();
            // As it was signed; an IMMEDIATE mandate ends earlier, with its L2.
            let signed_expiry = disclosed_expiry(&l2).unwrap_or_else(|| mandate.expires_at.to_iso8601());
            Ok(AssuranceData::Mandate {
                l2_serialized: l2,
                idv_result,
                idv_time,
                mandate_info: MandateInfoBody {
                    mandate_id: mandate.mandate_id,
                    mandate_type: mandate.mode.as_str().to_owned(),
                    mandate_status: mandate.state.as_reference().to_owned(),
                    mandate_expiry_time: signed_expiry,
                },
            })
        }
    }
}

/// `mandate_expiry_time` as L2 discloses it.
fn disclosed_expiry(l2: &str) -> Option<String> {
    let token = SdJwt::parse(l2, &SdLimits::DEFAULT).ok()?;
    token.disclosures().iter().find_map(|disclosure| {
        let disclosure = json::parse(&base64url::decode(disclosure)?, &Limits::DEFAULT).ok()?;
        let [_salt, name, value] = disclosure.as_array()? else { return None };
        if name.as_str() != Some("mandate_info") {
            return None;
        }
        Some(value.get("mandate_expiry_time")?.as_str()?.to_owned())
    })
}
