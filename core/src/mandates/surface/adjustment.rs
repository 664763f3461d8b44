//! The surface of a raised budget: whose, for which task, from how much to how much.

use super::enrollment::{agent_warning, push_agent};
use super::phrase::{Fields, cut, date, line};
use super::{AuthorizationSurface, Emphasis, SurfaceKind};
use crate::mandates::AdjustmentContent;

pub(super) fn surface(content: &AdjustmentContent) -> AuthorizationSurface {
    let AdjustmentContent { adjustment_id, mandate_id, agent, desc, before, used, after, expires_at } =
        content;
    let mut fields = Fields::default();
    fields.text("task", Emphasis::Stressed, desc);
    push_agent(agent, &mut fields);
    fields.money("budget.before", Emphasis::Stressed, *before);
    fields.money("budget.after", Emphasis::Stressed, *after);
    fields.money("budget.used", Emphasis::Normal, *used);
    fields.time("valid_until", Emphasis::Stressed, *expires_at);
    fields.text("mandate", Emphasis::Detail, mandate_id);
    fields.text("adjustment", Emphasis::Detail, adjustment_id);
    AuthorizationSurface {
        kind: SurfaceKind::Adjustment,
        fields: fields.0,
        warnings: agent_warning(agent).into_iter().collect(),
        glance: vec![
            line(&format!("Raise for {}", agent.display_name)),
            line(&format!("to {after}")),
            line(&format!("from {before}")),
        ],
        voice: format!(
            "Raise the budget of {} from {before} to {after}, to be spent until {}.",
            cut(&agent.display_name, 60),
            date(*expires_at)
        ),
        digest: String::new(),
    }
}
