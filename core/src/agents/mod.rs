//! Agents: who they are and who may act for me.

mod binding;

pub use binding::{Binding, BindingState};
