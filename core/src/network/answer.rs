//! What the network's answer to a notification means.

use super::messages::{NetworkAnswer, NotifyData};

/// The network took the user's authorization and issued what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotifyAnswer {
    /// An enrollment: the wallet is bound.
    Enrolled {
        /// The Alipay+ Token.
        token_id: String,
        /// L1, not verified yet.
        l1: String,
    },
    /// A mandate: it is activated.
    Authorized {
        /// The network's identifier of the mandate.
        mandate_id: String,
        /// `IMMEDIATE` or `AUTONOMOUS`, as the network reads L2.
        mandate_type: Option<String>,
    },
}

impl NotifyAnswer {
    /// Reads `data` of a successful answer; `None` when it carries neither outcome.
    #[must_use]
    pub fn from_data(data: NotifyData) -> Option<Self> {
        match data {
            NotifyData { token_id: Some(token_id), l1_serialized: Some(l1), .. } => {
                Some(Self::Enrolled { token_id, l1 })
            }
            NotifyData { mandate_id: Some(mandate_id), mandate_type, .. } => {
                Some(Self::Authorized { mandate_id, mandate_type })
            }
            _ => None,
        }
    }

    /// Reads an answer to a notification: `None` when the network refused or said nothing usable.
    #[must_use]
    pub fn from_answer(answer: NetworkAnswer<NotifyData>) -> Option<Self> {
        if !answer.success {
            return None;
        }
        answer.data.and_then(Self::from_data)
    }
}
