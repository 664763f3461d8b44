//! The main job from end to end, told step by step: a sandbox and a wallet in this process, real HTTP between them,
//! a real database under them.

mod cast;
mod plot;
mod report;
mod story;
mod user;
mod workspace;

pub(crate) use plot::tell;
pub(crate) use workspace::Workspace;
