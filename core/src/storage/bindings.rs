//! Agents bound to this wallet. One binding per agent is active; ended ones stay as history.

use rusqlite::params;

use super::columns::{key, named, point, time, value};
use super::rows::Row;
use super::sealed::{self, BINDING_CUSTOMER, BINDING_L1, BINDING_TOKEN};
use super::{Rows, StoreError, Write};
use crate::agents::{Binding, BindingState};

const WHAT: &str = "binding";

impl<Access> Rows<'_, Binding, Access> {
    /// The agent's binding: the active one, else the latest.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, agent_id: &str) -> Result<Option<Binding>, StoreError> {
        self.find(
            "SELECT * FROM binding WHERE agent_id = ?1
             ORDER BY state = 'active' DESC, created_at DESC, auth_session_id LIMIT 1",
            params![agent_id],
            read,
        )
    }

    /// The binding that an enrollment's authorization session made.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_session(&self, auth_session_id: &str) -> Result<Option<Binding>, StoreError> {
        self.find("SELECT * FROM binding WHERE auth_session_id = ?1", params![auth_session_id], read)
    }

    /// The binding that an Alipay+ Token belongs to.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_token(&self, token_id: &str) -> Result<Option<Binding>, StoreError> {
        let tag = self.tag(BINDING_TOKEN, token_id);
        self.find("SELECT * FROM binding WHERE token_tag = ?1", params![tag], read)
    }

    /// Every binding, the latest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn list(&self) -> Result<Vec<Binding>, StoreError> {
        self.all("SELECT * FROM binding ORDER BY created_at DESC, auth_session_id", [], read)
    }
}

impl Rows<'_, Binding, Write> {
    /// Adds a binding.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] for a session or token that is there, or a second active binding of one agent.
    pub fn insert(&self, binding: &Binding) -> Result<(), StoreError> {
        let (row, agent_key) = (&binding.auth_session_id, binding.agent_key.as_ref());
        self.change(
            "INSERT INTO binding (auth_session_id, agent_id, customer_id, state, isp_kid, token_id, l1,
               agent_key_kid, agent_key_point, created_at, expires_at, token_tag)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                binding.auth_session_id,
                binding.agent_id,
                self.sealed(BINDING_CUSTOMER, row, &binding.customer_id)?,
                state_text(binding.state),
                binding.isp_kid,
                self.sealed_if_any(BINDING_TOKEN, row, binding.token_id.as_ref())?,
                self.sealed_if_any(BINDING_L1, row, binding.l1.as_ref())?,
                agent_key.map(|key| &key.kid),
                agent_key.map(point),
                binding.created_at.millis(),
                binding.expires_at.millis(),
                binding.token_id.as_ref().map(|token| self.tag(BINDING_TOKEN, token)),
            ],
        )?;
        Ok(())
    }

    /// Changes what may change of a binding: everything but its session, its agent and its beginning.
    ///
    /// # Errors
    /// [`StoreError::Missing`]; [`StoreError::Conflict`] as for [`insert`](Self::insert).
    pub fn update(&self, binding: &Binding) -> Result<(), StoreError> {
        let (row, agent_key) = (&binding.auth_session_id, binding.agent_key.as_ref());
        self.change_one(
            WHAT,
            "UPDATE binding SET customer_id = ?2, state = ?3, isp_kid = ?4, token_id = ?5, l1 = ?6,
               agent_key_kid = ?7, agent_key_point = ?8, expires_at = ?9, token_tag = ?10
             WHERE auth_session_id = ?1",
            params![
                binding.auth_session_id,
                self.sealed(BINDING_CUSTOMER, row, &binding.customer_id)?,
                state_text(binding.state),
                binding.isp_kid,
                self.sealed_if_any(BINDING_TOKEN, row, binding.token_id.as_ref())?,
                self.sealed_if_any(BINDING_L1, row, binding.l1.as_ref())?,
                agent_key.map(|key| &key.kid),
                agent_key.map(point),
                binding.expires_at.millis(),
                binding.token_id.as_ref().map(|token| self.tag(BINDING_TOKEN, token)),
            ],
        )
    }
}

fn read(row: &Row<'_>) -> Result<Binding, StoreError> {
    Ok(Binding {
        agent_id: value(row, "agent_id")?,
        auth_session_id: value(row, "auth_session_id")?,
        customer_id: sealed::text(row, BINDING_CUSTOMER)?,
        state: named(row, "state", parse_state)?,
        isp_kid: value(row, "isp_kid")?,
        token_id: sealed::optional_text(row, BINDING_TOKEN)?,
        l1: sealed::optional_text(row, BINDING_L1)?,
        agent_key: key(row, "agent_key_kid", "agent_key_point")?,
        created_at: time(row, "created_at")?,
        expires_at: time(row, "expires_at")?,
    })
}

const fn state_text(state: BindingState) -> &'static str {
    match state {
        BindingState::Pending => "pending",
        BindingState::Active => "active",
        BindingState::Ended => "ended",
    }
}

fn parse_state(text: &str) -> Option<BindingState> {
    [BindingState::Pending, BindingState::Active, BindingState::Ended]
        .into_iter()
        .find(|state| state_text(*state) == text)
}
