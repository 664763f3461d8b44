//! From a customer to a wallet: a name for the folder that tells nothing, and the user's name at the provider.

use ring::digest::{SHA256, digest};

use crate::clock::Timestamp;
use crate::mandates::check_text;
use crate::storage::DirectoryEntry;
use crate::wallet::WalletError;

/// Longest customer identifier, in characters.
const MAX_CUSTOMER: u32 = 256;

/// How many bytes of the digest name a folder.
const KEY_BYTES: usize = 16;

/// The entry of a customer who is new at `now`. The empty identifier of the reference's flow is a customer, too: the
/// one user of its demonstration.
///
/// # Errors
/// [`WalletError::Invalid`] for an identifier that is too long or cannot be shown.
pub(super) fn entry(customer_id: &str, now: Timestamp) -> Result<DirectoryEntry, WalletError> {
    if !customer_id.is_empty() {
        check_text(customer_id, MAX_CUSTOMER).map_err(|_| {
            WalletError::invalid("customerId", "too long, or characters that cannot be shown")
        })?;
    }
    let digest = digest(&SHA256, customer_id.as_bytes());
    let wallet_key = digest.as_ref().iter().take(KEY_BYTES).map(|byte| format!("{byte:02x}")).collect();
    Ok(DirectoryEntry { wallet_key, psp_user_id: psp_user_id(customer_id), created_at: now })
}

/// As the reference names its users (amp-http, section 2).
fn psp_user_id(customer_id: &str) -> String {
    if customer_id.is_empty() {
        return "user-demo".to_owned();
    }
    format!("user-{}", customer_id.chars().take(8).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(customer_id: &str) -> DirectoryEntry {
        entry(customer_id, Timestamp::from_seconds(1)).unwrap()
    }

    #[test]
    fn a_customer_is_named_as_the_reference_does_and_filed_under_a_name_that_tells_nothing() {
        assert_eq!(named("").psp_user_id, "user-demo");
        assert_eq!(named("abc").psp_user_id, "user-abc");
        assert_eq!(named("0123456789").psp_user_id, "user-01234567");
        for customer in ["", "..", "../../etc/passwd", "/", "a\u{e9}b"] {
            let key = named(customer).wallet_key;
            assert_eq!(key.len(), 32);
            assert!(key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
        }
    }

    #[test]
    fn customers_who_share_a_beginning_do_not_share_a_wallet() {
        let (one, other) = (named("0123456789"), named("01234567xx"));
        assert_eq!(one.psp_user_id, other.psp_user_id);
        assert_ne!(one.wallet_key, other.wallet_key);
    }

    #[test]
    fn a_customer_that_cannot_be_shown_is_refused() {
        for customer in ["a\u{202e}b", "a\nb", &"a".repeat(257)] {
            assert!(entry(customer, Timestamp::from_seconds(1)).is_err(), "{customer:?}");
        }
    }
}
