//! Everything the credential provider remembers.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::guard::ResultCode;
use crate::jose::PublicJwk;
use crate::network::messages::{IdvLink, ProviderSessionStatus, SessionAnswer};
use crate::sandbox::denial::Denial;
use crate::sandbox::shelf::Shelf;

/// What a session is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To bind an agent to the wallet of this name.
    Binding { wallet_name: String },
    /// To authorize a mandate.
    Mandate,
}

/// One session with an agent.
#[derive(Debug, Clone)]
pub(super) struct ProviderSession {
    pub(super) session_id: String,
    pub(super) purpose: Purpose,
    pub(super) agent_id: String,
    pub(super) agent_key: Option<PublicJwk>,
    pub(super) idv: IdvLink,
    pub(super) status: ProviderSessionStatus,
    pub(super) token_id: Option<String>,
    pub(super) l1: Option<String>,
    pub(super) mandate_id: Option<String>,
    pub(super) mandate_type: Option<String>,
    pub(super) l2: Option<String>,
    /// Woken when the callback has come.
    pub(super) completed: Arc<Notify>,
}

impl ProviderSession {
    /// What the agent is told.
    pub(super) fn answer(&self) -> SessionAnswer {
        let is_mandate = self.purpose == Purpose::Mandate;
        SessionAnswer {
            token_id: self.token_id.clone(),
            idv: Some(self.idv.clone()).filter(|_| self.status == ProviderSessionStatus::PendingIdv),
            mandate_id: self.mandate_id.clone(),
            mandate_type: self.mandate_type.clone(),
            l1_serialized: self.l1.clone().filter(|_| is_mandate),
            l2_serialized: self.l2.clone(),
            ..SessionAnswer::new(&self.session_id, self.status)
        }
    }
}

pub(in crate::sandbox) struct ProviderBook {
    sessions: Shelf<ProviderSession>,
    /// The provider's session by the network's.
    by_network_session: Shelf<String>,
}

impl ProviderBook {
    pub(in crate::sandbox) fn new(capacity: u32) -> Self {
        Self { sessions: Shelf::new(capacity), by_network_session: Shelf::new(capacity) }
    }

    pub(in crate::sandbox) fn clear(&mut self) {
        self.sessions.clear();
        self.by_network_session.clear();
    }

    pub(super) fn put(&mut self, session: ProviderSession) -> Result<(), Denial> {
        self.by_network_session.put(&session.idv.auth_session_id, session.session_id.clone())?;
        self.sessions.put(&session.session_id.clone(), session)
    }

    pub(super) fn get(&self, session_id: &str) -> Result<&ProviderSession, Denial> {
        self.sessions.get(session_id).ok_or_else(|| Denial::new(ResultCode::ParamIllegal, "no such session"))
    }

    pub(super) fn by_network_session(&mut self, session_id: &str) -> Option<&mut ProviderSession> {
        let session_id = self.by_network_session.get(session_id)?;
        self.sessions.get_mut(session_id)
    }

    /// The completed binding that a wallet token stands for.
    pub(super) fn binding(&self, token_id: &str) -> Option<&ProviderSession> {
        let is_it = |session: &&ProviderSession| {
            session.purpose != Purpose::Mandate && session.token_id.as_deref() == Some(token_id)
        };
        self.sessions.all().map(|(_, session)| session).find(is_it)
    }

    pub(super) fn of_agent(&self, agent_id: &str) -> impl Iterator<Item = &ProviderSession> {
        self.sessions.all().map(|(_, session)| session).filter(move |session| session.agent_id == agent_id)
    }
}
