//! Records by key, a bounded number of them.

use std::collections::HashMap;

use super::denial::Denial;

pub(super) struct Shelf<T> {
    records: HashMap<String, T>,
    capacity: u32,
}

impl<T> Shelf<T> {
    pub(super) fn new(capacity: u32) -> Self {
        Self { records: HashMap::new(), capacity }
    }

    /// Puts a record, in place of one with the same key.
    pub(super) fn put(&mut self, key: &str, record: T) -> Result<(), Denial> {
        if self.is_full() && !self.records.contains_key(key) {
            return Err(Denial::system("the sandbox is full; reset it"));
        }
        self.records.insert(key.to_owned(), record);
        Ok(())
    }

    pub(super) fn is_full(&self) -> bool {
        u32::try_from(self.records.len()).unwrap_or(u32::MAX) >= self.capacity
    }

    pub(super) fn get(&self, key: &str) -> Option<&T> {
        self.records.get(key)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        self.records.get_mut(key)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &T)> {
        self.records.iter().map(|(key, record)| (key.as_str(), record))
    }

    pub(super) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.records.retain(|_, record| keep(record));
    }

    pub(super) fn clear(&mut self) {
        self.records.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_shelf_takes_no_new_record_and_still_replaces_old_ones() {
        let mut shelf = Shelf::new(1);
        shelf.put("a", 1).unwrap();
        assert_eq!(shelf.put("b", 2).unwrap_err().code, "SYSTEM_ERROR");
        shelf.put("a", 3).unwrap();
        assert_eq!((shelf.get("a"), shelf.get("b")), (Some(&3), None));
    }
}
