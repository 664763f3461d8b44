//! Events: what happened in this wallet, told to the app at least once and in order.
//!
//! An event is written in the transaction of what it tells, so there is never one without the other. The app pulls:
//! it asks for the next event, does with it what it wants, and acknowledges it. What was not acknowledged comes again
//! after a crash. Events are numbered through the whole wallet without gaps, so they are in order for every subject
//! too; an acknowledgement covers everything before it. What was acknowledged stays readable, the latest first, for as
//! long as the wallet's retention policy says.
//!
//! An app that never acknowledges must not fill the phone: beyond [`PENDING_LIMIT`] the oldest [`DROP_BATCH`] are
//! replaced by one `events.dropped`, which stands in their place and says how many are missing. Events are news, not
//! history: an app that meets it reads the state anew (tasks, payments, limits), where nothing is ever missing.
//!
//! An agent must not drown them either: of what it is refused [`REFUSALS_LIMIT`] wait at most, and the next one that is told
//! says how many were not (`untold`).
//!
//! | code | subject | parameters |
//! |---|---|---|
//! | `authorization.received` | session | `agent_id`, `session` |
//! | `authorization.refused` | session | `agent_id`, `because` (S1, with every reason), `untold` |
//! | `authorization.approved` | session | |
//! | `authorization.failed` | session | `because` |
//! | `agent.bound` | agent | `auth_session_id` |
//! | `agent.unbound` | agent | `auth_session_id` |
//! | `mandate.activated` | mandate | `agent_id`, `budget` |
//! | `mandate.adjusted` | mandate | `before`, `after` |
//! | `mandate.revoked`, `mandate.expired`, `mandate.finished` | mandate | |
//! | `payment.held` | payment | `mandate_id`, `amount` |
//! | `payment.refused` | mandate | `payment_id`, `because` (S2, S3, S4, with every reason), `untold` |
//! | `payment.captured` | payment | `mandate_id`, `amount` |
//! | `payment.unverified` | payment | `amount` |
//! | `payment.released` | payment | `mandate_id`, `amount`, `because` |
//! | `payment.refunded` | payment | `mandate_id`, `refund_id`, `amount` |
//! | `limits.changed` | wallet | |
//! | `freeze.changed` | wallet | `all`, `agents` |
//! | `appeal.opened`, `appeal.closed` | payment | `appeal_id` |
//! | `events.dropped` | wallet | `dropped` |

mod event;
mod event_kind;
mod refused;
mod subject;

pub use event::Event;
pub use event_kind::EventKind;
pub use refused::Refused;
pub use subject::SubjectKind;

/// How many events wait for the app at most.
pub const PENDING_LIMIT: u32 = 4_096;

/// How many refusals of one agent wait for the app at most, and of all agents together that were never bound: what else is
/// refused is counted, and told with the next one that is.
pub const REFUSALS_LIMIT: u32 = 64;

/// How many of the oldest give way at once when there are more.
pub const DROP_BATCH: u32 = 256;
