//! Intent Guard: S1 to S4, four pure decisions (AMP, "Intent Guard").

mod refusal;

pub use refusal::{Reason, Refusal, Stage};
