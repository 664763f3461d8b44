//! P-256 public keys as JWK (RFC 7517, RFC 7518 section 6.2).

/// A P-256 public key with its key id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicJwk {
    /// Key id; empty if the key has none.
    pub kid: String,
    /// Big-endian coordinate.
    pub x: [u8; 32],
    /// Big-endian coordinate.
    pub y: [u8; 32],
}
