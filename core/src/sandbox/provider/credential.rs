//! Asking the network for a payment token.

use crate::guard::ResultCode;
use crate::network::messages::{ApplyCredentialAnswer, ApplyCredentialRequest, NetworkAnswer};
use crate::sandbox::denial::Denial;
use crate::sandbox::world::{World, lock};

/// The network in turn waits up to 10 s for the wallet.
const NETWORK_MILLIS: u64 = 12_000;

/// Passes the chain on under the session's mandate; the agent learns the token and the mandate's type, no more.
pub(in crate::sandbox) async fn apply_credential(
    world: &World,
    mut request: ApplyCredentialRequest,
) -> Result<ApplyCredentialAnswer, Denial> {
    {
        let book = lock(&world.provider);
        let session = book.get(request.session_id.as_deref().unwrap_or_default())?;
        let unfinished = || Denial::new(ResultCode::MandateStatusInvalid, "the user has not authorized");
        request.mandate_id = Some(session.mandate_id.clone().ok_or_else(unfinished)?);
        request.token_id.clone_from(&session.token_id);
        request.session_id = None;
    }
    let address = world.own.at("/network/applyCredential");
    let answer: NetworkAnswer<ApplyCredentialAnswer> = world
        .transport
        .post(&address, &request, NETWORK_MILLIS)
        .await
        .map_err(|error| Denial::system(error.to_string()))?;
    match answer.data {
        Some(granted) if answer.success => Ok(ApplyCredentialAnswer {
            payment_token: granted.payment_token,
            mandate_type: granted.mandate_type,
            ..ApplyCredentialAnswer::default()
        }),
        _ => Err(Denial::passed_on(&answer.result_code, &answer.result_message)),
    }
}
