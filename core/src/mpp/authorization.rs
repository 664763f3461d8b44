//! `createAuthorization` and `completeIdv`.

use axum::Json;
use axum::extract::State;

use super::body::JsonBody;
use super::result::failure;
use super::server::{Approver, Mpp};
use super::wire;
use crate::identity::{IdvEvidence, IdvMethod};
use crate::mandates::SessionStatus;
use crate::network::messages::{
    CompleteIdvAnswer, CompleteIdvRequest, CreateAuthorizationAnswer, CreateAuthorizationRequest, ResultBody,
};
use crate::runtime;
use crate::wallet::{Approval, WalletError};

/// How long an unattended wallet waits before it tells the network: the credential provider stores its session only
/// when the answer to `createAuthorization` has come back to it (amp-http, section 2).
const NOTIFY_AFTER: std::time::Duration = std::time::Duration::from_millis(500);

/// What the sample's stand-in for the biometric step reports in L2.
const IDV_RESULT: &str = "FACE";

pub(super) async fn create(
    State(mpp): State<Mpp>,
    JsonBody(body): JsonBody<CreateAuthorizationRequest>,
) -> Json<CreateAuthorizationAnswer> {
    if let Some(member) = body.empty_member() {
        let result = ResultBody::failure("PARAM_ILLEGAL", &format!("{member} is empty"));
        return Json(CreateAuthorizationAnswer { result, auth_id: None });
    }
    let received = match wire::authorization(body) {
        Ok(request) => mpp.wallet.receive_authorization(request).await,
        Err(error) => Err(error),
    };
    Json(match received {
        // A request that S1 refused is answered like any other: the network hears of it by inquiry.
        Ok(received) => {
            let session = received.session;
            if mpp.approver == Approver::Unattended && session.status == SessionStatus::AuthInProcess {
                approve_later(mpp, session.auth_session_id);
            }
            CreateAuthorizationAnswer { result: ResultBody::success(), auth_id: Some(session.auth_id) }
        }
        Err(error) => CreateAuthorizationAnswer { result: failure(&error), auth_id: None },
    })
}

pub(super) async fn complete_idv(
    State(mpp): State<Mpp>,
    JsonBody(body): JsonBody<CompleteIdvRequest>,
) -> Json<CompleteIdvAnswer> {
    let id = body.auth_session_id;
    let outcome = if mpp.approver == Approver::Host {
        Err(WalletError::NotPending { id: id.clone(), status: "the app asks the user".to_owned() })
    } else {
        approve(&mpp, &id).await
    };
    Json(match outcome {
        Ok(()) => CompleteIdvAnswer {
            result: ResultBody::success(),
            auth_session_id: Some(id),
            idv_result: Some("PASS".to_owned()),
        },
        Err(error) => {
            CompleteIdvAnswer { result: idv_failure(&error), auth_session_id: None, idv_result: None }
        }
    })
}

/// The reference's two sentences: peers look for them.
fn idv_failure(error: &WalletError) -> ResultBody {
    match error {
        WalletError::NotPending { status, .. } => {
            ResultBody::failure("PARAM_ILLEGAL", &format!("session not in IDV-pending state: {status}"))
        }
        WalletError::NotFound { kind: "session", .. } => failure(error),
        _ => ResultBody::failure("SYSTEM_ERROR", "IDV completion failed"),
    }
}

fn approve_later(mpp: Mpp, id: String) {
    let _ = runtime::start(async move {
        tokio::time::sleep(NOTIFY_AFTER).await;
        // What becomes of it is recorded with the session.
        let _ = approve(&mpp, &id).await;
    });
}

async fn approve(mpp: &Mpp, id: &str) -> Result<(), WalletError> {
    let surface = mpp.wallet.surface(id).await?;
    let evidence = IdvEvidence {
        result: IDV_RESULT.to_owned(),
        time: mpp.wallet.now(),
        method: IdvMethod::Provider,
        surface_digest: surface.digest,
    };
    let approval = Approval { auth_session_id: id.to_owned(), evidence, reason: String::new() };
    mpp.wallet.approve(approval).await.map(drop)
}
