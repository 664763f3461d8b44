//! The mandate service: the network's book of mandates, directly.

use crate::guard::ResultCode;
use crate::mandates::MandateState;
use crate::network::messages::{
    AdvanceStatusRequest, CreateMandateRequest, DeductAmountRequest, MandateRecord, ValidateMandateRequest,
};

use super::denial::Denial;
use super::network::{NetworkMandate, authorize_mandate};
use super::world::{World, lock};

/// A mandate from its authorization, verified like one that a wallet notifies of.
pub(super) fn create(world: &World, request: &CreateMandateRequest) -> Result<MandateRecord, Denial> {
    let session_id = world.identifier()?;
    let offered = lock(&world.network).binding(&request.token_id)?.agent_key.clone();
    let mandate =
        authorize_mandate(world, &request.token_id, &session_id, &request.l2_serialized, offered.as_ref())?;
    Ok(mandate.record())
}

/// Whether the mandate pays, and this much.
pub(super) fn validate(world: &World, request: &ValidateMandateRequest) -> Result<MandateRecord, Denial> {
    let now = world.now();
    with(world, &request.mandate_id, |mandate| mandate.validate(request.amount.map(|amount| amount.0), now))
}

/// Takes from the budget, once per serial number.
pub(super) fn deduct_amount(world: &World, request: &DeductAmountRequest) -> Result<MandateRecord, Denial> {
    if request.serial_no.is_empty() {
        return Err(Denial::new(ResultCode::ParamIllegal, "serialNo is empty"));
    }
    let now = world.now();
    with(world, &request.mandate_id, |mandate| mandate.deduct(&request.serial_no, request.amount.0, now))
}

/// Moves the mandate along its life.
pub(super) fn advance_status(world: &World, request: &AdvanceStatusRequest) -> Result<MandateRecord, Denial> {
    let to = MandateState::parse(&request.mandate_status)
        .map_err(|error| Denial::new(ResultCode::ParamIllegal, error.to_string()))?;
    with(world, &request.mandate_id, |mandate| mandate.advance(to))
}

fn with(
    world: &World,
    mandate_id: &str,
    work: impl FnOnce(&mut NetworkMandate) -> Result<(), Denial>,
) -> Result<MandateRecord, Denial> {
    let mut book = lock(&world.network);
    let mandate = book.mandate_mut(mandate_id)?;
    work(mandate)?;
    Ok(mandate.record())
}
