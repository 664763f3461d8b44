//! The surface of binding an agent: who, to which wallet, until when.

use super::phrase::{Fields, cut, date, line};
use super::{AuthorizationSurface, Emphasis, SurfaceKind, SurfaceWarning};
use crate::agents::AgentProfile;
use crate::jose::PublicJwk;
use crate::mandates::EnrollmentContent;

/// What a binding lets the agent do, as a stable key: ask for mandates. Each is approved by itself.
const SCOPE: &str = "ask_for_mandates";

pub(super) fn surface(content: &EnrollmentContent) -> AuthorizationSurface {
    let EnrollmentContent {
        auth_session_id,
        agent,
        wallet_name,
        user_login_id,
        agent_key,
        former_agent_key,
        isp_key,
        expires_at,
    } = content;
    let mut fields = Fields::default();
    push_agent(agent, &mut fields);
    push_agent_key(agent_key.as_ref(), former_agent_key.as_ref(), &mut fields);
    fields.text("wallet", Emphasis::Stressed, wallet_name);
    fields.text("account", Emphasis::Stressed, user_login_id);
    fields.text("scope", Emphasis::Stressed, SCOPE);
    fields.time("valid_until", Emphasis::Stressed, *expires_at);
    let key_id = Some(isp_key.kid.as_str()).filter(|kid| !kid.is_empty());
    fields.optional("signing_key.id", Emphasis::Detail, key_id);
    fields.text("signing_key.thumbprint", Emphasis::Detail, &isp_key.thumbprint());
    fields.text("session", Emphasis::Detail, auth_session_id);
    let name = cut(&agent.display_name, 60);
    AuthorizationSurface {
        kind: SurfaceKind::Enrollment,
        fields: fields.0,
        warnings: agent_warning(agent).into_iter().chain(key_warning(former_agent_key.as_ref())).collect(),
        glance: vec![
            line(&format!("Bind {}", agent.display_name)),
            line(&format!("to {wallet_name} {user_login_id}")),
            format!("until {}", date(*expires_at)),
        ],
        voice: format!(
            "The agent {name} asks to be bound to {} until {}. It may then ask for payments, each of which you approve.",
            cut(wallet_name, 60),
            date(*expires_at)
        ),
        digest: String::new(),
    }
}

pub(super) fn push_agent(agent: &AgentProfile, fields: &mut Fields) {
    let AgentProfile { agent_id, display_name, developer, website, verified: _ } = agent;
    fields.text("agent", Emphasis::Stressed, display_name);
    fields.text("agent.id", Emphasis::Normal, agent_id);
    fields.optional("agent.developer", Emphasis::Normal, developer.as_deref());
    fields.optional("agent.website", Emphasis::Normal, website.as_deref());
}

/// The agent's key and, where it had another, that one: a changed key stands out.
pub(super) fn push_agent_key(key: Option<&PublicJwk>, former: Option<&PublicJwk>, fields: &mut Fields) {
    let emphasis = if former.is_some() { Emphasis::Stressed } else { Emphasis::Detail };
    if let Some(key) = key {
        let key_id = Some(key.kid.as_str()).filter(|kid| !kid.is_empty());
        fields.optional("agent.key_id", Emphasis::Detail, key_id);
        fields.text("agent.key_thumbprint", emphasis, &key.thumbprint());
    }
    if let Some(former) = former {
        fields.text("agent.former_key_thumbprint", emphasis, &former.thumbprint());
    }
}

pub(super) fn key_warning(former: Option<&PublicJwk>) -> Option<SurfaceWarning> {
    former.map(|_| SurfaceWarning::AgentKeyChanged)
}

pub(super) fn agent_warning(agent: &AgentProfile) -> Option<SurfaceWarning> {
    (!agent.verified).then_some(SurfaceWarning::AgentUnverified)
}
