//! A paired device, as its payments show it.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// A device that asked for payments: a watch, glasses, a car. The phone itself is none of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct DeviceView {
    /// The device.
    pub device_id: String,
    /// How many of its payments were debited.
    pub payments: i64,
    /// When the latest was debited; none before the first.
    pub last_paid_at: Option<Timestamp>,
}
