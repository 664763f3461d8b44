//! One event: its number, its time, what happened.

use serde::{Deserialize, Serialize};

use super::EventKind;
use crate::clock::Timestamp;

/// One event of this wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Event {
    /// Its number: 1, 2, 3 and so on through the wallet's life, never used twice.
    pub event_id: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub what: EventKind,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Amount, Currency};

    #[test]
    fn an_event_is_one_flat_object_with_its_code_and_reads_back() {
        let event = Event {
            event_id: 7,
            at: Timestamp::from_millis(5),
            what: EventKind::PaymentHeld {
                payment_id: "p".to_owned(),
                mandate_id: "m".to_owned(),
                agent_id: "a".to_owned(),
                merchant_name: "Demo Store".to_owned(),
                amount: Amount::from_micros(1, Currency::HKD),
            },
        };
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json["code"], event.what.code());
        assert_eq!(json["params"]["payment_id"], "p");
        assert_eq!(serde_json::from_value::<Event>(json).unwrap(), event);
        let plain = Event { what: EventKind::LimitsChanged, ..event };
        let json = serde_json::to_string(&plain).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), plain);
    }
}
