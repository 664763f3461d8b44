//! The network at an address, as far as this build can reach it.

use std::sync::Arc;

use super::{Network, NetworkError};

/// The AMP network at `url`: https, or plain http on this machine.
///
/// # Errors
/// [`NetworkError::BadAddress`], [`NetworkError::Tls`].
#[cfg(feature = "network")]
pub fn connect(url: &str) -> Result<Arc<dyn Network>, NetworkError> {
    use super::{Endpoint, HttpNetwork, Transport, TransportOptions};
    let endpoint = Endpoint::parse(url)?;
    Ok(Arc::new(HttpNetwork::new(Transport::new(&TransportOptions::default())?, endpoint)))
}

/// A build without the feature `network` reaches nobody.
///
/// # Errors
/// None.
#[cfg(not(feature = "network"))]
pub fn connect(_url: &str) -> Result<Arc<dyn Network>, NetworkError> {
    Ok(Arc::new(super::Nowhere))
}
