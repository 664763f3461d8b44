//! Which sessions the network is being told of right now, so that no two notifications of one session run at once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The sessions under way in this process.
#[derive(Debug, Clone, Default)]
pub(super) struct Telling(Arc<Mutex<HashSet<String>>>);

/// One session under way, until it is dropped.
#[derive(Debug)]
pub(super) struct UnderWay {
    telling: Telling,
    id: String,
}

impl Telling {
    /// Takes the session, if nobody has it.
    pub(super) fn begin(&self, id: &str) -> Option<UnderWay> {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned());
        taken.then(|| UnderWay { telling: self.clone(), id: id.to_owned() })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.telling.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_told_once_at_a_time() {
        let telling = Telling::default();
        let first = telling.begin("a").unwrap();
        assert!(telling.begin("a").is_none() && telling.begin("b").is_some());
        drop(first);
        assert!(telling.begin("a").is_some());
    }
}
