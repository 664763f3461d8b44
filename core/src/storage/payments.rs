//! Payments. A payment's state and its postings are written together, here and nowhere else.

use rusqlite::params;

use super::columns::{
    amount, currency, json, named, optional_json, optional_time, time, to_json, unreadable, value,
};
use super::refunds::read as read_refund;
use super::rows::Row;
use super::sealed::{self, PAYMENT_CHECKOUT, PAYMENT_L3, PAYMENT_TOKEN, PAYMENT_WALLET_TOKEN};
use super::{Rows, StoreError, Write, failpoint};
use crate::clock::Timestamp;
use crate::ledger::{Balances, Entry};
use crate::limits::CounterKey;
use crate::money::Amount;
use crate::payments::{Payment, PaymentEvent, PaymentState, Refund, saga};

const WHAT: &str = "payment";

/// The payments of one mandate: its postings lie together, and each hold names its payment.
const OF_MANDATE: &str =
    "SELECT payment.* FROM ledger_posting AS posting CROSS JOIN payment USING (payment_id)
     WHERE posting.mandate_id = ?1 AND movement = 'hold'";

impl<Access> Rows<'_, Payment, Access> {
    /// The payment with the wallet's identifier.
    ///
    /// # Errors
    /// What the database says.
    pub fn get(&self, payment_id: &str) -> Result<Option<Payment>, StoreError> {
        self.find("SELECT * FROM payment WHERE payment_id = ?1", params![payment_id], read)
    }

    /// The payment that a payment token is bound to.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_token(&self, payment_token: &str) -> Result<Option<Payment>, StoreError> {
        let tag = self.tag(PAYMENT_TOKEN, payment_token);
        self.find("SELECT * FROM payment WHERE payment_token_tag = ?1", params![tag], read)
    }

    /// At most `limit` payments, the latest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn list(&self, limit: u32) -> Result<Vec<Payment>, StoreError> {
        self.all("SELECT * FROM payment ORDER BY number DESC LIMIT ?1", params![limit], read)
    }

    /// The payments under one mandate, the latest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn list_by_mandate(&self, mandate_id: &str) -> Result<Vec<Payment>, StoreError> {
        self.all(&format!("{OF_MANDATE} ORDER BY posting.number DESC"), params![mandate_id], read)
    }

    /// At most `limit` payments that are held, those that expire first first.
    ///
    /// # Errors
    /// What the database says.
    pub fn open_holds(&self, limit: u32) -> Result<Vec<Payment>, StoreError> {
        self.all(
            "SELECT * FROM payment WHERE state = 'held' ORDER BY token_expires_at, number LIMIT ?1",
            params![limit],
            read,
        )
    }

    /// At most `limit` payments that are held although their token's time is over.
    ///
    /// # Errors
    /// What the database says.
    pub fn overdue_holds(&self, now: Timestamp, limit: u32) -> Result<Vec<Payment>, StoreError> {
        self.all(
            "SELECT * FROM payment WHERE state = 'held' AND token_expires_at <= ?1
             ORDER BY token_expires_at, number LIMIT ?2",
            params![now.millis(), limit],
            read,
        )
    }

    /// The holds of one mandate. It looks at every payment that is held, of any mandate.
    ///
    /// # Errors
    /// What the database says.
    pub fn open_holds_of(&self, mandate_id: &str) -> Result<Vec<Payment>, StoreError> {
        self.all(
            "SELECT * FROM payment INDEXED BY payment_open WHERE mandate_id = ?1 AND state = 'held'
             ORDER BY token_expires_at, number",
            params![mandate_id],
            read,
        )
    }

    /// The holds of one mandate although their token's time is over. It looks at every such payment, of any mandate.
    ///
    /// # Errors
    /// What the database says.
    pub fn overdue_holds_of(&self, mandate_id: &str, now: Timestamp) -> Result<Vec<Payment>, StoreError> {
        self.all(
            "SELECT * FROM payment INDEXED BY payment_open
             WHERE mandate_id = ?1 AND state = 'held' AND token_expires_at <= ?2 ORDER BY token_expires_at, number",
            params![mandate_id, now.millis()],
            read,
        )
    }

    /// Visits the payments debited from `from` (inclusive) until `until` (exclusive), and all that are held, one at a
    /// time: what a spending report is made of.
    ///
    /// # Errors
    /// What the database says.
    pub fn each_for_report(
        &self,
        from: Timestamp,
        until: Timestamp,
        mut visit: impl FnMut(Payment),
    ) -> Result<(), StoreError> {
        self.each(
            "SELECT * FROM payment WHERE state = 'captured' AND ended_at >= ?1 AND ended_at < ?2
             UNION ALL SELECT * FROM payment WHERE state = 'held'",
            params![from.millis(), until.millis()],
            |row| {
                visit(read(row)?);
                Ok(())
            },
        )
    }

    /// Visits the refunds from `from` (inclusive) until `until` (exclusive), each with its payment.
    ///
    /// # Errors
    /// What the database says.
    pub fn each_refunded(
        &self,
        from: Timestamp,
        until: Timestamp,
        mut visit: impl FnMut(Payment, Refund),
    ) -> Result<(), StoreError> {
        self.each(
            "SELECT payment.*, refund.refund_id, refund.amount, refund.at FROM refund JOIN payment USING (payment_id)
             WHERE refund.at >= ?1 AND refund.at < ?2",
            params![from.millis(), until.millis()],
            |row| {
                visit(read(row)?, read_refund(row)?);
                Ok(())
            },
        )
    }

    /// The L3 that asked for the payment's token, byte for byte; none for IMMEDIATE.
    ///
    /// # Errors
    /// What the database says.
    pub fn l3(&self, payment_id: &str) -> Result<Option<String>, StoreError> {
        let l3 = self.find(
            "SELECT payment_id, l3 FROM payment WHERE payment_id = ?1",
            params![payment_id],
            |row| sealed::optional_text(row, PAYMENT_L3),
        )?;
        Ok(l3.flatten())
    }

    /// The L3s of every payment under a mandate that may still pay, byte for byte.
    ///
    /// # Errors
    /// What the database says.
    pub fn l3s_in_use(&self) -> Result<Vec<String>, StoreError> {
        let l3s = self.all(
            "SELECT payment_id, l3 FROM payment
             WHERE l3 IS NOT NULL AND mandate_id IN (SELECT mandate_id FROM mandate WHERE state = 'activated')",
            [],
            |row| sealed::optional_text(row, PAYMENT_L3),
        )?;
        Ok(l3s.into_iter().flatten().collect())
    }

    /// The payments that count towards limits from `from` on: held or debited, and held not before it.
    ///
    /// # Errors
    /// What the database says.
    pub fn counting_since(&self, from: Timestamp) -> Result<Vec<Payment>, StoreError> {
        self.all(
            "SELECT * FROM payment WHERE state <> 'released' AND (created_at >= ?1
               OR mandate_id IN (SELECT mandate_id FROM mandate WHERE state = 'activated')) ORDER BY number",
            params![from.millis()],
            read,
        )
    }

    /// The numbers of the counters that a payment counts in.
    fn counted(&self, payment_id: &str) -> Result<Vec<i64>, StoreError> {
        self.find("SELECT counted FROM payment WHERE payment_id = ?1", params![payment_id], |row| {
            json(row, "counted")
        })?
        .ok_or(StoreError::Missing { what: WHAT })
    }

    /// Whether any payment under the mandate is held or captured: an IMMEDIATE mandate pays once.
    ///
    /// # Errors
    /// What the database says.
    pub fn mandate_is_used(&self, mandate_id: &str) -> Result<bool, StoreError> {
        let used = self.find(
            "SELECT 1 AS used FROM ledger_posting AS posting CROSS JOIN payment USING (payment_id)
             WHERE posting.mandate_id = ?1 AND movement = 'hold' AND state <> 'released' LIMIT 1",
            params![mandate_id],
            |row| value::<i64>(row, "used"),
        )?;
        Ok(used.is_some())
    }
}

impl Rows<'_, Payment, Write> {
    /// Begins a payment (S2): writes it as held and moves the amount from available to held.
    ///
    /// # Errors
    /// [`StoreError::Saga`] or [`StoreError::Ledger`] for what the rules forbid, an overdrawn mandate first of all;
    /// [`StoreError::Conflict`] for an identifier or a token that is there; [`StoreError::Forbidden`] for a mandate
    /// that is not.
    pub fn hold(&self, payment: &Payment) -> Result<Balances, StoreError> {
        let hold = saga::begin(payment)?;
        self.expect_mandate(&payment.mandate_id)?;
        let balances = self.of::<Entry>().post(&hold)?;
        self.posted()?;
        self.insert(payment)?;
        Ok(balances)
    }

    /// Counts what a payment holds or has spent in every counter of `keys`. From then on its steps keep them: what is
    /// given back is taken off where it was counted.
    ///
    /// # Errors
    /// [`StoreError::Missing`]; [`StoreError::Forbidden`] for a payment that counts already.
    pub fn count(&self, payment: &Payment, keys: &[CounterKey]) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        if !self.counted(&payment.payment_id)?.is_empty() {
            return Err(StoreError::Forbidden { detail: "the payment counts already".to_owned() });
        }
        let charge = payment.charge(payment.in_use()).map_err(|_| unreadable("amounts"))?;
        let numbers = self.of::<CounterKey>().add(keys, charge)?;
        self.change_one(
            WHAT,
            "UPDATE payment SET counted = ?2 WHERE payment_id = ?1",
            params![payment.payment_id, to_json(&numbers)?],
        )
    }

    /// Debits `amount` (S4), at most what is held; the rest of the hold is released.
    ///
    /// # Errors
    /// [`StoreError::Missing`]; [`StoreError::Saga`] for a payment that has ended, an expired token, an amount beyond
    /// the hold.
    pub fn capture(&self, payment_id: &str, amount: Amount, now: Timestamp) -> Result<Payment, StoreError> {
        self.step(payment_id, &PaymentEvent::Capture { amount }, now)
    }

    /// Gives the hold back; `because` is a stable code.
    ///
    /// # Errors
    /// [`StoreError::Missing`]; [`StoreError::Saga`] for a payment that has ended.
    pub fn release(&self, payment_id: &str, because: &str, now: Timestamp) -> Result<Payment, StoreError> {
        self.step(payment_id, &PaymentEvent::Release { because: because.to_owned() }, now)
    }

    /// Takes one step of the saga: the payment after it, and its postings.
    ///
    /// # Errors
    /// As [`capture`](Self::capture) and [`release`](Self::release).
    pub fn step(
        &self,
        payment_id: &str,
        event: &PaymentEvent,
        now: Timestamp,
    ) -> Result<Payment, StoreError> {
        let payment = self.get(payment_id)?.ok_or(StoreError::Missing { what: WHAT })?;
        let step = saga::next(&payment, event, now)?;
        self.take_off(&payment, &step.payment)?;
        for posting in &step.postings {
            self.of::<Entry>().post(posting)?;
        }
        self.posted()?;
        self.change_one(
            WHAT,
            "UPDATE payment SET state = ?2, captured = ?3, released_because = ?4, ended_at = ?5
             WHERE payment_id = ?1 AND state = 'held'",
            params![
                step.payment.payment_id,
                state_text(step.payment.state),
                step.payment.captured.map(Amount::micros),
                step.payment.released_because,
                step.payment.ended_at.map(Timestamp::millis),
            ],
        )?;
        Ok(step.payment)
    }

    /// Keeps the counters of the limits true: what a step gives back does not count any more.
    fn take_off(&self, before: &Payment, after: &Payment) -> Result<(), StoreError> {
        let charged = |payment: &Payment| payment.charge(payment.in_use()).map_err(|_| unreadable("amounts"));
        let change = charged(after)?.less(&charged(before)?).map_err(|_| unreadable("amounts"))?;
        let ended = before.state != PaymentState::Released && after.state == PaymentState::Released;
        if change.amount.is_zero() && !ended {
            return Ok(());
        }
        let numbers = self.counted(&before.payment_id)?;
        self.of::<CounterKey>().change_counted(&numbers, change, -i64::from(ended))
    }

    /// A payment is made under a mandate.
    fn expect_mandate(&self, mandate_id: &str) -> Result<(), StoreError> {
        let sql = "SELECT 1 AS known FROM mandate WHERE mandate_id = ?1";
        let known = self.find(sql, params![mandate_id], |row| value::<i64>(row, "known"))?;
        known
            .map(drop)
            .ok_or_else(|| StoreError::Forbidden { detail: "a payment is made under a mandate".to_owned() })
    }

    /// Between a posting and its payment: where a crash test ends the process.
    fn posted(&self) -> Result<(), StoreError> {
        failpoint::split_transaction(self.connection())?;
        failpoint::reach("payment.posted");
        Ok(())
    }

    /// Keeps the L3 that asked for the payment's token: evidence, should the user dispute it.
    ///
    /// # Errors
    /// [`StoreError::Missing`], also for a payment that has one.
    pub fn keep_l3(&self, payment_id: &str, l3: &str) -> Result<(), StoreError> {
        self.change_one(
            WHAT,
            "UPDATE payment SET l3 = ?2 WHERE payment_id = ?1 AND l3 IS NULL",
            params![payment_id, self.sealed(PAYMENT_L3, payment_id, l3)?],
        )
    }

    fn insert(&self, payment: &Payment) -> Result<(), StoreError> {
        let row = &payment.payment_id;
        self.change(
            "INSERT INTO payment (payment_id, payment_token, mandate_id, agent_id, token_id, state, currency, held,
               token_expires_at, created_at, checkout, payment_token_tag, device_id, rate)
             VALUES (?1, ?2, ?3, ?4, ?5, 'held', ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            params![
                payment.payment_id,
                self.sealed(PAYMENT_TOKEN, row, &payment.payment_token)?,
                payment.mandate_id,
                payment.agent_id,
                self.sealed(PAYMENT_WALLET_TOKEN, row, &payment.token_id)?,
                payment.held.currency().code(),
                payment.held.micros(),
                payment.token_expires_at.millis(),
                payment.created_at.millis(),
                self.sealed(PAYMENT_CHECKOUT, row, to_json(&payment.checkout)?)?,
                self.tag(PAYMENT_TOKEN, &payment.payment_token),
                payment.device_id,
                payment.rate.as_ref().map(to_json).transpose()?,
            ],
        )?;
        Ok(())
    }
}

pub(super) fn read(row: &Row<'_>) -> Result<Payment, StoreError> {
    let currency = currency(row)?;
    Ok(Payment {
        payment_id: value(row, "payment_id")?,
        mandate_id: value(row, "mandate_id")?,
        agent_id: value(row, "agent_id")?,
        payment_token: sealed::text(row, PAYMENT_TOKEN)?,
        token_id: sealed::text(row, PAYMENT_WALLET_TOKEN)?,
        checkout: sealed::json(row, PAYMENT_CHECKOUT)?,
        state: named(row, "state", parse_state)?,
        held: amount(row, "held")?,
        captured: value::<Option<i64>>(row, "captured")?.map(|micros| Amount::from_micros(micros, currency)),
        released_because: value(row, "released_because")?,
        token_expires_at: time(row, "token_expires_at")?,
        created_at: time(row, "created_at")?,
        ended_at: optional_time(row, "ended_at")?,
        device_id: value(row, "device_id")?,
        rate: optional_json(row, "rate")?,
    })
}

const fn state_text(state: PaymentState) -> &'static str {
    match state {
        PaymentState::Held => "held",
        PaymentState::Captured => "captured",
        PaymentState::Released => "released",
    }
}

fn parse_state(text: &str) -> Option<PaymentState> {
    [PaymentState::Held, PaymentState::Captured, PaymentState::Released]
        .into_iter()
        .find(|state| state_text(*state) == text)
}
