//! Faults to order: what goes wrong, on which path, how often.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

const MOST_ORDERS: usize = 1_000;
const LONGEST_DELAY_MILLIS: u64 = 120_000;

/// One thing that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// The call is held back.
    Delay {
        /// For how long, in milliseconds; at most two minutes.
        millis: u64,
    },
    /// The call is processed, then its answer is held back: everybody else hears of it first.
    DelayAnswer {
        /// For how long, in milliseconds; at most two minutes.
        millis: u64,
    },
    /// The connection is closed before the call is processed, without an answer.
    Drop,
    /// The call is processed, then the connection is closed without an answer: the answer is lost.
    LoseAnswer,
    /// The call is processed twice; the first answer counts.
    Duplicate,
    /// An HTTP status instead of an answer; the call is not processed.
    Status {
        /// The status.
        status: u16,
    },
    /// Bytes that are no JSON instead of an answer; the call is not processed.
    Garbage,
    /// An answer of more than ten megabytes; the call is not processed.
    Oversize,
    /// One bit of every layer and payment token in the body is flipped: in the answer on a path of the sandbox, in
    /// the request on a path of the wallet.
    Tamper,
    /// A result code instead of an answer; the call is not processed.
    Refuse {
        /// AMP's code by name.
        code: String,
    },
}

/// A fault on one path: one of the sandbox's own (`/network/notifyAuthorization`), where it befalls what comes in,
/// or one of the wallet's (`/mpp/pay`), where it befalls what goes out. `Status`, `Garbage`, `Oversize` and
/// `Refuse` befall only what comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct FaultOrder {
    /// The path.
    pub path: String,
    /// What goes wrong.
    pub fault: Fault,
    /// How many calls it befalls; all of them if absent.
    #[serde(default)]
    pub times: Option<u32>,
}

impl FaultOrder {
    /// The next `times` calls of a path.
    #[must_use]
    pub fn next(path: &str, fault: Fault, times: u32) -> Self {
        Self { path: path.to_owned(), fault, times: Some(times) }
    }

    /// Every call of a path.
    #[must_use]
    pub fn always(path: &str, fault: Fault) -> Self {
        Self { path: path.to_owned(), fault, times: None }
    }
}

/// The orders in force.
#[derive(Default)]
pub(super) struct Faults(Mutex<Vec<FaultOrder>>);

impl Faults {
    /// Adds an order; the oldest goes when there are too many.
    pub(super) fn add(&self, mut order: FaultOrder) {
        if let Fault::Delay { millis } | Fault::DelayAnswer { millis } = &mut order.fault {
            *millis = (*millis).min(LONGEST_DELAY_MILLIS);
        }
        let mut orders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if orders.len() >= MOST_ORDERS {
            orders.remove(0);
        }
        orders.push(order);
    }

    pub(super) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(super) fn all(&self) -> Vec<FaultOrder> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What befalls this call, in the order it was ordered.
    pub(super) fn take(&self, path: &str) -> Vec<Fault> {
        let mut orders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut befalling = Vec::new();
        for order in orders.iter_mut().filter(|order| order.path == path) {
            if let Some(times) = &mut order.times {
                let Some(left) = times.checked_sub(1) else { continue };
                *times = left;
            }
            befalling.push(order.fault.clone());
        }
        orders.retain(|order| order.times != Some(0));
        befalling
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_befalls_its_path_as_often_as_ordered() {
        let faults = Faults::default();
        faults.add(FaultOrder::next("/a", Fault::Drop, 2));
        faults.add(FaultOrder::always("/b", Fault::Garbage));
        assert_eq!(faults.take("/a"), [Fault::Drop]);
        assert_eq!(faults.take("/b"), [Fault::Garbage]);
        assert_eq!(faults.take("/a"), [Fault::Drop]);
        assert!(faults.take("/a").is_empty());
        assert_eq!(faults.take("/b"), [Fault::Garbage]);
        faults.clear();
        assert!(faults.take("/b").is_empty());
    }
}
