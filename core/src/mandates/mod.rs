//! Mandates: types, lifecycle, and the surface the user is shown.

mod adjustment;
mod authorization;
mod budget_use;
mod display_text;
mod mandate;
#[cfg(test)]
pub(crate) mod sample;
mod session;
mod shown_text;
mod state;
mod surface;
mod tasks;

pub use adjustment::{Adjustment, AdjustmentContent};
pub use authorization::{
    AuthorizationContent, DEFAULT_DESCRIPTION, EnrollmentContent, IMMEDIATE_VALIDITY_SECONDS, MandateContent,
    SigningFacts,
};
pub use budget_use::{BudgetSums, BudgetUse};
pub use display_text::{TextProblem, check_text, is_hostile};
pub use mandate::Mandate;
pub use session::{AuthorizationSession, Notification, NotificationState, SessionKind, SessionStatus};
pub use shown_text::{MAX_GOODS, MAX_MERCHANTS, MAX_NAME, ShownText, order_texts};
pub use state::{MandateError, MandateEvent, MandateState};
pub use surface::{
    AuthorizationSurface, Emphasis, FieldValue, GLANCE_LINES, GLANCE_WIDTH, SurfaceError, SurfaceField,
    SurfaceKind, SurfaceWarning,
};
pub use tasks::{DelegatedTask, RefusalTally, TaskPayments, TaskStatus};
