//! What happened.

use super::handle::Handle;
use crate::events::Event;
use crate::wallet::WalletError;

/// The events of one wallet: persisted with what they tell, told at least once, in order per subject, until they are
/// acknowledged; then kept as history. Cheap to make; keeps the wallet alive.
#[derive(uniffi::Object)]
pub struct Events(pub(super) Handle);

#[uniffi::export]
impl Events {
    /// The oldest event that was not acknowledged yet; none if everything was. Asking again answers the same event,
    /// after a restart too.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn next(&self) -> Result<Option<Event>, WalletError> {
        self.0.run("events.next", self.0.wallet.next_event()).await
    }

    /// At most 200 events that wait, those after the one numbered `after` (0 for the first), in order.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn waiting(&self, after: i64) -> Result<Vec<Event>, WalletError> {
        self.0.run("events.waiting", self.0.wallet.events(after)).await
    }

    /// What happened, the latest first, events that wait and events that were acknowledged: `limit` of them (1 to 200; what
    /// is beyond is taken as the nearer end) from before the one numbered `before`, or from the latest on. The next page
    /// begins before the last event of this one. Acknowledged ones are there for as long as the wallet's
    /// `RetentionPolicy` keeps them.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn history(&self, before: Option<i64>, limit: u32) -> Result<Vec<Event>, WalletError> {
        self.0.run("events.history", self.0.wallet.event_history(before, limit)).await
    }

    /// Waits until there is an event after the one numbered `after` (0 for the first), and answers it: the base of a
    /// `Flow` or an `AsyncStream`. It ends with `store.closed` when the wallet is closed. What another process of this
    /// wallet records is noticed within two seconds.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn after(&self, after: i64) -> Result<Event, WalletError> {
        self.0.run("events.after", self.0.wallet.event_after(after)).await
    }

    /// Acknowledges the event and every earlier one: they are not told again, and become history. Call it when what they
    /// brought about is safe. To acknowledge twice is harmless.
    ///
    /// # Errors
    /// [`WalletError::NotFound`] for a number that no event has yet; [`WalletError::Store`].
    pub async fn acknowledge(&self, event_id: i64) -> Result<(), WalletError> {
        self.0.run("events.acknowledge", self.0.wallet.acknowledge_event(event_id)).await
    }
}
