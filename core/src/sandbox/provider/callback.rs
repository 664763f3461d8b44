//! The network's callback: the user has authorized.

use super::book::Purpose;
use crate::guard::ResultCode;
use crate::network::messages::{NoData, ProviderNotifyRequest, ProviderSessionStatus};
use crate::sandbox::denial::Denial;
use crate::sandbox::world::{World, lock};

/// Completes the session. One that is not known (yet) is refused; a later callback replaces what an earlier one
/// brought, as the network issues anew with each notification.
pub(in crate::sandbox) fn notify_authorization(
    world: &World,
    told: ProviderNotifyRequest,
) -> Result<NoData, Denial> {
    let mut book = lock(&world.provider);
    let session = book
        .by_network_session(&told.session_id)
        .ok_or_else(|| Denial::new(ResultCode::ParamIllegal, "session not found"))?;
    if session.purpose == Purpose::Mandate && told.mandate_id.is_none() {
        return Err(Denial::new(ResultCode::ParamIllegal, "no mandateId"));
    }
    session.status = ProviderSessionStatus::Completed;
    session.token_id = Some(told.token_id);
    session.l1 = Some(told.l1_serialized);
    session.mandate_id = told.mandate_id;
    session.mandate_type = told.mandate_type;
    session.l2 = told.l2_serialized;
    session.completed.notify_one();
    Ok(NoData {})
}
