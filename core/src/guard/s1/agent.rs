//! S1: is the agent bound, active, and is its key known?

use super::super::s2::binding_reason;
use super::DraftCheck;
use crate::assurance::Mode;
use crate::guard::Reason;

pub(super) fn check(check: &DraftCheck<'_>, reasons: &mut Vec<Reason>) {
    let content = check.content;
    let agent_id = &content.agent.agent_id;
    match check.binding {
        None => reasons.push(Reason::AgentUnknown { agent_id: agent_id.clone() }),
        Some(binding) => {
            if binding.agent_id != *agent_id {
                reasons.push(Reason::AgentMismatch {
                    expected: binding.agent_id.clone(),
                    presented: agent_id.clone(),
                });
            }
            if let Err(error) = binding.may_request(check.now) {
                reasons.push(binding_reason(error));
            }
        }
    }
    if content.mode == Mode::Autonomous && content.agent_key.is_none() {
        reasons.push(Reason::AgentKeyUnknown { agent_id: agent_id.clone() });
    }
}
