//! Who is bound to the wallet.

use super::handle::Handle;
use crate::agents::Binding;
use crate::wallet::WalletError;

/// The agents of one wallet. Cheap to make; keeps the wallet alive.
#[derive(uniffi::Object)]
pub struct Agents(pub(super) Handle);

#[uniffi::export]
impl Agents {
    /// The agents that were ever bound, newest first, at most 200.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn list(&self) -> Result<Vec<Binding>, WalletError> {
        self.0.run("agents.list", self.0.wallet.agents()).await
    }

    /// The binding that an enrollment's session made.
    ///
    /// # Errors
    /// [`WalletError::NotFound`], [`WalletError::Store`].
    pub async fn of_session(&self, auth_session_id: String) -> Result<Binding, WalletError> {
        self.0.run("agents.of_session", self.0.wallet.binding_of(&auth_session_id)).await
    }
}
