//! The latest values that were opened of sealed columns, for those that are read at every payment and hardly ever written.
//!
//! A sealed value is never written twice alike, so the same bytes at the same place are the same value: comparing them is
//! proof enough, and costs a tenth of opening and reading them again. They stay in memory until the store is closed or
//! suspended, or others take their places.

use std::any::Any;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// How many values are kept: agents mostly pay under one mandate for a while.
const MOST: usize = 8;

/// The values, the latest opened first.
#[derive(Default)]
pub(super) struct Opened {
    latest: Mutex<VecDeque<Value>>,
}

struct Value {
    place: &'static str,
    key: String,
    sealed: Vec<u8>,
    value: Arc<dyn Any + Send + Sync>,
}

impl Opened {
    /// What `sealed` was opened to at this place, in the row with this key.
    pub(super) fn find<T: Clone + 'static>(
        &self,
        place: &'static str,
        key: &str,
        sealed: &[u8],
    ) -> Option<T> {
        let value = {
            let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
            let is_it = |known: &&Value| known.place == place && known.key == key && known.sealed == sealed;
            Arc::clone(&latest.iter().find(is_it)?.value)
        };
        value.downcast_ref::<T>().cloned()
    }

    /// Keeps what was opened; what the place held before goes, and the oldest.
    pub(super) fn keep<T: Clone + Send + Sync + 'static>(
        &self,
        place: &'static str,
        key: &str,
        sealed: &[u8],
        value: &T,
    ) {
        let kept =
            Value { place, key: key.to_owned(), sealed: sealed.to_vec(), value: Arc::new(value.clone()) };
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        latest.retain(|known| known.place != place || known.key != key);
        latest.push_front(kept);
        latest.truncate(MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(opened: &Opened, key: &str, sealed: &[u8]) -> Option<String> {
        opened.find("mandate.intent", key, sealed)
    }

    #[test]
    fn a_value_is_found_by_all_of_its_bytes_at_its_own_place_only() {
        let opened = Opened::default();
        opened.keep("mandate.intent", "m-1", b"sealed", &"tea".to_owned());
        assert_eq!(find(&opened, "m-1", b"sealed").as_deref(), Some("tea"));
        assert_eq!(find(&opened, "m-1", b"sealee"), None, "sealed anew");
        assert_eq!(find(&opened, "m-2", b"sealed"), None, "moved to another row");
        assert_eq!(opened.find::<String>("mandate.l2", "m-1", b"sealed"), None, "moved to another column");
        assert_eq!(opened.find::<u8>("mandate.intent", "m-1", b"sealed"), None, "of another type");
    }

    #[test]
    fn a_place_keeps_one_value_and_the_oldest_place_gives_way() {
        let opened = Opened::default();
        opened.keep("mandate.intent", "m-0", b"old", &"tea".to_owned());
        opened.keep("mandate.intent", "m-0", b"new", &"milk".to_owned());
        assert_eq!(find(&opened, "m-0", b"old"), None);
        for number in 1..=MOST {
            opened.keep("mandate.intent", &format!("m-{number}"), b"s", &number.to_string());
        }
        assert_eq!(find(&opened, "m-0", b"new"), None);
        assert_eq!(find(&opened, "m-1", b"s").as_deref(), Some("1"));
        assert_eq!(opened.latest.lock().unwrap().len(), MOST);
    }
}
