//! The limits in force, as they are shown.

use amp_wallet_core::limits::{Cap, Dimension, Freeze, Limit, LimitKind, LimitSet, LimitUsage, Window};
use amp_wallet_core::money::Amount;
use serde::Serialize;

use crate::console::{Cell, Column, Page, Report, Table, Tone};

/// The contract of `amp wallet limits … --json`.
#[derive(Debug, Serialize)]
pub(super) struct Limits {
    limits: Vec<LimitRow>,
    frozen: Freeze,
}

#[derive(Debug, Serialize)]
struct LimitRow {
    #[serde(flatten)]
    limit: Limit,
    /// What counts towards it now; none for a limit that counts each agent, merchant and so on by itself.
    used: Option<Used>,
}

#[derive(Debug, Serialize)]
struct Used {
    amounts: Vec<Amount>,
    count: i64,
    /// When the count begins anew.
    until: Option<String>,
}

impl Limits {
    /// Every limit with its use, where it has one count.
    pub(super) fn of(set: LimitSet, usages: &[LimitUsage], frozen: Freeze) -> Self {
        let rows = set.limits.into_iter().map(|limit| LimitRow {
            used: usages.iter().find(|usage| usage.limit == limit).map(Used::of),
            limit,
        });
        Self { limits: rows.collect(), frozen }
    }
}

impl Used {
    fn of(usage: &LimitUsage) -> Self {
        Self {
            amounts: usage.counted.clone(),
            count: usage.payments,
            until: usage.ends_at.map(|end| end.to_iso8601()),
        }
    }
}

impl Report for Limits {
    fn render(&self, page: &mut Page) {
        if self.frozen.all {
            page.line(Tone::Bad, "frozen: no agent pays anything");
        }
        for agent in &self.frozen.agents {
            page.line(Tone::Bad, &format!("frozen: {agent} pays nothing"));
        }
        if self.limits.is_empty() {
            return page.line(Tone::Faint, "no limits");
        }
        let mut table = Table::new([
            Column::Left("limit"),
            Column::Right("at most"),
            Column::Right("used"),
            Column::Left("what it bounds"),
        ]);
        for row in &self.limits {
            table.row([
                Cell::new(Tone::Strong, &row.limit.limit_id),
                Cell::plain(match row.limit.max {
                    Cap::Amount(amount) => amount.to_string(),
                    Cap::Count(count) => count.to_string(),
                }),
                Cell::plain(row.used.as_ref().map(|used| used.text(row.limit.max)).unwrap_or_default()),
                Cell::plain(sentence(&row.limit)),
            ]);
        }
        page.table(&table);
        page.line(Tone::Faint, "what is authorized already keeps the limits it was authorized under");
    }
}

impl Used {
    fn text(&self, max: Cap) -> String {
        match max {
            Cap::Count(_) => self.count.to_string(),
            Cap::Amount(_) => self.amounts.iter().map(Amount::to_string).collect::<Vec<_>>().join(", "),
        }
    }
}

fn sentence(limit: &Limit) -> String {
    let what = match limit.kind {
        LimitKind::Delegation => "authorized",
        LimitKind::Spending => "paid",
    };
    let when = match limit.window {
        Window::Mandate => "under one mandate",
        Window::Day => "a day",
        Window::Week => "a week",
        Window::Month => "a month",
    };
    let noun = match limit.scope.dimension {
        Dimension::All => return format!("{what} {when}"),
        Dimension::Agent => "agent",
        Dimension::Merchant => "merchant",
        Dimension::Category => "category",
        Dimension::Device => "device",
        Dimension::Mandate => "mandate",
    };
    match &limit.scope.only {
        Some(which) => format!("{what} {when}, {noun} {which}"),
        None => format!("{what} {when}, each {noun} by itself"),
    }
}
