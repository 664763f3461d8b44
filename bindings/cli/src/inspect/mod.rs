//! A token taken apart for a person to look at. Nothing is verified, and whatever can be read is shown.

mod layer;
mod masking;
mod report;
mod token;
mod validity;

pub(crate) use token::inspect;
