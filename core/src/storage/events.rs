//! The outbox: events, written in the transaction of what they tell and told until the app has acknowledged them; those
//! that it has acknowledged are kept behind it, as history.

use rusqlite::params;

use super::columns::{time, to_json, unreadable, value};
use super::rows::Row;
use super::sealed::{self, EVENT_WHAT};
use super::{Rows, StoreError, Write};
use crate::clock::Timestamp;
use crate::events::{DROP_BATCH, Event, EventKind, PENDING_LIMIT};

/// The numbers of the outbox: everything up to `acknowledged` is history, `first` to `last` wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    acknowledged: i64,
    first: Option<i64>,
    last: Option<i64>,
}

impl<Access> Rows<'_, Event, Access> {
    /// At most `limit` events that wait, those after the one numbered `after` (0 for the first), in order.
    ///
    /// # Errors
    /// What the database says.
    pub fn waiting(&self, after: i64, limit: u32) -> Result<Vec<Event>, StoreError> {
        self.all(
            "SELECT * FROM event WHERE event_id > max(?1, ifnull((SELECT acknowledged FROM event_mark), 0))
             ORDER BY event_id LIMIT ?2",
            params![after, limit],
            read,
        )
    }

    /// At most `limit` events, the latest first, those that wait and those that were acknowledged: from before the one
    /// numbered `before`, or from the latest on.
    ///
    /// # Errors
    /// What the database says.
    pub fn history(&self, before: Option<i64>, limit: u32) -> Result<Vec<Event>, StoreError> {
        self.all(
            "SELECT * FROM event WHERE event_id < ?1 ORDER BY event_id DESC LIMIT ?2",
            params![before.unwrap_or(i64::MAX), limit],
            read,
        )
    }

    fn span(&self) -> Result<Span, StoreError> {
        let span = self.find(
            "SELECT acknowledged, last,
               (SELECT event_id FROM event WHERE event_id > acknowledged ORDER BY event_id LIMIT 1) AS first
             FROM (SELECT ifnull((SELECT acknowledged FROM event_mark), 0) AS acknowledged,
               (SELECT max(event_id) FROM event) AS last)",
            [],
            |row| {
                Ok(Span {
                    acknowledged: value(row, "acknowledged")?,
                    first: value(row, "first")?,
                    last: value(row, "last")?,
                })
            },
        )?;
        span.ok_or_else(|| unreadable("numbers of events"))
    }
}

impl Rows<'_, Event, Write> {
    /// Appends an event. The cost does not depend on how many wait; when too many do, the oldest give way
    /// ([`crate::events`]).
    ///
    /// # Errors
    /// What the database says.
    pub fn append(&self, what: &EventKind, now: Timestamp) -> Result<(), StoreError> {
        self.add(what, None, now)
    }

    /// Appends what was refused to `agent` (empty for any that was never bound), as `what` tells it, unless `most` refusals
    /// of the same wait already. Then it is counted, and the next one that is told says how many were not: what an agent
    /// is refused must not push out what the app was not told yet.
    ///
    /// # Errors
    /// What the database says.
    pub fn append_refusal(
        &self,
        agent: &str,
        most: u32,
        what: impl FnOnce(u64) -> EventKind,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let waiting = self.find(
            "SELECT count(*) AS waiting FROM (SELECT 1 FROM event INDEXED BY event_refused
               WHERE refused = ?1 AND event_id > ?2 LIMIT ?3)",
            params![agent, self.span()?.acknowledged, most],
            |row| value::<u32>(row, "waiting"),
        )?;
        if waiting.is_some_and(|waiting| waiting >= most) {
            self.change(
                "INSERT INTO refusal_untold (refused, untold) VALUES (?1, 1)
                 ON CONFLICT (refused) DO UPDATE SET untold = untold + 1",
                [agent],
            )?;
            return Ok(());
        }
        let untold =
            self.find("DELETE FROM refusal_untold WHERE refused = ?1 RETURNING untold", [agent], |row| {
                value::<i64>(row, "untold")
            })?;
        let untold = u64::try_from(untold.unwrap_or_default()).unwrap_or_default();
        self.add(&what(untold), Some(agent), now)
    }

    fn add(&self, what: &EventKind, refused: Option<&str>, now: Timestamp) -> Result<(), StoreError> {
        let span = self.span()?;
        let event_id = span
            .last
            .unwrap_or(0)
            .max(span.acknowledged)
            .checked_add(1)
            .ok_or_else(|| unreadable("numbers of events"))?;
        // Numbers have no gaps, so their distance is their number.
        let waiting = span.first.map_or(0, |first| event_id.saturating_sub(first));
        if let Some(first) = span.first.filter(|_| waiting >= i64::from(PENDING_LIMIT)) {
            self.drop_oldest(first, now)?;
        }
        self.change(
            "INSERT INTO event (event_id, at, what, refused) VALUES (?1, ?2, ?3, ?4)",
            params![event_id, now.millis(), self.seal_what(event_id, what)?, refused],
        )?;
        Ok(())
    }

    /// Acknowledges the event numbered `event_id` and every earlier one; a number that is acknowledged already changes
    /// nothing. Answers whether there is such an event, or was.
    ///
    /// # Errors
    /// What the database says.
    pub fn acknowledge(&self, event_id: i64) -> Result<bool, StoreError> {
        let span = self.span()?;
        if event_id <= span.acknowledged {
            return Ok(event_id > 0);
        }
        if span.last.is_none_or(|last| event_id > last) {
            return Ok(false);
        }
        self.change(
            "INSERT INTO event_mark (one, acknowledged) VALUES (1, ?1)
             ON CONFLICT (one) DO UPDATE SET acknowledged = excluded.acknowledged",
            params![event_id],
        )?;
        Ok(true)
    }

    /// Drops at most `limit` of the oldest acknowledged events, so that of all numbers acknowledged the `kept` latest
    /// stay; how many.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_surplus(&self, kept: u32, limit: u32) -> Result<u64, StoreError> {
        let until = self.span()?.acknowledged.saturating_sub(i64::from(kept));
        self.change(
            "DELETE FROM event WHERE event_id IN
               (SELECT event_id FROM event WHERE event_id <= ?1 ORDER BY event_id LIMIT ?2)",
            params![until, limit],
        )
    }

    /// Drops those of the `limit` oldest acknowledged events that happened before `before`; how many.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_before(&self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        let acknowledged = self.span()?.acknowledged;
        self.change(
            "DELETE FROM event WHERE at < ?2 AND event_id IN
               (SELECT event_id FROM event WHERE event_id <= ?1 ORDER BY event_id LIMIT ?3)",
            params![acknowledged, before.millis(), limit],
        )
    }

    /// Replaces the oldest events by one that says how many are missing, under the number of the last of them.
    fn drop_oldest(&self, first: i64, now: Timestamp) -> Result<(), StoreError> {
        let head = self.waiting(first.saturating_sub(1), 1)?;
        let earlier = match head.first().map(|event| &event.what) {
            // The marker of the last time counts for those it stands for, not for itself.
            Some(EventKind::EventsDropped { dropped }) => dropped.saturating_sub(1),
            _ => 0,
        };
        let until = first.saturating_add(i64::from(DROP_BATCH)).saturating_sub(1);
        let dropped = earlier.saturating_add(u64::from(DROP_BATCH));
        self.change("DELETE FROM event WHERE event_id >= ?1 AND event_id < ?2", params![first, until])?;
        self.change_one(
            "event",
            "UPDATE event SET at = ?2, what = ?3, refused = NULL WHERE event_id = ?1",
            params![until, now.millis(), self.seal_what(until, &EventKind::EventsDropped { dropped })?],
        )
    }

    /// What happened is sealed: a refusal quotes what merchants and agents wrote.
    fn seal_what(&self, event_id: i64, what: &EventKind) -> Result<Vec<u8>, StoreError> {
        self.sealed(EVENT_WHAT, &event_id.to_string(), to_json(what)?)
    }
}

fn read(row: &Row<'_>) -> Result<Event, StoreError> {
    Ok(Event {
        event_id: value(row, "event_id")?,
        at: time(row, "at")?,
        what: sealed::json(row, EVENT_WHAT)?,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::{Store, StoreOptions};
    use super::*;
    use crate::identity::{MemorySecretStore, Secrets};

    const NOW: Timestamp = Timestamp::from_seconds(1_795_491_753);

    struct Outbox {
        folder: tempfile::TempDir,
        secrets: Secrets,
        store: Store,
    }

    impl Outbox {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let secrets = Secrets::new(Arc::new(MemorySecretStore::default()));
            let store = Self::open(&folder, &secrets);
            Self { folder, secrets, store }
        }

        fn open(folder: &tempfile::TempDir, secrets: &Secrets) -> Store {
            Store::open(&folder.path().join("wallet.db"), StoreOptions::default(), secrets).unwrap()
        }

        fn reopen(&mut self) {
            self.store.close();
            self.store = Self::open(&self.folder, &self.secrets);
        }

        fn append(&self, numbers: std::ops::Range<u32>) {
            self.store
                .write_blocking(move |tx| {
                    for number in numbers {
                        tx.events().append(&revoked(number), NOW)?;
                    }
                    Ok::<_, StoreError>(())
                })
                .unwrap();
        }

        fn acknowledge(&self, event_id: i64) -> bool {
            self.store.write_blocking(move |tx| tx.events().acknowledge(event_id)).unwrap()
        }

        fn history(&self, before: Option<i64>, limit: u32) -> Vec<Event> {
            self.store.read_blocking(move |tx| tx.events().history(before, limit)).unwrap()
        }

        fn waiting(&self) -> Vec<Event> {
            self.store.read_blocking(|tx| tx.events().waiting(0, u32::MAX)).unwrap()
        }
    }

    fn revoked(number: u32) -> EventKind {
        EventKind::MandateRevoked { mandate_id: number.to_string() }
    }

    #[test]
    fn a_transaction_that_fails_tells_nothing() {
        let outbox = Outbox::new();
        let failed: Result<(), StoreError> = outbox.store.write_blocking(|tx| {
            tx.events().append(&revoked(1), NOW)?;
            Err(StoreError::NonceSeen)
        });
        assert_eq!(failed, Err(StoreError::NonceSeen));
        assert_eq!(outbox.waiting(), []);
    }

    #[test]
    fn an_app_that_never_acknowledges_keeps_a_bounded_outbox_and_is_told_how_much_is_missing() {
        let outbox = Outbox::new();
        let appended = PENDING_LIMIT + 3 * DROP_BATCH;
        outbox.append(0..appended);
        let waiting = outbox.waiting();
        assert!(waiting.len() <= PENDING_LIMIT as usize);
        let EventKind::EventsDropped { dropped } = waiting[0].what else { panic!("{:?}", waiting[0]) };
        assert_eq!(dropped + waiting.len() as u64 - 1, u64::from(appended), "none is lost uncounted");
        assert!(waiting.windows(2).all(|pair| pair[0].event_id + 1 == pair[1].event_id));
        assert_eq!(waiting.last().map(|event| &event.what), Some(&revoked(appended - 1)));
        assert_eq!(
            waiting[1].what,
            revoked(u32::try_from(dropped).unwrap()),
            "the oldest gave way, no other"
        );
    }

    #[test]
    fn a_number_that_no_event_has_is_not_acknowledged() {
        let outbox = Outbox::new();
        outbox.append(0..3);
        assert!(!outbox.acknowledge(4));
        assert!(!outbox.acknowledge(0));
        assert_eq!(outbox.waiting().len(), 3);
        assert!(outbox.acknowledge(3));
        assert!(outbox.acknowledge(2), "twice is harmless");
        assert_eq!(outbox.waiting(), []);
    }

    #[test]
    fn what_was_acknowledged_is_history_until_it_is_surplus_or_old() {
        let outbox = Outbox::new();
        outbox.append(0..10);
        assert!(outbox.acknowledge(7));
        let numbers =
            |before, limit| outbox.history(before, limit).iter().map(|event| event.event_id).collect();
        let all: Vec<_> = numbers(None, 200);
        assert_eq!(all, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], "the latest first, waiting or not");
        let page: Vec<_> = numbers(Some(6), 2);
        assert_eq!(page, [5, 4]);
        let forgotten = outbox.store.write_blocking(|tx| tx.events().forget_surplus(5, 64)).unwrap();
        assert_eq!(forgotten, 2, "7 were acknowledged, 5 stay, and what waits is no surplus");
        let left: Vec<_> = numbers(None, 200);
        assert_eq!(left, [10, 9, 8, 7, 6, 5, 4, 3]);
        let forget = |before, limit| {
            outbox.store.write_blocking(move |tx| tx.events().forget_before(before, limit)).unwrap()
        };
        assert_eq!(forget(NOW, 64), 0);
        assert_eq!(forget(NOW.plus_millis(1), 2), 2, "in steps");
        assert_eq!(forget(NOW.plus_millis(1), 64), 3);
        let left: Vec<_> = numbers(None, 200);
        assert_eq!(left, [10, 9, 8], "what waits is never too old");
        assert_eq!(outbox.waiting().len(), 3);
    }

    #[test]
    fn an_app_that_never_acknowledges_again_keeps_the_history_that_it_has() {
        let outbox = Outbox::new();
        outbox.append(0..3);
        assert!(outbox.acknowledge(3));
        outbox.append(3..3 + PENDING_LIMIT + 1);
        let oldest: Vec<_> = outbox.history(Some(4), 9).into_iter().map(|event| event.what).collect();
        assert_eq!(oldest, [revoked(2), revoked(1), revoked(0)]);
        let first = outbox.waiting().swap_remove(0);
        assert_eq!(first.what, EventKind::EventsDropped { dropped: u64::from(DROP_BATCH) });
    }

    #[derive(Debug, Clone)]
    enum Step {
        Append(u32),
        /// Acknowledges what stands at this place of the queue.
        Acknowledge(u32),
        Reopen,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            6 => (1_u32..5).prop_map(Step::Append),
            4 => (0_u32..4).prop_map(Step::Acknowledge),
            1 => Just(Step::Reopen),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn every_event_is_told_until_it_is_acknowledged_in_order_and_under_its_own_number(
            steps in prop::collection::vec(step(), 1..30),
        ) {
            let mut outbox = Outbox::new();
            let mut appended = 0_u32;
            // Events are numbered from 1 as they are appended, so the model is two numbers.
            let mut acknowledged = 0_i64;
            for step in steps {
                match step {
                    Step::Append(count) => {
                        outbox.append(appended..appended + count);
                        appended += count;
                    }
                    Step::Acknowledge(place) => {
                        let last = i64::from(appended);
                        let event_id = acknowledged + 1 + i64::from(place);
                        let known = outbox.acknowledge(event_id);
                        prop_assert_eq!(known, event_id <= last);
                        if known {
                            acknowledged = event_id;
                        }
                    }
                    Step::Reopen => outbox.reopen(),
                }
                let last = i64::from(appended);
                let told: Vec<_> = outbox.waiting().into_iter().map(|event| (event.event_id, event.what)).collect();
                let expected: Vec<_> = (acknowledged + 1..=last)
                    .map(|id| (id, revoked(u32::try_from(id - 1).unwrap())))
                    .collect();
                prop_assert_eq!(told, expected);
                let kept: Vec<_> = outbox.history(None, u32::MAX).iter().map(|event| event.event_id).collect();
                prop_assert_eq!(kept, (1..=last).rev().collect::<Vec<_>>());
            }
        }
    }
}
