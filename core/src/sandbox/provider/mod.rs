//! The credential provider: the technical go-between of agent and network.

mod bind;
mod book;
mod callback;
mod credential;
mod mandate_session;

pub(super) use bind::{add_payment_method, query_payment_method_list};
pub(super) use book::ProviderBook;
pub(super) use callback::notify_authorization;
pub(super) use credential::apply_credential;
pub(super) use mandate_session::{create_mandate_session, inquiry_mandate_session};
