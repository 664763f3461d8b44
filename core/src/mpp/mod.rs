//! The wallet as a mobile payment provider: AMP's HTTP contract, wallet side (amp-http), over [`crate::wallet`].
//!
//! The network reads only the JSON of an answer, never its HTTP status: what a use case refuses is HTTP 200 with
//! `result.resultStatus` `F`. What is no request at all is 422, 405, 404 or 413.

mod authorization;
mod body;
mod inquiry;
mod payment;
mod result;
mod router;
mod server;
mod wire;

pub use body::JsonBody;
pub use server::{Approver, MppError, MppOptions, MppServer};
