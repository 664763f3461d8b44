//! TLS, set up in one place: rustls on ring, the web's roots and pinned ones. No platform verifier: it would need
//! an initialisation that Android hosts forget.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

use super::NetworkError;

/// Builds the configuration. With `only_pinned` the web's roots are left out.
pub(super) fn client_config(
    pinned_roots: &[Vec<u8>],
    only_pinned: bool,
) -> Result<ClientConfig, NetworkError> {
    let failed = |error: rustls::Error| NetworkError::Tls { detail: error.to_string() };
    let mut roots = RootCertStore::empty();
    if !only_pinned {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for der in pinned_roots {
        roots.add(CertificateDer::from(der.clone())).map_err(failed)?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pinned_root_that_is_no_certificate_is_refused() {
        let refused = client_config(&[b"not a certificate".to_vec()], true).unwrap_err();
        assert_eq!(refused.code(), "network.tls");
        assert!(client_config(&[], false).is_ok());
    }
}
