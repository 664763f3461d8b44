//! Mandates: types, lifecycle, and the surface the user is shown.

mod mandate;
mod state;

pub use mandate::Mandate;
pub use state::{MandateError, MandateEvent, MandateState};
