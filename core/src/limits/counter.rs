//! Which counters a payment or a budget counts in.

use ring::digest::{Context, SHA256};

use super::{CalendarWindow, Dimension, LimitKind, Series, Tally, WalletZone, Window, ZoneError};
use crate::assurance::{Merchant, name_look};
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
    /// The first moment after the window; [`CounterKey::NO_END`] for the life of a mandate.
    pub ends_at: Timestamp,
}

impl CounterKey {
    /// The end of the life of a mandate, as long as nobody says when that is.
    pub const NO_END: Timestamp = Timestamp::from_millis(i64::MAX);

    /// The counters of `series` in which `subject` counts, and those it is judged by; `None` if the series is not about
    /// it. The budget of one mandate counts nowhere: it is judged by itself.
    ///
    /// # Errors
    /// [`ZoneError::OutOfRange`] beyond the year 9999.
    pub fn tally(
        series: &Series,
        subject: &Subject<'_>,
        zone: &WalletZone,
    ) -> Result<Option<Tally<Self>>, ZoneError> {
        let Some(values) = values_of(series, subject) else { return Ok(None) };
        let window = match (series.kind, series.window) {
            (LimitKind::Delegation, Window::Mandate) => return Ok(Some(Tally::of_none())),
            (LimitKind::Spending, Window::Mandate) => {
                CalendarWindow { starts_at: Timestamp::from_millis(0), ends_at: Self::NO_END }
            }
            (_, window) => zone.window_of(window, subject.at)?,
        };
        Ok(Some(values.map(|value| Self {
            digest: digest_of(series, &value),
            starts_at: window.starts_at,
            ends_at: window.ends_at,
        })))
    }
}

/// A value that a series tells apart, with a tag that keeps values of different meanings apart.
#[derive(Clone)]
struct Value {
    tag: u8,
    text: String,
}

const OWN: u8 = 0;
const MERCHANT_ID: u8 = 1;
const MERCHANT_NAME: u8 = 2;
const CATEGORY_UNKNOWN: u8 = 3;
const CATEGORY_ANY: u8 = 4;

impl Value {
    fn new(tag: u8, text: impl Into<String>) -> Self {
        Self { tag, text: text.into() }
    }
}

fn digest_of(series: &Series, value: &Value) -> Vec<u8> {
    let mut context = Context::new(&SHA256);
    context.update(DOMAIN);
    context.update(&[kind_tag(series.kind), window_tag(series.window)]);
    context.update(&[dimension_tag(series.scope.dimension), u8::from(series.scope.only.is_some())]);
    context.update(&[value.tag]);
    context.update(value.text.as_bytes());
    context.finish().as_ref().to_vec()
}

/// What the series tells apart, as this subject has it; `None` if the series is about another one.
fn values_of(series: &Series, subject: &Subject<'_>) -> Option<Tally<Value>> {
    let only = series.scope.only.as_deref();
    let own = match series.scope.dimension {
        Dimension::All => "",
        Dimension::Agent => subject.agent_id,
        Dimension::Mandate => subject.mandate_id,
        Dimension::Device => subject.device_id.unwrap_or(PHONE),
        Dimension::Category => return category_values(&subject.merchant?.merchant_mcc, only),
        Dimension::Merchant => return merchant_values(subject.merchant?, only),
    };
    only.is_none_or(|only| only == own).then(|| Tally::of_one(Value::new(OWN, own)))
}

/// A category that is none may be any: it counts against each one, and is judged by all of them together.
fn category_values(mcc: &str, only: Option<&str>) -> Option<Tally<Value>> {
    let known = mcc.len() == 4 && mcc.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(only) = only {
        return (!known || only == mcc).then(|| Tally::of_one(Value::new(OWN, only)));
    }
    let (any, unknown) = (Value::new(CATEGORY_ANY, ""), Value::new(CATEGORY_UNKNOWN, ""));
    Some(if known {
        let own = Value::new(OWN, mcc);
        Tally { counts_in: vec![own.clone(), any], judged_by: vec![vec![own, unknown]] }
    } else {
        Tally { counts_in: vec![unknown, any.clone()], judged_by: vec![vec![any]] }
    })
}

/// A merchant counts by its identifier and by its name, and both have room: an agent chooses which of the two it signs.
/// A limit for one merchant catches it by either.
fn merchant_values(merchant: &Merchant, only: Option<&str>) -> Option<Tally<Value>> {
    let (id, name) = (&merchant.reference_merchant_id, name_look(&merchant.merchant_name));
    if let Some(only) = only {
        return (only == id || name_look(only) == name).then(|| Tally::of_one(Value::new(OWN, only)));
    }
    let id = (!id.is_empty()).then(|| Value::new(MERCHANT_ID, id.as_str()));
    let values: Vec<_> = id.into_iter().chain([Value::new(MERCHANT_NAME, name)]).collect();
    Some(Tally { judged_by: values.iter().map(|value| vec![value.clone()]).collect(), counts_in: values })
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
