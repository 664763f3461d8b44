//! Agents: who they are and who may act for me.

mod binding;
mod profile;

pub use binding::{Binding, BindingError, BindingState};
pub use profile::AgentProfile;
