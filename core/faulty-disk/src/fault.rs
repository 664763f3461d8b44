//! What fails, where and when.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What SQLite asks of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Write,
    Sync,
    Truncate,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Pass,
    Fail,
    /// The first half is written, then it fails.
    Tear,
}

/// A fault that can be begun.
#[derive(Debug, Clone)]
pub struct Fault {
    place: PathBuf,
    kind: Kind,
    skip: u32,
    times: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sync,
    Write,
    Any,
    PowerCut,
}

impl Fault {
    const fn new(place: PathBuf, kind: Kind) -> Self {
        Self { place, kind, skip: 0, times: u32::MAX }
    }

    /// Syncs fail, of one file or of every file in a folder.
    #[must_use]
    pub fn sync(place: &Path) -> Self {
        Self::new(place.to_owned(), Kind::Sync)
    }

    /// Writes fail; nothing of them is written.
    #[must_use]
    pub fn write(place: &Path) -> Self {
        Self::new(place.to_owned(), Kind::Write)
    }

    /// Writes, syncs and truncations fail.
    #[must_use]
    pub fn any(place: &Path) -> Self {
        Self::new(place.to_owned(), Kind::Any)
    }

    /// One write is torn: its first half reaches the disk. From then on everything fails.
    #[must_use]
    pub fn power_cut(place: &Path) -> Self {
        Self::new(place.to_owned(), Kind::PowerCut)
    }

    /// So many operations of the kind succeed before.
    #[must_use]
    pub const fn after(mut self, operations: u32) -> Self {
        self.skip = operations;
        self
    }

    /// So many of them fail, then the disk is sound again.
    #[must_use]
    pub const fn times(mut self, operations: u32) -> Self {
        self.times = operations;
        self
    }

    /// Begins it.
    #[must_use]
    pub fn begin(self) -> Active {
        static NUMBERS: AtomicU64 = AtomicU64::new(0);
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
        faults().push(Running { number, fault: self, hits: 0 });
        Active { number }
    }

    fn is_about(&self, path: &Path, operation: Operation) -> bool {
        let kind = match self.kind {
            Kind::Sync => operation == Operation::Sync,
            Kind::Write | Kind::PowerCut => operation == Operation::Write,
            Kind::Any => true,
        };
        kind && path.starts_with(&self.place)
    }
}

/// A fault that has begun. It ends when this is dropped.
#[derive(Debug)]
pub struct Active {
    number: u64,
}

impl Active {
    /// How many operations have failed.
    #[must_use]
    pub fn hits(&self) -> u32 {
        faults().iter().find(|running| running.number == self.number).map_or(0, |running| running.hits)
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        faults().retain(|running| running.number != self.number);
    }
}

struct Running {
    number: u64,
    fault: Fault,
    hits: u32,
}

fn faults() -> MutexGuard<'static, Vec<Running>> {
    static FAULTS: Mutex<Vec<Running>> = Mutex::new(Vec::new());
    FAULTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What becomes of an operation on the file at `path`.
pub(crate) fn judge(path: &Path, operation: Operation) -> Verdict {
    for running in faults().iter_mut() {
        let fault = &mut running.fault;
        if fault.times == 0 || !fault.is_about(path, operation) {
            continue;
        }
        if fault.skip > 0 {
            fault.skip = fault.skip.saturating_sub(1);
            continue;
        }
        running.hits = running.hits.saturating_add(1);
        if fault.times < u32::MAX {
            fault.times = fault.times.saturating_sub(1);
        }
        if fault.kind == Kind::PowerCut {
            fault.kind = Kind::Any;
            return Verdict::Tear;
        }
        return Verdict::Fail;
    }
    Verdict::Pass
}
