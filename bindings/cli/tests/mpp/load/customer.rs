//! Customers whose agents pay, and what they saw.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use amp_wallet_core::network::messages::OrderBody;
use serde_json::Value;
use tokio::time::Instant;

use super::failure::{Failures, words};
use crate::world::{Granted, SEAT_CENTS, World, code, hkd, succeeded};

/// Every tenth customer's budget is soon spent, and must hold.
pub(super) const SMALL_BUDGET: u32 = 5;
const LARGE_BUDGET: u32 = 100_000;

/// How many customers are enrolled at once. What is measured is payments.
const ENROLLED_AT_ONCE: u32 = 64;

/// One customer with a wallet and a mandate, and what his agents were told.
pub(super) struct Customer {
    pub(super) number: u32,
    pub(super) granted: Granted,
    pub(super) paid: AtomicU32,
    pub(super) refused: AtomicU32,
}

/// A customer whose agent got no answer, and the session that it waited for.
pub(super) struct Unenrolled {
    pub(super) number: u32,
    pub(super) step: &'static str,
    pub(super) session: String,
}

/// What one connection saw.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// From the announcement of a token to the debit, for those that were paid.
    pub(super) micros: Vec<u64>,
    pub(super) failures: Failures,
}

/// The customer's identifier at the network.
pub(super) fn customer_id(number: u32) -> String {
    format!("{number:08}-customer")
}

impl Customer {
    /// How many payments the budget is for.
    pub(super) const fn budget(number: u32) -> u32 {
        if number.is_multiple_of(10) { SMALL_BUDGET } else { LARGE_BUDGET }
    }

    /// Binds an agent to a wallet of its own, and authorizes a mandate.
    async fn enroll(world: &World, number: u32) -> Result<Self, Unenrolled> {
        let agent = format!("agent-{number}");
        let session = world.ask_binding(&agent, &customer_id(number)).await;
        let Some(token_id) = world.bound(&agent).await else {
            return Err(Unenrolled { number, step: "bind", session });
        };
        let budget = hkd(i64::from(Self::budget(number)) * SEAT_CENTS);
        let asked = world.ask_mandate(&agent, &token_id, Some(budget), None).await;
        match world.authorized(&token_id, &asked).await {
            Some(granted) => Ok(Self { number, granted, paid: 0.into(), refused: 0.into() }),
            None => Err(Unenrolled { number, step: "authorize", session: asked.link.auth_session_id }),
        }
    }

    /// One payment, from the announcement of a token to the debit.
    async fn pay(&self, world: &World, order: &OrderBody, tally: &mut Tally) {
        let begin = Instant::now();
        let (token, held) = world.try_announce(&self.granted, order).await;
        match &held {
            Ok(answer) if succeeded(answer) => {}
            // Only a budget that is spent may refuse.
            Ok(answer) if Self::budget(self.number) == SMALL_BUDGET && is_spent(answer) => {
                self.refused.fetch_add(1, Ordering::SeqCst);
                return;
            }
            _ => return tally.failures.add(self.number, "announce", words(&held)),
        }
        let paid = world.try_pay(&token).await;
        if paid.as_ref().is_ok_and(succeeded) {
            self.paid.fetch_add(1, Ordering::SeqCst);
            tally.micros.push(begin.elapsed().as_micros().try_into().unwrap());
        } else {
            tally.failures.add(self.number, "pay", words(&paid));
        }
    }
}

/// Nothing is left that is not held, or all of it was paid and the mandate has ended.
fn is_spent(answer: &Value) -> bool {
    ["CHECKOUT_AMOUNT_EXCEEDS_BUDGET", "MANDATE_STATUS_INVALID"].contains(&code(answer))
}

/// Enrolls all customers; answers also those that could not be.
pub(super) async fn enroll(world: &Arc<World>, wallets: u32) -> (Vec<Customer>, Vec<Unenrolled>) {
    let next = Arc::new(AtomicU32::new(0));
    let workers: Vec<_> = (0..ENROLLED_AT_ONCE)
        .map(|_| {
            let (world, next) = (world.clone(), next.clone());
            tokio::spawn(async move {
                let (mut enrolled, mut not) = (Vec::new(), Vec::new());
                loop {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= wallets {
                        return (enrolled, not);
                    }
                    match Customer::enroll(&world, number).await {
                        Ok(customer) => enrolled.push(customer),
                        Err(missing) => not.push(missing),
                    }
                }
            })
        })
        .collect();
    let (mut all, mut missing) = (Vec::new(), Vec::new());
    for worker in workers {
        let (enrolled, not) = worker.await.unwrap();
        all.extend(enrolled);
        missing.extend(not);
    }
    (all, missing)
}

/// One connection: it goes through all customers, from a beginning of its own.
pub(super) async fn pay_until(
    world: &World,
    customers: &[Customer],
    order: &OrderBody,
    connection: u32,
    end: Instant,
) -> Tally {
    let mut tally = Tally::default();
    let from = usize::try_from(connection).unwrap() * 37;
    for customer in customers.iter().cycle().skip(from % customers.len().max(1)) {
        if Instant::now() >= end {
            break;
        }
        customer.pay(world, order, &mut tally).await;
    }
    tally
}
