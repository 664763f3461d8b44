//! Places where a crash test ends the process (feature `failpoints`; without it nothing of this is compiled in).
//!
//! `AMP_FAILPOINT=writer.committed:3` ends the process, without unwinding, the third time it comes to that place.
//! `AMP_PLANT=split_transaction` plants a bug, to show that the crash test finds one.

/// Every place, in the order in which one payment comes by.
#[cfg(feature = "failpoints")]
pub const POINTS: [&str; 8] = [
    "writer.begun",
    "payment.posted",
    "writer.worked",
    "writer.numbered",
    "writer.committed",
    "writer.answered",
    "mark.following",
    "mark.followed",
];

/// Every place of a rotation of the key, in order; `rotation.resealed` comes by after each batch.
#[cfg(feature = "failpoints")]
pub const ROTATION_POINTS: [&str; 5] =
    ["rotation.keyed", "rotation.named", "rotation.resealed", "rotation.finished", "rotation.forgotten"];

/// Ends the process if this is the place and the time.
#[cfg(feature = "failpoints")]
pub(super) fn reach(point: &str) {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicI64, Ordering};

    static ORDERED: LazyLock<Option<(String, AtomicI64)>> = LazyLock::new(|| {
        let order = std::env::var("AMP_FAILPOINT").ok()?;
        let (point, times) = order.split_once(':')?;
        Some((point.to_owned(), AtomicI64::new(times.parse().ok()?)))
    });
    if let Some((ordered, times)) = ORDERED.as_ref()
        && ordered == point
        && times.fetch_sub(1, Ordering::Relaxed) == 1
    {
        std::process::abort();
    }
}

/// Without the feature: nothing.
#[cfg(not(feature = "failpoints"))]
pub(super) const fn reach(_point: &str) {}

/// Between a payment's posting and its row: the planted bug commits what there is and goes on in another transaction.
#[cfg(feature = "failpoints")]
pub(super) fn split_transaction(connection: &rusqlite::Connection) -> Result<(), super::StoreError> {
    use std::sync::LazyLock;

    static PLANTED: LazyLock<bool> =
        LazyLock::new(|| std::env::var("AMP_PLANT").is_ok_and(|bug| bug == "split_transaction"));
    if *PLANTED {
        connection.execute_batch("COMMIT; BEGIN IMMEDIATE; SAVEPOINT work;")?;
    }
    Ok(())
}

/// Without the feature: nothing.
#[cfg(not(feature = "failpoints"))]
#[allow(clippy::unnecessary_wraps, reason = "as with the feature")]
pub(super) const fn split_transaction(_: &rusqlite::Connection) -> Result<(), super::StoreError> {
    Ok(())
}
