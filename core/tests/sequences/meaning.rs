//! What an action means in a world: the step, with everything that it needs.

use std::sync::Arc;

use amp_wallet_core::assurance::{Checkout, Merchant};
use amp_wallet_core::clock::{Clock, ManualClock, Timestamp};
use amp_wallet_core::identity::{random_bytes, random_id};
use amp_wallet_core::jose::Signer;
use amp_wallet_core::payments::PaymentToken;
use amp_wallet_core::wallet::AgentSession;

use super::action::{How, What};
use super::limit_sets::limit_set;
use super::model::{Payment, cents};
use super::scene::AGENTS;
use super::step::{Announced, Draft, Step, hkd};
use super::world::{DAY, World};

impl World {
    /// What the action means here and now; nothing where there is nothing to do it to.
    pub(crate) fn step(&self, what: &What) -> Option<Step> {
        Some(match what {
            What::Authorize { agent, cents, max, frequency, days } => Step::Authorize(Draft {
                session: random_id().unwrap(),
                agent: AGENTS[usize::from(*agent)].to_owned(),
                agent_key: self.agent_key.public().clone(),
                cents: *cents,
                max_cents: *max,
                frequency: *frequency,
                // A day or half an hour, and some seconds that no clock's jump ends at.
                expires_at: Timestamp::from_seconds(self.now + days * DAY + 1_803),
            }),
            What::Hold { mandate, merchant, cents, seconds } => {
                self.announce(self.recent_mandate(*mandate)?, *merchant, *cents, *seconds)?
            }
            What::HoldAgain { payment, other } => {
                self.announce_again(self.recent_payment(*payment)?, *other)?
            }
            What::Pay { payment, how } => pay(self.recent_payment(*payment)?, *how),
            What::Void { payment, by_user } => {
                let payment_id = self.recent_payment(*payment)?.payment_id.clone();
                Step::Void { payment_id, by_user: *by_user }
            }
            What::Refund { payment, refund, cents } => {
                let payment_id = self.recent_payment(*payment)?.payment_id.clone();
                Step::Refund { refund_id: format!("{payment_id}-{refund}"), payment_id, cents: *cents }
            }
            What::Revoke { mandate } => Step::Revoke { mandate_id: self.mandate_id(*mandate)? },
            What::Adjust { mandate, adjustment, cents } => {
                let mandate_id = self.mandate_id(*mandate)?;
                Step::Adjust {
                    adjustment_id: format!("{mandate_id}-{adjustment}"),
                    mandate_id,
                    cents: *cents,
                }
            }
            What::Freeze { agent } => Step::Freeze { agent: agent_or_all(*agent) },
            What::Unfreeze { agent } => Step::Unfreeze { agent: agent_or_all(*agent) },
            What::SetLimits { which } => Step::SetLimits(limit_set(*which)),
            What::ReleaseHolds => Step::ReleaseHolds,
            What::ExpireMandates => Step::ExpireMandates,
        })
    }

    fn recent_mandate(&self, back: u8) -> Option<usize> {
        self.model.mandates.len().checked_sub(usize::from(back) + 1)
    }

    fn mandate_id(&self, back: u8) -> Option<String> {
        Some(self.model.mandates[self.recent_mandate(back)?].mandate_id.clone())
    }

    fn recent_payment(&self, back: u8) -> Option<&Payment> {
        let index = self.model.payments.len().checked_sub(usize::from(back) + 1)?;
        Some(&self.model.payments[index])
    }

    fn announce(&self, mandate: usize, merchant: u8, cents: i64, seconds: i64) -> Option<Step> {
        let token = PaymentToken::make(1, 666, &random_bytes().unwrap()).unwrap().reveal().to_owned();
        let checkout = order(merchant, cents);
        self.announced(mandate, token, checkout, seconds)
    }

    fn announce_again(&self, payment: &Payment, other: bool) -> Option<Step> {
        let mut checkout = payment.checkout.clone();
        if other {
            checkout.total_amount = hkd(cents(&checkout) + 1);
        }
        self.announced(payment.mandate, payment.token.clone(), checkout, 600)
    }

    fn announced(&self, mandate: usize, token: String, checkout: Checkout, seconds: i64) -> Option<Step> {
        let mandate = &self.model.mandates[mandate];
        let signer: Arc<dyn Signer> = self.agent_key.clone();
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(Timestamp::from_seconds(self.now)));
        let agent = AgentSession::new(signer, clock, mandate.l2.clone(), "alipayplus.com".to_owned());
        let binding = AGENTS.iter().position(|agent| *agent == mandate.agent)?;
        Some(Step::Hold(Announced {
            token,
            network_mandate_id: mandate.network_id.clone(),
            token_id: self.token_ids[binding].clone(),
            expires_at: Timestamp::from_seconds(self.now + seconds),
            l3: agent.sign_checkout(&checkout).unwrap(),
            checkout,
        }))
    }
}

fn agent_or_all(agent: u8) -> Option<String> {
    AGENTS.get(usize::from(agent)).map(|agent| (*agent).to_owned())
}

fn order(merchant: u8, cents: i64) -> Checkout {
    let (id, name, mcc) =
        if merchant == 0 { ("m-tea", "Tea House", "5814") } else { ("m-books", "Book Shop", "5942") };
    Checkout {
        total_amount: hkd(cents),
        merchant: Merchant {
            reference_merchant_id: id.to_owned(),
            merchant_name: name.to_owned(),
            merchant_mcc: mcc.to_owned(),
            merchant_website_url: None,
            merchant_region: None,
        },
        goods: Vec::new(),
        reference_checkout_id: Some(random_id().unwrap()),
    }
}

fn pay(payment: &Payment, how: How) -> Step {
    let held = payment.held;
    let with_order = Some(payment.checkout.clone());
    let (cents, order) = match how {
        How::Exactly => (held, None),
        How::ExactlyWithOrder => (held, with_order),
        How::Less => (held / 2, with_order),
        How::More => (held + 1, with_order),
        How::Hundredfold => (held * 100, with_order),
        How::LessWithoutOrder => (held - 1, None),
        How::Nothing => (0, with_order),
    };
    Step::Pay { token: payment.token.clone(), cents, order }
}
