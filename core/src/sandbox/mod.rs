//! The AMP network, credential provider, merchant and acquirer on localhost.
