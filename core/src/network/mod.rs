//! The AMP network over HTTP: the messages of every hop, what a wallet asks of the network ([`Network`]), and the
//! clients (feature `network`), the only users of reqwest.

mod answer;
mod body;
mod connect;
mod error;
mod node;
mod nowhere;
mod port;

pub mod messages;

#[cfg(feature = "network")]
mod credential_provider;
#[cfg(feature = "network")]
mod endpoint;
#[cfg(feature = "network")]
mod http_network;
#[cfg(feature = "network")]
mod merchant;
#[cfg(feature = "network")]
mod retry;
#[cfg(feature = "network")]
mod tls;
#[cfg(feature = "network")]
mod transport;

pub use answer::NotifyAnswer;
pub use body::{BODY_LIMIT, BodyFault, FaultKind, Loc, read_body, write_body};
pub use connect::connect;
pub use error::NetworkError;
pub use nowhere::Nowhere;
pub use port::{Network, NetworkFuture};

#[cfg(feature = "network")]
pub use credential_provider::CredentialProviderClient;
#[cfg(feature = "network")]
pub use endpoint::Endpoint;
#[cfg(feature = "network")]
pub use http_network::HttpNetwork;
#[cfg(feature = "network")]
pub use merchant::MerchantClient;
#[cfg(feature = "network")]
pub use transport::{Transport, TransportOptions};
