//! The AMP network: root of trust, issuer of tokens, keeper of mandates.

mod apply;
mod authorize;
mod binding;
mod book;
mod chain;
mod deductions;
mod inquiry;
mod mandate;
mod notify;
mod order;
mod pay;
mod token;

pub(super) use apply::apply_credential;
pub(super) use authorize::create_authorization;
pub(super) use book::NetworkBook;
pub(super) use inquiry::inquiry_payment_token;
pub(super) use mandate::NetworkMandate;
pub(super) use notify::{authorize_mandate, notify_authorization};
pub(super) use pay::pay;
