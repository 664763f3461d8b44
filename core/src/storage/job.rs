//! One piece of work for the writer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{StoreError, WriteTx};

/// One piece of work, and the one who waits for it.
pub(super) trait Job: Send {
    /// Runs the work. Whether it is to be kept; work that cannot be run again never is a second time.
    fn run(&mut self, tx: &WriteTx<'_>) -> bool;
    /// Whether it may be run again after its changes were taken back.
    fn can_run_again(&self) -> bool;
    /// Answers: the work's own result when the commit succeeded, or when the work itself refused.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

/// A closure and the way its result goes.
struct Work<T, E, F, A> {
    work: F,
    again: bool,
    result: Option<Result<T, E>>,
    answer: A,
}

/// Work that is run once; a second time it says so.
pub(super) fn once<T, E, F, A>(work: F, answer: A) -> Box<dyn Job>
where
    F: FnOnce(&WriteTx<'_>) -> Result<T, E> + Send + 'static,
    A: FnOnce(Result<T, E>) + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let mut work = Some(work);
    let work = move |tx: &WriteTx<'_>| work.take().map(|work| work(tx));
    Box::new(Work { work, again: false, result: None, answer })
}

/// Work that may be run again: it changes nothing but the transaction.
pub(super) fn again<T, E, F, A>(work: F, answer: A) -> Box<dyn Job>
where
    F: Fn(&WriteTx<'_>) -> Result<T, E> + Send + 'static,
    A: FnOnce(Result<T, E>) + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let work = move |tx: &WriteTx<'_>| Some(work(tx));
    Box::new(Work { work, again: true, result: None, answer })
}

impl<T, E, F, A> Job for Work<T, E, F, A>
where
    F: FnMut(&WriteTx<'_>) -> Option<Result<T, E>> + Send,
    A: FnOnce(Result<T, E>) + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &WriteTx<'_>) -> bool {
        // A panic unwinds out of the closure only; what it had changed is taken back.
        let result = catch_unwind(AssertUnwindSafe(|| (self.work)(tx)))
            .unwrap_or_else(|_| Some(Err(StoreError::WorkPanicked.into())));
        let Some(result) = result else { return false };
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn can_run_again(&self) -> bool {
        self.again
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.result, committed) {
            (Some(Err(refused)), _) => Err(refused),
            (_, Err(error)) => Err(error.into()),
            (Some(result), Ok(())) => result,
            (None, Ok(())) => Err(StoreError::GroupFailed.into()),
        };
        (self.answer)(result);
    }
}
