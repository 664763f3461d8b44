//! A refusal as an event tells it.

use serde::{Deserialize, Serialize};

use crate::guard::{Reason, Refusal, Stage};

/// Longest list of reasons that an event carries, in bytes of JSON: reasons quote what a peer wrote.
const REASONS_MAX: usize = 4_096;

/// A refusal of the Intent Guard as an event tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Refused {
    /// The stage that refused.
    pub stage: Stage,
    /// The stable code of the first reason.
    pub code: String,
    /// The reasons in order, as many as fit into 4 KiB.
    pub reasons: Vec<Reason>,
}

impl From<&Refusal> for Refused {
    fn from(refusal: &Refusal) -> Self {
        let mut left = REASONS_MAX;
        let reasons = refusal
            .reasons
            .iter()
            .take_while(|reason| {
                // What cannot be written fits nowhere.
                let size = serde_json::to_vec(reason).map_or(usize::MAX, |json| json.len());
                left.checked_sub(size).is_some_and(|rest| {
                    left = rest;
                    true
                })
            })
            .cloned()
            .collect();
        Self { stage: refusal.stage, code: refusal.code().to_owned(), reasons }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_peer_made_long_is_left_out_and_the_code_is_kept() {
        let long = Reason::MerchantNotListed { merchant_name: "x".repeat(REASONS_MAX) };
        let refusal =
            Refusal { stage: Stage::S2, reasons: vec![Reason::MandateUsed, long, Reason::OrderMissing] };
        let told = Refused::from(&refusal);
        assert_eq!(told.reasons, [Reason::MandateUsed]);
        assert_eq!(told.code, "guard.mandate_used");
    }

    #[test]
    fn a_usual_refusal_is_told_whole() {
        let refusal = Refusal { stage: Stage::S4, reasons: vec![Reason::MandateUsed, Reason::OrderMissing] };
        assert_eq!(Refused::from(&refusal).reasons, refusal.reasons);
    }
}
