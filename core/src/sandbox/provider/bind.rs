//! Binding an agent to a wallet.

use std::sync::Arc;

use tokio::sync::Notify;

use super::book::{ProviderSession, Purpose};
use crate::guard::ResultCode;
use crate::network::messages::{
    AddPaymentMethodRequest, AuthContext, IdvLink, NetworkAnswer, NetworkAuthorizationData,
    NetworkAuthorizationRequest, PaymentMethod, PaymentMethodList, ProviderSessionStatus, SessionAnswer,
};
use crate::sandbox::denial::Denial;
use crate::sandbox::world::{World, lock};

/// The network in turn waits up to 10 s for the wallet.
const NETWORK_MILLIS: u64 = 12_000;

/// Asks the network for the user's authorization and answers at once with the link; the agent asks again later.
pub(in crate::sandbox) async fn add_payment_method(
    world: &World,
    request: AddPaymentMethodRequest,
) -> Result<SessionAnswer, Denial> {
    if request.agent_id.is_empty() || request.wallet_name.is_empty() {
        return Err(Denial::new(ResultCode::ParamIllegal, "agentId or walletName is empty"));
    }
    let asked = NetworkAuthorizationRequest {
        agent_id: request.agent_id.clone(),
        customer_id: request.customer_id.clone().unwrap_or_default(),
        auth_context: vec![AuthContext::Enrollment],
        token_id: None,
        intent: None,
        checkout: None,
        agent_pk: request.agent_pk.clone(),
    };
    let session = ProviderSession {
        session_id: world.identifier()?,
        purpose: Purpose::Binding { wallet_name: request.wallet_name },
        agent_id: request.agent_id,
        agent_key: request.agent_pk.map(|key| key.0),
        idv: ask_network(world, &asked).await?,
        status: ProviderSessionStatus::PendingIdv,
        token_id: None,
        l1: None,
        mandate_id: None,
        mandate_type: None,
        l2: None,
        completed: Arc::new(Notify::new()),
    };
    let answer = session.answer();
    lock(&world.provider).put(session)?;
    Ok(answer)
}

/// POSTs `/network/createAuthorization`. The session is stored only after this has answered, as in the reference:
/// a wallet that notifies earlier is not heard.
pub(super) async fn ask_network(
    world: &World,
    request: &NetworkAuthorizationRequest,
) -> Result<IdvLink, Denial> {
    let address = world.own.at("/network/createAuthorization");
    let answer: NetworkAnswer<NetworkAuthorizationData> = world
        .transport
        .post(&address, request, NETWORK_MILLIS)
        .await
        .map_err(|error| Denial::system(error.to_string()))?;
    match answer.data {
        Some(data) if answer.success => {
            Ok(IdvLink { auth_url: data.auth_url, auth_session_id: data.session_id })
        }
        _ => Err(Denial::passed_on(&answer.result_code, &answer.result_message)),
    }
}

/// The agent's bindings, the completed and the waiting ones.
pub(in crate::sandbox) fn query_payment_method_list(world: &World, agent_id: &str) -> PaymentMethodList {
    let book = lock(&world.provider);
    let methods = book.of_agent(agent_id).filter_map(|session| match &session.purpose {
        Purpose::Binding { wallet_name } => Some(PaymentMethod {
            session_id: session.session_id.clone(),
            wallet_name: wallet_name.clone(),
            status: session.status,
            token_id: session.token_id.clone(),
            l1_serialized: session.l1.clone(),
        }),
        Purpose::Mandate => None,
    });
    let mut payment_methods: Vec<PaymentMethod> = methods.collect();
    payment_methods.sort_by(|one, other| one.session_id.cmp(&other.session_id));
    PaymentMethodList { payment_methods }
}
