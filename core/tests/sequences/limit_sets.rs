//! The sets of limits that the user changes between.

use amp_wallet_core::limits::{Cap, Dimension, Limit, LimitKind, LimitSet, Scope, Window};

use super::step::hkd;

pub(crate) const SETS: u8 = 6;

fn limit(limit_id: &str, kind: LimitKind, window: Window, scope: Scope, max: Cap) -> Limit {
    Limit { limit_id: limit_id.to_owned(), kind, window, scope, max }
}

/// One of [`SETS`] sets; the first limits nothing.
pub(crate) fn limit_set(which: u8) -> LimitSet {
    let money = |cents| Cap::Amount(hkd(cents));
    let spending = |id, window, scope, max| limit(id, LimitKind::Spending, window, scope, max);
    let delegation = |id, window, scope, max| limit(id, LimitKind::Delegation, window, scope, max);
    let limits = match which % SETS {
        0 => vec![],
        1 => vec![
            spending("day", Window::Day, Scope::ALL, money(1_100)),
            delegation("day.delegated", Window::Day, Scope::ALL, money(9_000)),
        ],
        2 => vec![
            spending("agent.week", Window::Week, Scope::each(Dimension::Agent), Cap::Count(9)),
            spending("day.any", Window::Day, Scope::ALL, Cap::Count(6)),
        ],
        3 => vec![
            spending("merchant.month", Window::Month, Scope::each(Dimension::Merchant), money(2_400)),
            spending("mandate", Window::Mandate, Scope::each(Dimension::Mandate), money(500)),
        ],
        4 => vec![
            spending("books.day", Window::Day, Scope::only(Dimension::Category, "5942"), money(500)),
            delegation("agent.week", Window::Week, Scope::each(Dimension::Agent), Cap::Count(8)),
        ],
        _ => vec![
            delegation("mandate.delegated", Window::Mandate, Scope::ALL, money(1_500)),
            spending("day", Window::Day, Scope::ALL, money(800)),
            spending("phone.week", Window::Week, Scope::each(Dimension::Device), money(3_000)),
        ],
    };
    LimitSet { limits }
}
