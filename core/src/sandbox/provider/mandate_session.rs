//! Asking the user for a mandate.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use super::bind::ask_network;
use super::book::{ProviderSession, Purpose};
use crate::guard::ResultCode;
use crate::network::messages::{
    AuthContext, CreateMandateSessionRequest, IntentBody, NetworkAuthorizationRequest, ProviderSessionStatus,
    SessionAnswer, WireJwk,
};
use crate::sandbox::denial::Denial;
use crate::sandbox::world::{World, lock};

/// How long an answer is held back for the user's decision where the agent does not defer it.
const CALLBACK_WAIT: Duration = Duration::from_secs(15);
/// The validity where the agent gives none: 183 days.
const DEFAULT_VALIDITY_SECONDS: i64 = 183 * 86_400;

/// Asks the network for the user's authorization. With `deferIdv` false the answer waits for it, else it comes at
/// once and the agent asks again later.
pub(in crate::sandbox) async fn create_mandate_session(
    world: &World,
    request: CreateMandateSessionRequest,
) -> Result<SessionAnswer, Denial> {
    if request.agent_id.is_empty() {
        return Err(Denial::new(ResultCode::ParamIllegal, "agentId is empty"));
    }
    let (agent_key, l1) = {
        let book = lock(&world.provider);
        let binding = book
            .binding(&request.token_id)
            .ok_or_else(|| Denial::new(ResultCode::TokenNotMatchMandate, "no binding has this tokenId"))?;
        let given = request.agent_pk.clone().map(|key| key.0);
        (given.or_else(|| binding.agent_key.clone()), binding.l1.clone())
    };
    let waits = request.defer_idv == Some(false);
    let asked = NetworkAuthorizationRequest {
        agent_id: request.agent_id.clone(),
        customer_id: String::new(),
        auth_context: vec![AuthContext::Mandate],
        token_id: Some(request.token_id.clone()),
        intent: intent(world, &request),
        checkout: request.checkout,
        agent_pk: agent_key.clone().map(WireJwk),
    };
    let completed = Arc::new(Notify::new());
    let session = ProviderSession {
        session_id: world.identifier()?,
        purpose: Purpose::Mandate,
        agent_id: request.agent_id,
        agent_key,
        idv: ask_network(world, &asked).await?,
        status: ProviderSessionStatus::PendingIdv,
        token_id: Some(request.token_id),
        l1,
        mandate_id: None,
        mandate_type: None,
        l2: None,
        completed: Arc::clone(&completed),
    };
    let session_id = session.session_id.clone();
    let pending = session.answer();
    lock(&world.provider).put(session)?;
    if !waits {
        return Ok(pending);
    }
    if tokio::time::timeout(CALLBACK_WAIT, completed.notified()).await.is_err() {
        return Err(Denial::system("the user did not authorize in time"));
    }
    inquiry_mandate_session(world, &session_id)
}

/// The reference leaves the whole intent out, its constraints with it, when the user said nothing.
fn intent(world: &World, request: &CreateMandateSessionRequest) -> Option<IntentBody> {
    let default_expiry = || world.now().plus_seconds(DEFAULT_VALIDITY_SECONDS).to_iso8601();
    Some(IntentBody {
        raw: request.intent_raw.clone(),
        desc: request.intent_desc.clone().unwrap_or_default(),
        expire_time: Some(request.intent_expire_time.clone().unwrap_or_else(default_expiry)),
        constraints: request.constraints.clone(),
    })
    .filter(|intent| !intent.raw.is_empty())
}

/// Where the session stands.
pub(in crate::sandbox) fn inquiry_mandate_session(
    world: &World,
    session_id: &str,
) -> Result<SessionAnswer, Denial> {
    lock(&world.provider).get(session_id).map(ProviderSession::answer)
}
