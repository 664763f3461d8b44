//! A wallet's data folder: its settings, where its secrets are, and the way to an open wallet.
//!
//! ```text
//! wallet.json   who the wallet is and whom it trusts; nothing secret
//! wallet.db     the database
//! keys/         the user's key, sealed
//! secrets/      what seals both, if the wallet was told to keep its secrets in files
//! ```

mod folder;
mod presence;
mod secrets;
mod settings;

pub(crate) use folder::WalletFolder;
pub(crate) use presence::Confirmation;
pub(crate) use secrets::SecretsPlace;
pub(crate) use settings::Settings;
