//! A store that is used for long and told of its end: what has expired takes no room, what was acknowledged so much as it
//! was told.

use std::path::Path;

use amp_wallet_core::clock::Timestamp;
use amp_wallet_core::events::EventKind;
use amp_wallet_core::storage::Store;
use rusqlite::Connection;

use super::rows::{NOW, store, write};

/// Events and nonces of one transaction.
const BATCH: i64 = 100;

/// Acknowledged events that are kept.
const KEPT: u32 = 500;

/// One more transaction: a hundred events, acknowledged; a hundred nonces, each good for a minute; a minute goes by.
fn live(store: &Store, round: i64) {
    let now: Timestamp = NOW.plus_seconds(round * 60);
    write(store, move |tx| {
        for number in 0..BATCH {
            let mandate_id = format!("mandate-{round}-{number}");
            tx.nonces().register(&format!("nonce-{mandate_id}"), now.plus_seconds(60), now)?;
            tx.events().append(&EventKind::MandateExpired { mandate_id }, now)?;
        }
        assert!(tx.events().acknowledge((round + 1) * BATCH)?);
        tx.events().forget_surplus(KEPT, u32::MAX)?;
        Ok(())
    })
    .unwrap();
}

fn pages(path: &Path) -> i64 {
    let database = Connection::open(path).unwrap();
    database.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_store_does_not_grow_with_events_that_were_acknowledged_and_nonces_that_expired() {
    let (folder, store) = store();
    (0..20).for_each(|round| live(&store, round));
    let early = pages(&folder.path().join("wallet.db"));
    (20..400).for_each(|round| live(&store, round));
    let late = pages(&folder.path().join("wallet.db"));
    // Nonces lie where their tags fall, so a few pages more or less are chance.
    assert!(late <= early + early / 8, "{early} pages after 2,000 of each, {late} after 40,000");
    let (nonces, waiting) =
        write(&store, |tx| Ok((tx.nonces().count()?, tx.events().waiting(0, 9)?))).unwrap();
    // Those of the last minutes (a minute of validity and the leeway of two clocks: 300 to 400), and those that no sweep has
    // come by yet: where it comes by is chance.
    assert!(nonces <= 1_000, "{nonces}");
    assert_eq!(waiting, []);
    // Their numbers go on, so that none is told twice under another meaning.
    let events = store.check().unwrap().books.events;
    assert_eq!((events.acknowledged, events.kept), (40_000, u64::from(KEPT)));
}
