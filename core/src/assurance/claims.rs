//! The claims of the three layers as types (AMP, "Assurance Data field details").

use serde::{Deserialize, Serialize};

use super::extensions::Extensions;
use crate::clock::Timestamp;
use crate::jose::PublicJwk;
use crate::money::Amount;

/// Human present or not: AMP's two ways of authorizing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Mode {
    /// The person confirms one exact checkout; single use, two layers.
    Immediate,
    /// The person confirms a budget and its bounds; the agent signs each checkout as L3.
    Autonomous,
}

impl Mode {
    /// The wire spelling: `IMMEDIATE` or `AUTONOMOUS`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Immediate => "IMMEDIATE",
            Self::Autonomous => "AUTONOMOUS",
        }
    }
}

/// L1, the user's identity, issued by the network when a wallet is bound to an agent.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct L1Claims {
    /// Issuer, for example `alipayplus.com`.
    pub iss: String,
    /// The user at the network.
    pub sub: String,
    /// Issued at.
    pub iat: Timestamp,
    /// Expires at.
    pub exp: Timestamp,
    /// `cnf.jwk`: the Identity Signature Provider's public key, with its `kid`.
    pub isp_key: PublicJwk,
    /// Kind of provider, for example `MPP`.
    pub isp_type: String,
    /// Name of the provider, for example `ALIPAY_HK`.
    pub isp_name: String,
}

/// L2, the mandate authorization, signed by the Identity Signature Provider.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct L2Claims {
    /// Unique per authorization.
    pub nonce: String,
    /// The verifier this is made for.
    pub aud: String,
    /// Issued at.
    pub iat: Timestamp,
    /// Expires at.
    pub exp: Timestamp,
    /// How the person was verified, for example `FACE`.
    pub idv_result: String,
    /// When the person was verified.
    pub idv_time: Timestamp,
    /// Human present or not.
    pub mode: Mode,
    /// What was authorized.
    pub intent: Intent,
    /// The wallet token it is authorized on.
    pub token_info: TokenInfo,
    /// The mandate it belongs to.
    pub mandate_info: MandateInfo,
    /// The exact order; IMMEDIATE only.
    pub checkout: Option<Checkout>,
    /// `cnf.jwk`: the agent's public key, the delegation; AUTONOMOUS only.
    pub agent_key: Option<PublicJwk>,
}

/// L3, the payment token request, signed by the agent; AUTONOMOUS only.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct L3Claims {
    /// Unique per request.
    pub nonce: String,
    /// The payment network.
    pub aud: String,
    /// Issued at.
    pub iat: Timestamp,
    /// Expires at, minutes later.
    pub exp: Timestamp,
    /// The order.
    pub checkout: Checkout,
}

/// `intent`: what the person wants done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Intent {
    /// The person's own words. Never what is authorized; hostile text until shown as such.
    pub raw: String,
    /// The task in the wallet's words.
    pub desc: String,
    /// Until when; AUTONOMOUS only.
    pub expiry_time: Option<Timestamp>,
    /// Within which bounds; AUTONOMOUS only.
    pub constraints: Option<Constraints>,
}

/// `intent.constraints`: the bounds of an AUTONOMOUS mandate.
///
/// An empty list bounds nothing. At least one merchant name or category is required for an AUTONOMOUS mandate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Constraints {
    /// `budget_amount`: all payments together.
    pub budget: Amount,
    /// `merchant_name_list`: exact names, byte for byte.
    pub merchant_names: Vec<String>,
    /// `merchant_mcc_list`: ISO 18245 merchant category codes, four digits.
    pub merchant_mccs: Vec<String>,
    /// Extension `per_transaction_max`: largest single payment.
    pub per_transaction_max: Option<Amount>,
    /// Extension `per_transaction_min`: smallest single payment.
    pub per_transaction_min: Option<Amount>,
    /// The other extensions.
    pub extensions: Extensions,
}

/// `token_info`: the wallet's token at the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct TokenInfo {
    /// The token's unique reference.
    pub token_unique_reference: String,
    /// `ACTIVE` and so on, as the peer spells it.
    pub token_status: String,
    /// The account, masked.
    pub user_login_id: String,
    /// The wallet's name, for example `AlipayHK`.
    pub wallet_name: String,
}

/// `mandate_info`: the mandate as it was when authorized.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct MandateInfo {
    /// The wallet's identifier of the mandate.
    pub mandate_id: String,
    /// `IMMEDIATE` or `AUTONOMOUS`.
    pub mandate_type: String,
    /// State, as the peer spells it.
    pub mandate_status: String,
    /// Until when.
    pub mandate_expiry_time: Timestamp,
}

/// `merchant`: who is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Merchant {
    /// The merchant's identifier at the network; empty where the peer loses it.
    pub reference_merchant_id: String,
    /// The name, hostile text.
    pub merchant_name: String,
    /// ISO 18245 merchant category code, four digits.
    pub merchant_mcc: String,
    /// Web address, if given.
    pub merchant_website_url: Option<String>,
    /// Our extension `merchant_region`: where the merchant is, ISO 3166-1 alpha-2. Carried by the layers alone.
    pub merchant_region: Option<String>,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Goods {
    /// The name, hostile text.
    pub goods_name: String,
    /// Price of one.
    pub goods_unit_amount: Amount,
    /// How many, as the merchant wrote it (`"1"`).
    pub goods_quantity: String,
}

/// `checkout`: one exact order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Checkout {
    /// What is to be paid.
    pub total_amount: Amount,
    /// Who is paid.
    pub merchant: Merchant,
    /// For what; may be empty.
    pub goods: Vec<Goods>,
    /// The merchant's identifier of the order.
    pub reference_checkout_id: Option<String>,
}
