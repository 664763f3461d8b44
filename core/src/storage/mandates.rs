//! Mandates.

use rusqlite::params;

use super::columns::{
    amount, json, key, named, optional_json, optional_time, point, time, to_json, to_optional_json,
    unreadable, value,
};
use super::rows::Row;
use super::sealed::{self, MANDATE_CHECKOUT, MANDATE_INTENT, MANDATE_L2};
use super::{Rows, StoreError, Write};
use crate::assurance::{Intent, Mode};
use crate::clock::Timestamp;
use crate::limits::{Charge, CounterKey};
use crate::mandates::{Mandate, MandateState};
use crate::money::Amount;
use crate::payments::RateStatement;

const WHAT: &str = "mandate";

/// What a mandate counts towards limits, and where.
struct CountedBudget {
    budget: Amount,
    approved: bool,
    numbers: Vec<i64>,
    rate: Option<RateStatement>,
}

impl<Access> Rows<'_, Mandate, Access> {
    /// The mandate with the wallet's identifier.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, mandate_id: &str) -> Result<Option<Mandate>, StoreError> {
        self.find("SELECT * FROM mandate WHERE mandate_id = ?1", params![mandate_id], read_again)
    }

    /// The mandate with the network's identifier.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_network_id(&self, network_mandate_id: &str) -> Result<Option<Mandate>, StoreError> {
        self.find(
            "SELECT * FROM mandate WHERE network_mandate_id = ?1",
            params![network_mandate_id],
            read_again,
        )
    }

    /// The mandate that an authorization session made.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_session(&self, auth_session_id: &str) -> Result<Option<Mandate>, StoreError> {
        self.find("SELECT * FROM mandate WHERE auth_session_id = ?1", params![auth_session_id], read_again)
    }

    /// The latest mandates, the latest first, at most `limit`.
    ///
    /// # Errors
    /// What the database says.
    pub fn list(&self, limit: u32) -> Result<Vec<Mandate>, StoreError> {
        self.all("SELECT * FROM mandate ORDER BY number DESC LIMIT ?1", [limit], read)
    }

    /// The mandates of one agent, the latest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn list_by_agent(&self, agent_id: &str) -> Result<Vec<Mandate>, StoreError> {
        self.all("SELECT * FROM mandate WHERE agent_id = ?1 ORDER BY number DESC", params![agent_id], read)
    }

    /// At most `limit` mandates that are waiting or activated although their time is over, without those whose
    /// approval the network is being told of.
    ///
    /// # Errors
    /// What the database says.
    pub fn overdue(&self, now: Timestamp, limit: u32) -> Result<Vec<Mandate>, StoreError> {
        self.all(
            "SELECT * FROM mandate WHERE state IN ('inactive', 'activated') AND expires_at <= ?1
               AND NOT EXISTS (SELECT 1 FROM session WHERE session.auth_session_id = mandate.auth_session_id
                 AND status = 'AUTH_IN_PROCESS' AND notification = 'sending')
             ORDER BY expires_at LIMIT ?2",
            params![now.millis(), limit],
            read,
        )
    }

    /// The mandates that wait or are activated.
    ///
    /// # Errors
    /// What the database says.
    pub fn alive(&self) -> Result<Vec<Mandate>, StoreError> {
        self.all(
            "SELECT * FROM mandate WHERE state IN ('inactive', 'activated') ORDER BY created_at",
            [],
            read,
        )
    }

    /// The mandates approved at `from` or later, whatever has become of them.
    ///
    /// # Errors
    /// What the database says.
    pub fn approved_since(&self, from: Timestamp) -> Result<Vec<Mandate>, StoreError> {
        self.all("SELECT * FROM mandate WHERE approved_at >= ?1", params![from.millis()], read)
    }

    /// What a mandate counts as, and the numbers of the counters it counts in.
    fn counted(&self, mandate_id: &str) -> Result<Option<CountedBudget>, StoreError> {
        self.find(
            "SELECT budget, currency, approved_at, counted, rate FROM mandate WHERE mandate_id = ?1",
            params![mandate_id],
            |row| {
                Ok(CountedBudget {
                    budget: amount(row, "budget")?,
                    approved: optional_time(row, "approved_at")?.is_some(),
                    numbers: json(row, "counted")?,
                    rate: optional_json(row, "rate")?,
                })
            },
        )
    }
}

impl Rows<'_, Mandate, Write> {
    /// Adds a mandate.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] for an identifier or a session that is there.
    pub fn insert(&self, mandate: &Mandate) -> Result<(), StoreError> {
        let row = &mandate.mandate_id;
        self.change(
            "INSERT INTO mandate (mandate_id, network_mandate_id, auth_session_id, agent_id, mode, state, currency,
               budget, created_at, activated_at, expires_at, intent, checkout, l2, approved_at, agent_key_kid,
               agent_key_point, limits_version, rate)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
            params![
                mandate.mandate_id,
                mandate.network_mandate_id,
                mandate.auth_session_id,
                mandate.agent_id,
                mandate.mode.as_str(),
                mandate.state.as_str(),
                mandate.budget.currency().code(),
                mandate.budget.micros(),
                mandate.created_at.millis(),
                mandate.activated_at.map(Timestamp::millis),
                mandate.expires_at.millis(),
                self.sealed(MANDATE_INTENT, row, to_json(&mandate.intent)?)?,
                self.sealed_if_any(MANDATE_CHECKOUT, row, to_optional_json(mandate.checkout.as_ref())?)?,
                self.sealed_if_any(MANDATE_L2, row, mandate.l2.as_ref())?,
                mandate.approved_at.map(Timestamp::millis),
                mandate.agent_key.as_ref().map(|key| &key.kid),
                mandate.agent_key.as_ref().map(point),
                mandate.limits_version,
                mandate.rate.as_ref().map(to_json).transpose()?,
            ],
        )?;
        Ok(())
    }

    /// Changes what may change of a mandate: its state, its identifier at the network, its budget (not the currency),
    /// its end, when it was activated, and L2. What was asked for stays.
    ///
    /// # Errors
    /// [`StoreError::Missing`], also for a budget in another currency; [`StoreError::Forbidden`] for a mandate that
    /// has ended and is to change its state.
    pub fn update(&self, mandate: &Mandate) -> Result<(), StoreError> {
        self.keep_counted(mandate)?;
        self.change_one(
            WHAT,
            "UPDATE mandate SET network_mandate_id = ?3, state = ?4, budget = ?5, activated_at = ?6, expires_at = ?7,
               l2 = ?8, approved_at = ?9, limits_version = ?10, rate = ?11
             WHERE mandate_id = ?1 AND currency = ?2",
            params![
                mandate.mandate_id,
                mandate.budget.currency().code(),
                mandate.network_mandate_id,
                mandate.state.as_str(),
                mandate.budget.micros(),
                mandate.activated_at.map(Timestamp::millis),
                mandate.expires_at.millis(),
                self.sealed_if_any(MANDATE_L2, &mandate.mandate_id, mandate.l2.as_ref())?,
                mandate.approved_at.map(Timestamp::millis),
                mandate.limits_version,
                mandate.rate.as_ref().map(to_json).transpose()?,
            ],
        )
    }

    /// Counts the budget of a mandate that was approved in every counter of `keys`. From then on
    /// [`update`](Self::update) keeps them: a budget that is raised or lowered counts as it is, one that came to nothing
    /// not at all.
    ///
    /// # Errors
    /// [`StoreError::Missing`]; [`StoreError::Forbidden`] for a mandate that counts already.
    pub fn count(&self, mandate: &Mandate, keys: &[CounterKey]) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        let before = self.counted(&mandate.mandate_id)?.ok_or(StoreError::Missing { what: WHAT })?;
        if !before.numbers.is_empty() {
            return Err(StoreError::Forbidden { detail: "the mandate counts already".to_owned() });
        }
        let charge = mandate.charge(mandate.budget).map_err(|_| unreadable("budget"))?;
        let numbers = self.of::<CounterKey>().add(keys, charge)?;
        self.change_one(
            WHAT,
            "UPDATE mandate SET counted = ?2 WHERE mandate_id = ?1",
            params![mandate.mandate_id, to_json(&numbers)?],
        )
    }

    fn keep_counted(&self, mandate: &Mandate) -> Result<(), StoreError> {
        let Some(before) = self.counted(&mandate.mandate_id)? else { return Ok(()) };
        if before.numbers.is_empty() || before.budget.currency() != mandate.budget.currency() {
            return Ok(());
        }
        // At the rate at which it was counted, whatever the rate is now.
        let charge = |counts: bool, budget: Amount| {
            let amount = if counts { budget } else { Amount::zero(budget.currency()) };
            Charge::at(amount, before.rate.as_ref().map(|rate| &rate.exchange))
        };
        let counts = mandate.approved_at.is_some();
        let change = charge(counts, mandate.budget)
            .and_then(|after| after.less(&charge(before.approved, before.budget)?))
            .map_err(|_| unreadable("budget"))?;
        let mandates = i64::from(counts) - i64::from(before.approved);
        self.of::<CounterKey>().change_counted(&before.numbers, change, mandates)?;
        if counts {
            return Ok(());
        }
        // It counts nowhere now, and may be approved again.
        self.change_one(
            WHAT,
            "UPDATE mandate SET counted = '[]' WHERE mandate_id = ?1",
            params![mandate.mandate_id],
        )
    }

    /// Moves a mandate to `state`, the result of [`MandateState::after`].
    ///
    /// # Errors
    /// [`StoreError::Missing`]; [`StoreError::Forbidden`] for a mandate that has ended.
    pub fn set_state(&self, mandate_id: &str, state: MandateState) -> Result<(), StoreError> {
        self.change_one(
            WHAT,
            "UPDATE mandate SET state = ?2 WHERE mandate_id = ?1",
            params![mandate_id, state.as_str()],
        )
    }
}

pub(super) fn read(row: &Row<'_>) -> Result<Mandate, StoreError> {
    read_with(row, sealed::json(row, MANDATE_INTENT)?)
}

/// [`read`] of the one mandate that is worked with: every payment under it reads it.
fn read_again(row: &Row<'_>) -> Result<Mandate, StoreError> {
    read_with(row, sealed::json_again(row, MANDATE_INTENT)?)
}

fn read_with(row: &Row<'_>, intent: Intent) -> Result<Mandate, StoreError> {
    Ok(Mandate {
        mandate_id: value(row, "mandate_id")?,
        network_mandate_id: value(row, "network_mandate_id")?,
        auth_session_id: value(row, "auth_session_id")?,
        agent_id: value(row, "agent_id")?,
        mode: named(row, "mode", parse_mode)?,
        state: named(row, "state", |text| MandateState::parse(text).ok())?,
        intent,
        checkout: sealed::optional_json(row, MANDATE_CHECKOUT)?,
        budget: amount(row, "budget")?,
        expires_at: time(row, "expires_at")?,
        created_at: time(row, "created_at")?,
        approved_at: optional_time(row, "approved_at")?,
        activated_at: optional_time(row, "activated_at")?,
        agent_key: key(row, "agent_key_kid", "agent_key_point")?,
        l2: sealed::optional_text(row, MANDATE_L2)?,
        limits_version: value(row, "limits_version")?,
        rate: optional_json(row, "rate")?,
    })
}

fn parse_mode(text: &str) -> Option<Mode> {
    [Mode::Immediate, Mode::Autonomous].into_iter().find(|mode| mode.as_str() == text)
}
