//! How values of the core that are no records travel: time as milliseconds, a currency as its code, a key as its JWK.
//!
//! What a host sends is validated here once more; a value that cannot be is refused before any work begins, with the
//! error of the call: a [`WalletError`], or a sandbox's own. Errors travel outwards only: the core never reads back one of
//! the deep ones.

use std::path::PathBuf;

use super::key::read_key;
use crate::assurance::{BuildError, ChainError, Layer};
use crate::clock::Timestamp;
use crate::identity::EntropyError;
use crate::jose::{JoseError, PublicJwk};
use crate::money::{Currency, MoneyError, Rate};
use crate::network::BodyFault;
use crate::wallet::WalletError;

/// A decimal number, exact: `BigDecimal` in Kotlin, `Decimal` in Swift.
pub type DecimalAmount = rust_decimal::Decimal;

/// A word from the core's own list, for example `mandate`.
pub type Noun = &'static str;

/// Why a chain was refused: the layer, the claim, one stable code.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ChainFault {
    /// The layer that is wrong.
    pub layer: Layer,
    /// The claim that is wrong, where one is.
    pub claim: Option<String>,
    /// The stable code, for example `chain.signature_invalid`.
    pub code: String,
    /// A sentence for a developer; never for a person.
    pub detail: String,
}

/// A fault that a developer looks up by its code.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CodedFault {
    /// The stable code.
    pub code: String,
    /// A sentence for a developer; never for a person.
    pub detail: String,
}

/// What cannot be money, as the error of the call that it was given to: a failed conversion that is an export's own error
/// arrives typed. A conversion does not know its call, so it carries the error of each.
fn refused(error: MoneyError) -> uniffi::deps::anyhow::Error {
    let typed = uniffi::deps::anyhow::Error::new(WalletError::from(error.clone()));
    #[cfg(feature = "sandbox")]
    let typed = typed.context(crate::sandbox::SandboxError::from(error));
    typed
}

/// The same for what is no key: a sandbox opens wallets, whose settings have keys.
fn no_key(error: WalletError) -> uniffi::deps::anyhow::Error {
    let typed = uniffi::deps::anyhow::Error::new(error.clone());
    #[cfg(feature = "sandbox")]
    let typed = typed.context(crate::sandbox::SandboxError::from(error));
    typed
}

fn outwards_only<T>() -> uniffi::Result<T> {
    Err(uniffi::deps::anyhow::anyhow!("this error is made by the core only"))
}

uniffi::custom_type!(Timestamp, i64, {
    lower: |time| time.millis(),
    try_lift: |millis| Ok(Timestamp::from_millis(millis)),
});

uniffi::custom_type!(Currency, String, {
    lower: |currency| currency.code().to_owned(),
    try_lift: |code| Currency::from_code(&code).map_err(refused),
});

uniffi::custom_type!(Rate, String, {
    lower: |rate| rate.to_string(),
    try_lift: |text| Rate::parse(&text).map_err(refused),
});

uniffi::custom_type!(PublicJwk, String, {
    lower: |key| key.to_json().to_compact(),
    try_lift: |text| read_key(&text).map_err(no_key),
});

uniffi::custom_type!(PathBuf, String, {
    remote,
    lower: |path| path.to_string_lossy().into_owned(),
    try_lift: |path| Ok(PathBuf::from(path)),
});

uniffi::custom_type!(DecimalAmount, String, {
    remote,
    lower: |number| number.to_string(),
    // The one export that takes one answers with this error: more digits than money has, or no number.
    try_lift: |text| Ok(DecimalAmount::from_str_exact(&text).map_err(|_| MoneyError::Malformed {
        text: text.chars().take(32).collect(),
    })?),
});

uniffi::custom_type!(Noun, String, {
    remote,
    lower: |noun| noun.to_owned(),
    try_lift: |_noun| outwards_only(),
});

uniffi::custom_type!(ChainError, ChainFault, {
    lower: |error| ChainFault {
        layer: error.layer,
        claim: error.claim.clone(),
        code: error.code().to_owned(),
        detail: error.detail(),
    },
    try_lift: |_fault| outwards_only(),
});

uniffi::custom_type!(BuildError, CodedFault, {
    lower: |error| CodedFault { code: error.code().to_owned(), detail: error.to_string() },
    try_lift: |_fault| outwards_only(),
});

uniffi::custom_type!(EntropyError, CodedFault, {
    lower: |error| CodedFault { code: error.code().to_owned(), detail: error.to_string() },
    try_lift: |_fault| outwards_only(),
});

uniffi::custom_type!(BodyFault, CodedFault, {
    lower: |fault| CodedFault { code: "network.body".to_owned(), detail: fault.to_string() },
    try_lift: |_fault| outwards_only(),
});

uniffi::custom_type!(JoseError, CodedFault, {
    lower: |error| CodedFault { code: error.code().to_owned(), detail: error.to_string() },
    try_lift: |_fault| outwards_only(),
});

#[cfg(all(test, feature = "sandbox"))]
mod tests {
    use super::*;
    use crate::sandbox::SandboxError;

    #[test]
    fn what_cannot_be_money_is_the_error_of_whichever_call_it_was_given_to() {
        let error = || MoneyError::UnknownCurrency { currency: "XXQ".to_owned() };
        assert_eq!(refused(error()).downcast::<WalletError>().unwrap(), WalletError::Money(error()));
        assert_eq!(refused(error()).downcast::<SandboxError>().unwrap(), SandboxError::Money(error()));
    }

    #[test]
    fn what_is_no_key_is_the_error_of_whichever_call_it_was_given_to() {
        let error = || read_key("{}").unwrap_err();
        assert_eq!(no_key(error()).downcast::<WalletError>().unwrap(), error());
        assert_eq!(no_key(error()).downcast::<SandboxError>().unwrap(), SandboxError::Wallet(error()));
    }
}
