//! `createAuthorization` and `completeIdv`.

use axum::extract::State;

use super::answer::Answer;
use super::body::JsonBody;
use super::desk::{Desk, Served};
use super::result::{empty, failure};
use super::server::Mpp;
use super::{Approver, unattended, wire};
use crate::identity::{IdvEvidence, IdvMethod};
use crate::mandates::{AuthorizationSession, SessionStatus};
use crate::network::messages::{
    CompleteIdvAnswer, CompleteIdvRequest, CreateAuthorizationAnswer, CreateAuthorizationRequest, ResultBody,
    WireJwk,
};
use crate::wallet::{Approval, Wallet, WalletError};

/// What the sample's stand-in for the biometric step reports in L2.
const IDV_RESULT: &str = "FACE";

pub(super) async fn create(
    State(mpp): State<Mpp>,
    JsonBody(body): JsonBody<CreateAuthorizationRequest>,
) -> Answer<CreateAuthorizationAnswer> {
    if let Some(member) = body.empty_member() {
        let result = empty(member);
        return Answer(CreateAuthorizationAnswer { result, auth_id: None });
    }
    Answer(match receive(&mpp, body).await {
        // A request that S1 refused is answered like any other: the network hears of it by inquiry.
        Ok((wallet, session)) => {
            if mpp.approver == Approver::Unattended && session.status == SessionStatus::AuthInProcess {
                unattended::approve_later(&mpp.desk, wallet, session.auth_session_id, &mpp.under_way);
            }
            CreateAuthorizationAnswer { result: ResultBody::success(), auth_id: Some(session.auth_id) }
        }
        Err(error) => CreateAuthorizationAnswer { result: failure(&error), auth_id: None },
    })
}

async fn receive(
    mpp: &Mpp,
    mut body: CreateAuthorizationRequest,
) -> Result<(Served, AuthorizationSession), WalletError> {
    if body.agent_pk.is_none() {
        body.agent_pk = mpp.agent_key(&body.agent_id).map(WireJwk);
    }
    let request = wire::authorization(body)?;
    let wallet = mpp.desk.for_authorization(&request).await?;
    let received = wallet.receive_authorization(request).await?;
    Ok((wallet, received.session))
}

pub(super) async fn complete_idv(
    State(mpp): State<Mpp>,
    JsonBody(body): JsonBody<CompleteIdvRequest>,
) -> Answer<CompleteIdvAnswer> {
    let id = body.auth_session_id;
    if id.is_empty() {
        let result = empty("authSessionId");
        return Answer(CompleteIdvAnswer { result, auth_session_id: None, idv_result: None });
    }
    let outcome = if mpp.approver == Approver::Host {
        Err(WalletError::NotPending { id: id.clone(), status: "the app asks the user".to_owned() })
    } else {
        approve_now(&mpp, &id).await
    };
    Answer(match outcome {
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

async fn approve_now(mpp: &Mpp, id: &str) -> Result<(), WalletError> {
    approve(&mpp.desk, &*mpp.desk.of_session(id).await?, id).await
}

/// The sample's stand-in for the biometric step.
pub(super) async fn approve(desk: &Desk, wallet: &Wallet, id: &str) -> Result<(), WalletError> {
    let surface = wallet.surface(id).await?;
    let evidence = IdvEvidence {
        result: IDV_RESULT.to_owned(),
        time: wallet.now(),
        method: IdvMethod::Provider,
        surface_digest: surface.digest,
    };
    desk.keep_session(wallet, id).await?;
    let approval = Approval { auth_session_id: id.to_owned(), evidence, reason: String::new() };
    wallet.approve(approval).await.map(drop)
}
