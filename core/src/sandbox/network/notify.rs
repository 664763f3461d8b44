//! notifyAuthorization: the wallet reports, the network issues.

use super::binding::IssuedBinding;
use super::book::Session;
use super::chain;
use super::mandate::NetworkMandate;
use crate::assurance::{L1Claims, build_l1};
use crate::guard::ResultCode;
use crate::jose::PublicJwk;
use crate::network::messages::{
    AuthContext, NetworkAnswer, NoData, NotifyData, NotifyRequest, ProviderNotifyRequest,
};
use crate::sandbox::denial::Denial;
use crate::sandbox::world::{World, lock};

/// L1 lives a year.
const L1_SECONDS: i64 = 365 * 86_400;
/// The reference knows one user.
const SUBJECT: &str = "user-mock-001";
/// The reference's time limit from the network to the credential provider.
const PROVIDER_MILLIS: u64 = 10_000;

/// Issues what the session was for. Not idempotent, like the reference: each notification issues anew.
pub(in crate::sandbox) async fn notify_authorization(
    world: &World,
    request: NotifyRequest,
) -> Result<NotifyData, Denial> {
    let session = lock(&world.network).sessions.get(&request.session_id).cloned().ok_or_else(|| {
        let shown: String = request.session_id.chars().take(64).collect();
        Denial::new(ResultCode::ParamIllegal, format!("session not found, sessionId={shown}"))
    })?;
    let told = match session.context {
        AuthContext::Enrollment => enroll(world, &session, &request)?,
        AuthContext::Mandate => {
            let token_id = session.token_id.as_deref().unwrap_or_default();
            let l2 = request.l2_serialized.as_deref().ok_or_else(|| illegal("no l2Serialized"))?;
            let key = session.agent_key.as_ref();
            let mandate = authorize_mandate(world, token_id, &request.session_id, l2, key)?;
            let l1 = lock(&world.network).binding(token_id)?.l1.clone();
            ProviderNotifyRequest {
                session_id: request.session_id.clone(),
                token_id: token_id.to_owned(),
                l1_serialized: l1,
                mandate_id: Some(mandate.mandate_id.clone()),
                mandate_type: Some(mandate.mode.as_str().to_owned()),
                l2_serialized: Some(mandate.l2),
            }
        }
    };
    tell_provider(world, &told).await;
    Ok(answer(session.context, told))
}

fn illegal(words: &str) -> Denial {
    Denial::new(ResultCode::ParamIllegal, words)
}

/// Binds the wallet: the Alipay+ Token and L1.
fn enroll(
    world: &World,
    session: &Session,
    request: &NotifyRequest,
) -> Result<ProviderNotifyRequest, Denial> {
    let now = world.now();
    let isp_key = request.isp_pk.as_ref().map(|key| key.0.clone()).ok_or_else(|| illegal("no ispPk"))?;
    if request.isp_kid.as_ref().is_some_and(|kid| *kid != isp_key.kid) {
        return Err(illegal("ispKid is not the kid of ispPk"));
    }
    let claims = L1Claims {
        iss: world.issuer.clone(),
        sub: SUBJECT.to_owned(),
        iat: now,
        exp: now.plus_seconds(L1_SECONDS),
        isp_key,
        isp_type: "MPP".to_owned(),
        isp_name: request.psp_id.clone().unwrap_or_else(|| "ALIPAY_HK".to_owned()),
    };
    let l1 = build_l1(&claims, &world.root).map_err(|error| Denial::system(error.to_string()))?;
    let token_id = world.identifier()?;
    let binding = IssuedBinding {
        token_id: token_id.clone(),
        agent_id: session.agent_id.clone(),
        customer_id: request.customer_id.clone().unwrap_or_default(),
        agent_key: session.agent_key.clone(),
        l1: l1.clone(),
    };
    lock(&world.network).bindings.put(&binding.token_id.clone(), binding)?;
    Ok(ProviderNotifyRequest {
        session_id: request.session_id.clone(),
        token_id,
        l1_serialized: l1,
        mandate_id: None,
        mandate_type: None,
        l2_serialized: None,
    })
}

/// Activates a mandate from its authorization, verified against the binding's L1. Its agent key must be the one
/// that was offered, where one was.
pub(in crate::sandbox) fn authorize_mandate(
    world: &World,
    token_id: &str,
    session_id: &str,
    l2: &str,
    offered: Option<&PublicJwk>,
) -> Result<NetworkMandate, Denial> {
    let now = world.now();
    let l1 = lock(&world.network).binding(token_id)?.l1.clone();
    let claims = chain::authorization(world, &l1, l2, now)?;
    if let (true, Some(offered), Some(delegated)) = (world.extensions().x3, offered, &claims.agent_key)
        && !offered.same_point(delegated)
    {
        return Err(Denial::new(
            ResultCode::TokenNotMatchMandate,
            "L2 delegates to another key than the agent's",
        ));
    }
    let mandate = NetworkMandate::activated(world.identifier()?, token_id, session_id, l2, &claims)?;
    let mut book = lock(&world.network);
    book.take_nonce("L2", &claims.nonce, claims.exp, now)?;
    book.mandates.put(&mandate.mandate_id, mandate.clone())?;
    Ok(mandate)
}

/// The callback to the credential provider, inside the notification as in the reference. What was issued stands
/// whether it arrives or not.
async fn tell_provider(world: &World, told: &ProviderNotifyRequest) {
    let address = world.own.at("/credential-provider/notifyAuthorization");
    let _: Result<NetworkAnswer<NoData>, _> = world.transport.post(&address, told, PROVIDER_MILLIS).await;
}

fn answer(context: AuthContext, told: ProviderNotifyRequest) -> NotifyData {
    match context {
        AuthContext::Enrollment => NotifyData {
            token_id: Some(told.token_id),
            l1_serialized: Some(told.l1_serialized),
            ..NotifyData::default()
        },
        AuthContext::Mandate => NotifyData {
            mandate_id: told.mandate_id,
            mandate_type: told.mandate_type,
            l2_serialized: told.l2_serialized,
            ..NotifyData::default()
        },
    }
}
