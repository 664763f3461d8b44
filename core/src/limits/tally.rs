//! Where one thing counts, and which counts it is judged by.

/// Where one payment, or mandate, or attempt counts, and which counts it is judged by. The two differ where an agent may
/// leave out what tells things apart: what shows no merchant identifier, category or order number counts against each
/// that it may belong to, so that leaving it out gains nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<Key> {
    /// The counters that count it.
    pub counts_in: Vec<Key>,
    /// What it is judged by: each is a sum of counters, and every sum must have room. An empty sum is nothing.
    pub judged_by: Vec<Vec<Key>>,
}

impl<Key> Tally<Key> {
    /// Counts in one counter and is judged by it.
    pub(super) fn of_one(key: Key) -> Self
    where
        Key: Clone,
    {
        Self { counts_in: vec![key.clone()], judged_by: vec![vec![key]] }
    }

    /// Counts nowhere; what is judged is judged by itself.
    pub(super) fn of_none() -> Self {
        Self { counts_in: Vec::new(), judged_by: vec![Vec::new()] }
    }

    /// The same tally of other keys.
    pub(super) fn map<Other>(self, mut key_of: impl FnMut(Key) -> Other) -> Tally<Other> {
        Tally {
            counts_in: self.counts_in.into_iter().map(&mut key_of).collect(),
            judged_by: self
                .judged_by
                .into_iter()
                .map(|sum| sum.into_iter().map(&mut key_of).collect())
                .collect(),
        }
    }
}
