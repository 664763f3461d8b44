//! The AMP assurance chain: layers L1, L2, L3 as types; build and verify.

mod claims;

pub use claims::{
    Checkout, Constraints, Goods, Intent, L1Claims, L2Claims, L3Claims, MandateInfo, Merchant, Mode,
    TokenInfo,
};
