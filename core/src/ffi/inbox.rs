//! What the network sends when it cannot call the phone.

use super::handle::Handle;
use crate::mpp::{Inbox as MppInbox, InboxAnswer, MppError, MppOptions};

/// The wallet's side of AMP's HTTP contract for messages that the app's server relays, in a push message or over its own
/// connection: give in what came, send back what is answered. Cheap to keep; keeps the wallet alive.
#[derive(uniffi::Object)]
pub struct Inbox {
    handle: Handle,
    inbox: MppInbox,
}

impl Inbox {
    pub(super) fn over(handle: Handle) -> Self {
        let inbox = MppInbox::new(handle.wallet.clone(), MppOptions::default());
        Self { handle, inbox }
    }
}

#[uniffi::export]
impl Inbox {
    /// Takes a message of the network: its path, for example `/mpp/createAuthorization`, and its JSON body. What is
    /// refused is answered as the contract says and is no error here. It runs to its end even when the caller stops
    /// waiting.
    ///
    /// # Errors
    /// [`MppError::NoPath`] for a path that cannot be one; [`MppError::Interrupted`].
    pub async fn deliver(&self, path: String, body: String) -> Result<InboxAnswer, MppError> {
        self.handle.run("inbox.deliver", self.inbox.deliver(&path, body)).await
    }
}
