//! Which counters a payment or a budget counts in.

use ring::digest::{Context, SHA256};

use super::{CalendarWindow, Dimension, LimitKind, Series, WalletZone, Window, ZoneError};
use crate::assurance::{Merchant, normalized_name};
use crate::clock::Timestamp;

/// The device of a payment that no other device asked for.
pub const PHONE: &str = "phone";

const DOMAIN: &[u8] = b"amp-wallet-core/counter/1";

/// What limits look at, of a payment or of a mandate that is authorized.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The mandate.
    pub mandate_id: &'a str,
    /// Its agent.
    pub agent_id: &'a str,
    /// Who is paid; `None` for a mandate.
    pub merchant: Option<&'a Merchant>,
    /// The device that pays; `None` for the phone itself.
    pub device_id: Option<&'a str>,
    /// When the amount was held, or the mandate approved.
    pub at: Timestamp,
}

/// One counter: a digest of what is counted, and the window. The digest keeps its size and the store free of names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CounterKey {
    /// SHA-256 of the series and of the agent, merchant and so on that it counts.
    pub digest: Vec<u8>,
    /// The window's first moment.
    pub starts_at: Timestamp,
    /// The first moment after the window; the end of time for the life of a mandate.
    pub ends_at: Timestamp,
}

impl CounterKey {
    /// The counter of `series` in which `subject` counts; `None` if it does not count there, or if there is nothing to
    /// count (the budget of one mandate).
    ///
    /// # Errors
    /// [`ZoneError::OutOfRange`] beyond the year 9999.
    pub fn of(series: &Series, subject: &Subject<'_>, zone: &WalletZone) -> Result<Option<Self>, ZoneError> {
        let Some(value) = value_of(series, subject) else { return Ok(None) };
        let window = match (series.kind, series.window) {
            (LimitKind::Delegation, Window::Mandate) => return Ok(None),
            (LimitKind::Spending, Window::Mandate) => CalendarWindow {
                starts_at: Timestamp::from_millis(0),
                ends_at: Timestamp::from_millis(i64::MAX),
            },
            (_, window) => zone.window_of(window, subject.at)?,
        };
        let mut context = Context::new(&SHA256);
        context.update(DOMAIN);
        context.update(&[kind_tag(series.kind), window_tag(series.window)]);
        context.update(&[dimension_tag(series.scope.dimension), u8::from(series.scope.only.is_some())]);
        context.update(value.as_bytes());
        Ok(Some(Self {
            digest: context.finish().as_ref().to_vec(),
            starts_at: window.starts_at,
            ends_at: window.ends_at,
        }))
    }
}

impl Series {
    /// Whether a limit of this series is about `subject`.
    #[must_use]
    pub fn applies_to(&self, subject: &Subject<'_>) -> bool {
        value_of(self, subject).is_some()
    }
}

/// What the series tells apart, as this subject has it; `None` if the series is about another one.
fn value_of(series: &Series, subject: &Subject<'_>) -> Option<String> {
    let own = match series.scope.dimension {
        Dimension::All => String::new(),
        Dimension::Agent => subject.agent_id.to_owned(),
        Dimension::Mandate => subject.mandate_id.to_owned(),
        Dimension::Device => subject.device_id.unwrap_or(PHONE).to_owned(),
        Dimension::Category => subject.merchant?.merchant_mcc.clone(),
        Dimension::Merchant => return merchant_value(subject.merchant?, series.scope.only.as_deref()),
    };
    match &series.scope.only {
        Some(only) if *only != own => None,
        _ => Some(own),
    }
}

/// The merchant's identifier, and only where it has none its name. A limit for one merchant catches it by either.
fn merchant_value(merchant: &Merchant, only: Option<&str>) -> Option<String> {
    let (id, name) = (&merchant.reference_merchant_id, normalized_name(&merchant.merchant_name));
    match only {
        Some(only) if only == id || normalized_name(only) == name => Some(only.to_owned()),
        Some(_) => None,
        None if id.is_empty() => Some(format!("name:{name}")),
        None => Some(format!("id:{id}")),
    }
}

// Kept in the store: what a tag stands for never changes.
const fn kind_tag(kind: LimitKind) -> u8 {
    match kind {
        LimitKind::Delegation => 1,
        LimitKind::Spending => 2,
    }
}

const fn window_tag(window: Window) -> u8 {
    match window {
        Window::Mandate => 1,
        Window::Day => 2,
        Window::Week => 3,
        Window::Month => 4,
    }
}

const fn dimension_tag(dimension: Dimension) -> u8 {
    match dimension {
        Dimension::All => 1,
        Dimension::Agent => 2,
        Dimension::Merchant => 3,
        Dimension::Category => 4,
        Dimension::Device => 5,
        Dimension::Mandate => 6,
    }
}
