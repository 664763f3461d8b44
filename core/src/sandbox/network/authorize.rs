//! createAuthorization: from the credential provider to the wallet.

use super::book::Session;
use crate::guard::ResultCode;
use crate::network::messages::{
    AuthContext, CreateAuthorizationAnswer, CreateAuthorizationRequest, NetworkAuthorizationData,
    NetworkAuthorizationRequest, WireJwk,
};
use crate::sandbox::denial::Denial;
use crate::sandbox::wallet_peer::WalletAnswer;
use crate::sandbox::world::{World, lock};

/// What the user opens; the wallet app owns the scheme.
const AUTHORIZE_LINK: &str = "amp-wallet://authorize?authSessionId=";

/// Asks the wallet and answers with the session. Unlike the reference it passes the wallet's refusal on, so that the
/// agent need not wait for a time-out.
pub(in crate::sandbox) async fn create_authorization(
    world: &World,
    request: NetworkAuthorizationRequest,
) -> Result<NetworkAuthorizationData, Denial> {
    let [context] = *request.auth_context.as_slice() else {
        return Err(Denial::new(ResultCode::ParamIllegal, "authContext must have one element"));
    };
    if request.agent_id.is_empty() {
        return Err(Denial::new(ResultCode::ParamIllegal, "agentId is empty"));
    }
    let session_id = world.identifier()?;
    let body = asked(world, &session_id, context, request)?;
    let answer = match world.call_wallet("/mpp/createAuthorization", &body).await? {
        WalletAnswer::Said(answer) => answer,
        WalletAnswer::NotOffered => return Err(Denial::system("the wallet has no createAuthorization")),
    };
    let CreateAuthorizationAnswer { result, auth_id } = answer;
    if auth_id.is_none() || !result.is_success() {
        return Err(Denial::passed_on(&result.result_code, &result.result_message));
    }
    Ok(NetworkAuthorizationData { auth_url: format!("{AUTHORIZE_LINK}{session_id}"), session_id })
}

/// Remembers the session and writes the wallet's request.
fn asked(
    world: &World,
    session_id: &str,
    context: AuthContext,
    request: NetworkAuthorizationRequest,
) -> Result<CreateAuthorizationRequest, Denial> {
    let mut book = lock(&world.network);
    let mut agent_key = request.agent_pk.map(|key| key.0);
    let mut customer_id = request.customer_id;
    let mut l1 = None;
    if context == AuthContext::Mandate {
        let binding = book.binding(request.token_id.as_deref().unwrap_or_default())?;
        if binding.agent_id != request.agent_id {
            return Err(Denial::new(ResultCode::TokenNotMatchMandate, "the wallet token is another agent's"));
        }
        agent_key = agent_key.or_else(|| binding.agent_key.clone());
        customer_id = binding.customer_id.clone();
        l1 = Some(binding.l1.clone());
    }
    let session = Session {
        context,
        agent_id: request.agent_id.clone(),
        agent_key: agent_key.clone(),
        token_id: request.token_id,
    };
    book.sessions.put(session_id, session)?;
    Ok(CreateAuthorizationRequest {
        auth_session_id: session_id.to_owned(),
        agent_id: request.agent_id,
        customer_id,
        auth_context: vec![context],
        l1_serialized: l1,
        intent: request.intent,
        checkout: request.checkout,
        agent_pk: agent_key.filter(|_| world.extensions().x3).map(WireJwk),
    })
}
