//! For benchmarks only (feature `bench`): the bare commit that a durable write stands beside, and a long history
//! written in seconds instead of through the saga.

mod bare_commit;
mod history;

pub use bare_commit::BareCommit;
pub use history::History;
