//! Claims: what the user disputes, and the evidence that is kept for it.

mod appeal;
mod evidence;

pub use appeal::{Appeal, MAX_REASON};
pub use evidence::Evidence;
