//! The Trusted Authorization Surface: what the user is shown, derived from the object that is signed.

mod adjustment;
mod digest;
mod enrollment;
mod mandate;
mod phrase;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::AdjustmentContent;
use super::authorization::AuthorizationContent;
use super::display_text::{TextProblem, check_text};
use super::shown_text::ShownText;
use crate::clock::Timestamp;
use crate::money::Amount;

/// Most lines of a glance.
pub const GLANCE_LINES: u32 = 3;
/// Longest line of a glance, in characters.
pub const GLANCE_WIDTH: u32 = 40;

/// What kind of authorization is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum SurfaceKind {
    /// An agent is bound to the wallet.
    Enrollment,
    /// One exact order.
    Immediate,
    /// A budget with bounds.
    Autonomous,
    /// A budget that was authorized is raised.
    Adjustment,
}

/// What the user is shown before an approval (AMP, "Trusted Authorization Surface"), in three forms.
///
/// It is made of an [`AuthorizationContent`] and of nothing else, so that it says what will be signed. An approval
/// carries the digest of what was shown; [`AuthorizationSurface::confirm`] refuses any other. Derive it anew from the stored content
/// when the approval arrives: a surface that left the core is no evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct AuthorizationSurface {
    /// What kind of authorization.
    pub kind: SurfaceKind,
    /// Full form: everything that will be signed, in the order in which it is to be shown.
    pub fields: Vec<SurfaceField>,
    /// What the user should know before he decides.
    pub warnings: Vec<SurfaceWarning>,
    /// For a watch: at most [`GLANCE_LINES`] lines of at most [`GLANCE_WIDTH`] characters.
    pub glance: Vec<String>,
    /// To be read aloud: one or two sentences.
    pub voice: String,
    /// Digest of the content and of all of the above: base64url SHA-256.
    pub digest: String,
}

/// One field of the full form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct SurfaceField {
    /// Stable key, by which the app finds its label, for example `budget`.
    pub key: String,
    /// How much it stands out.
    pub emphasis: Emphasis,
    /// What it says.
    pub value: FieldValue,
}

/// How much a field stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Emphasis {
    /// What the user decides on: must be seen without scrolling.
    Stressed,
    /// Shown.
    Normal,
    /// May be folded away.
    Detail,
}

/// What a field says, typed so that an app can format it for its user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldValue {
    /// A text; it has passed [`check_text`].
    Text {
        /// The text.
        text: String,
    },
    /// The agent's or the user's own words, never what is authorized: show them as a quotation.
    Quote {
        /// The words.
        text: String,
    },
    /// Several texts. None means: not bounded.
    #[serde(rename = "list")]
    Texts {
        /// The texts.
        texts: Vec<String>,
    },
    /// An amount of money.
    Money {
        /// The amount.
        amount: Amount,
        /// The same as plain text: `HKD 10000.00`.
        text: String,
    },
    /// A moment.
    Time {
        /// The moment.
        at: Timestamp,
        /// The same in ISO 8601, UTC.
        text: String,
    },
    /// A line of an order.
    Goods {
        /// What.
        name: String,
        /// How many, as the merchant wrote it.
        quantity: String,
        /// Price of one.
        unit_amount: Amount,
        /// The same as plain text.
        text: String,
    },
}

/// What the user should know before he decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Enum)]
#[serde(tag = "code", content = "params")]
#[non_exhaustive]
pub enum SurfaceWarning {
    /// Nobody vouches for what the agent says of itself.
    #[serde(rename = "surface.agent_unverified")]
    AgentUnverified,
    /// The agent has another key than before: it was renewed, or another agent uses the name.
    #[serde(rename = "surface.agent_key_changed")]
    AgentKeyChanged,
    /// Merchants are bounded by category alone.
    #[serde(rename = "surface.any_merchant")]
    AnyMerchant,
    /// Merchants are bounded by name alone.
    #[serde(rename = "surface.any_category")]
    AnyCategory,
    /// One payment may take the whole budget.
    #[serde(rename = "surface.whole_budget_at_once")]
    WholeBudgetAtOnce,
    /// A merchant's name mixes scripts that nobody writes together (UTS #39): it may pose as another.
    #[serde(rename = "surface.merchant_mixed_script")]
    MixedScript {
        /// The name.
        merchant_name: String,
    },
    /// The order does not say what is bought.
    #[serde(rename = "surface.no_goods")]
    NoGoods,
    /// The lines do not add up to the total (taxes, delivery, a discount, or something else).
    #[serde(rename = "surface.goods_sum_differs")]
    GoodsSumDiffers {
        /// What the lines add up to.
        goods: Amount,
        /// What is to be paid.
        total: Amount,
    },
}

impl SurfaceWarning {
    /// The stable code, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AgentUnverified => "surface.agent_unverified",
            Self::AgentKeyChanged => "surface.agent_key_changed",
            Self::AnyMerchant => "surface.any_merchant",
            Self::AnyCategory => "surface.any_category",
            Self::WholeBudgetAtOnce => "surface.whole_budget_at_once",
            Self::MixedScript { .. } => "surface.merchant_mixed_script",
            Self::NoGoods => "surface.no_goods",
            Self::GoodsSumDiffers { .. } => "surface.goods_sum_differs",
        }
    }
}

/// Why something is not shown, or not approved.
#[derive(Debug, Clone, PartialEq, Eq, Error, uniffi::Error)]
pub enum SurfaceError {
    /// A text is not fit to be shown.
    #[error("{field} is not shown: {problem}")]
    Text {
        /// Its path.
        field: String,
        /// What is wrong with it.
        problem: TextProblem,
    },
    /// The approval is for something else than what would be signed.
    #[error("the approval is not for what was shown")]
    DigestMismatch,
}

impl SurfaceError {
    /// The stable code of this error, the same in every language.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text { .. } => "surface.text_refused",
            Self::DigestMismatch => "surface.digest_mismatch",
        }
    }
}

impl AuthorizationSurface {
    /// The surface of this content.
    ///
    /// # Errors
    /// [`SurfaceError::Text`] for the first text that is not fit to be shown.
    pub fn of(content: &AuthorizationContent) -> Result<Self, SurfaceError> {
        check_texts(&content.texts())?;
        let mut surface = match content {
            AuthorizationContent::Enrollment(content) => enrollment::surface(content),
            AuthorizationContent::Mandate(content) => mandate::surface(content),
        };
        surface.digest = digest::of(content, &surface);
        Ok(surface)
    }

    /// The surface of a budget that is to be raised.
    ///
    /// # Errors
    /// [`SurfaceError::Text`] for the first text that is not fit to be shown.
    pub fn of_adjustment(content: &AdjustmentContent) -> Result<Self, SurfaceError> {
        check_texts(&content.texts())?;
        let mut surface = adjustment::surface(content);
        surface.digest = digest::of_adjustment(content, &surface);
        Ok(surface)
    }

    /// Whether an approval that carries `digest` is for this surface.
    ///
    /// # Errors
    /// [`SurfaceError::DigestMismatch`]: something else was shown.
    pub fn confirm(&self, digest: &str) -> Result<(), SurfaceError> {
        if digest == self.digest { Ok(()) } else { Err(SurfaceError::DigestMismatch) }
    }
}

fn check_texts(texts: &[ShownText<'_>]) -> Result<(), SurfaceError> {
    texts.iter().try_for_each(|shown| {
        check_text(shown.text, shown.max)
            .map_err(|problem| SurfaceError::Text { field: shown.field.to_owned(), problem })
    })
}

#[cfg(test)]
mod tests;
