//! One step of the mark, on a thread of its own: the host's secret store may be slow, wait for a person, or call its own
//! wallet, and the thread that writes waits for none of that.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use super::{StoreError, failpoint};
use crate::identity::{SecretError, Secrets};

/// The counter of one database in the secret store, raised by one thread at a time.
pub(super) struct Turns {
    secrets: Secrets,
    name: String,
    shared: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    /// A thread asks the secret store right now.
    underway: bool,
    /// How far the counter is known to have come.
    raised: u64,
    /// Up to where the latest turn was to raise it, if it failed, and why.
    failed: Option<(u64, SecretError)>,
}

impl Turns {
    pub(super) fn new(secrets: Secrets, name: String, raised: u64) -> Self {
        let state = State { raised, ..State::default() };
        Self { secrets, name, shared: Arc::new((Mutex::new(state), Condvar::new())) }
    }

    /// How far the counter has come.
    pub(super) fn raised(&self) -> u64 {
        self.lock().raised
    }

    /// Up to where the latest turn was to raise it, if that failed.
    pub(super) fn failed_at(&self) -> Option<u64> {
        self.lock().failed.as_ref().map(|(to, _)| *to)
    }

    /// Begins to raise the counter to `to`, unless that is under way, and waits for nothing.
    pub(super) fn begin(&self, to: u64) {
        let mut state = self.lock();
        if state.underway || state.raised >= to {
            return;
        }
        state.underway = true;
        drop(state);
        let (secrets, name, shared) = (self.secrets.clone(), self.name.clone(), Arc::clone(&self.shared));
        let turn = move || {
            failpoint::reach("mark.following");
            // A host that panics must not leave the turn open.
            let asked = catch_unwind(AssertUnwindSafe(|| secrets.raise_counter(&name, to)));
            failpoint::reach("mark.followed");
            end(
                &shared,
                to,
                asked.unwrap_or_else(|_| Err(SecretError::Failed { reason: "panicked".to_owned() })),
            );
        };
        if Builder::new().name("wallet-mark".to_owned()).spawn(turn).is_err() {
            end(&self.shared, to, Err(SecretError::Failed { reason: "no thread".to_owned() }));
        }
    }

    /// Raises the counter to `to` and waits until it is there, at most for `patience`.
    ///
    /// # Errors
    /// [`StoreError::Secret`]; [`StoreError::Busy`] when the secret store does not answer in time.
    pub(super) fn raise(&self, to: u64, patience: Duration) -> Result<(), StoreError> {
        // One that is under way may have begun before the latest commits.
        for _ in 0..2 {
            self.begin(to);
            let (_, ended) = &*self.shared;
            let waited = ended.wait_timeout_while(self.lock(), patience, |state| state.underway);
            let (state, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            if timeout.timed_out() {
                return Err(StoreError::Busy);
            }
            if let Some((_, error)) = &state.failed {
                return Err(error.clone().into());
            }
            if state.raised >= to {
                return Ok(());
            }
        }
        Err(StoreError::Busy)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn end(shared: &(Mutex<State>, Condvar), to: u64, outcome: Result<u64, SecretError>) {
    let (state, ended) = shared;
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    state.underway = false;
    match outcome {
        Ok(value) => {
            state.raised = state.raised.max(value);
            state.failed = None;
        }
        Err(error) => state.failed = Some((to, error)),
    }
    ended.notify_all();
}
