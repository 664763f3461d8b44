//! Mandates: types, lifecycle, and the surface the user is shown.

mod authorization;
mod display_text;
mod mandate;
mod state;

pub use authorization::{
    AuthorizationContent, DEFAULT_DESCRIPTION, EnrollmentContent, IMMEDIATE_VALIDITY_SECONDS, MandateContent,
    SigningFacts,
};
pub use display_text::{TextProblem, check_text, is_hostile};
pub use mandate::Mandate;
pub use state::{MandateError, MandateEvent, MandateState};
