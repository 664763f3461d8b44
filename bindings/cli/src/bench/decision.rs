//! S2 on its own: one full decision that lets the agent pay, each time under another of many mandates, with the counts of
//! every limit of the user at hand.

use std::cell::Cell;
use std::hint::black_box;

use amp_wallet_core::agents::{Binding, BindingState};
use amp_wallet_core::assurance::{Checkout, L3Claims, Mode};
use amp_wallet_core::guard::{Balances, Restraints, TokenRequest, s2};
use amp_wallet_core::limits::{Cap, Dimension, Limit, LimitKind, LimitUsage, Scope, Window};
use amp_wallet_core::mandates::{Mandate, MandateState};

use super::purchase::{NOW, checkout, hkd, intent};
use crate::error::CliError;

const AGENT: &str = "agent-1f2e3d";
const WALLET_TOKEN: &str = "alipay-plus-token-1";

/// How many mandates there are.
const MANDATES: u32 = 10_000;

/// Everything that S2 looks at.
pub(super) struct Decision {
    /// Every mandate with what counts towards the limits that it meets.
    mandates: Vec<(Mandate, Vec<LimitUsage>)>,
    /// The one to be decided on next.
    next: Cell<usize>,
    binding: Binding,
    balances: Balances,
    checkout: Checkout,
    l3: L3Claims,
}

impl Decision {
    /// 10,000 mandates with an earlier payment and an open hold each.
    pub(super) fn new() -> Result<Self, CliError> {
        let checkout = checkout()?;
        let mandates = (0..MANDATES).map(|number| Ok((mandate(number)?, usages(number)?)));
        Ok(Self {
            mandates: mandates.collect::<Result<_, CliError>>()?,
            next: Cell::new(0),
            binding: Binding {
                agent_id: AGENT.to_owned(),
                auth_session_id: "session-0".to_owned(),
                customer_id: String::new(),
                state: BindingState::Active,
                isp_kid: "isp-1".to_owned(),
                token_id: Some(WALLET_TOKEN.to_owned()),
                l1: None,
                agent_key: None,
                created_at: NOW.plus_seconds(-86_400),
                expires_at: NOW.plus_seconds(365 * 86_400),
            },
            balances: Balances { held: hkd(10_000)?, spent: hkd(286_000)? },
            l3: L3Claims {
                nonce: "nonce-1".to_owned(),
                aud: "alipayplus.com".to_owned(),
                iat: NOW,
                exp: NOW.plus_seconds(300),
                checkout: checkout.clone(),
            },
            checkout,
        })
    }

    /// One decision.
    pub(super) fn decide(&self) -> Result<(), CliError> {
        let (mandate, limits) = self
            .mandates
            .get(self.next.get())
            .ok_or_else(|| CliError::core("bench.no_mandate", "there is no mandate to decide on"))?;
        self.next.set((self.next.get() + 1) % self.mandates.len());
        let request = TokenRequest {
            mandate,
            balances: self.balances,
            binding: &self.binding,
            agent_id: Some(AGENT),
            token_id: WALLET_TOKEN,
            checkout: &self.checkout,
            l3: Some(&self.l3),
            restraints: Restraints { frozen: false, limits, attempts: 0, rate: None },
            now: NOW,
        };
        match s2(black_box(&request)) {
            Ok(held) => {
                black_box(held);
                Ok(())
            }
            Err(refusal) => Err(CliError::core(refusal.code(), &refusal)),
        }
    }
}

/// One mandate with an earlier payment and an open hold.
fn mandate(number: u32) -> Result<Mandate, CliError> {
    Ok(Mandate {
        mandate_id: format!("mandate-{number}"),
        network_mandate_id: Some(format!("network-mandate-{number}")),
        auth_session_id: format!("session-{number}"),
        agent_id: AGENT.to_owned(),
        mode: Mode::Autonomous,
        state: MandateState::Activated,
        intent: intent()?,
        checkout: None,
        budget: hkd(1_000_000)?,
        expires_at: NOW.plus_seconds(7 * 86_400),
        created_at: NOW.plus_seconds(-3_600),
        approved_at: Some(NOW.plus_seconds(-3_510)),
        activated_at: Some(NOW.plus_seconds(-3_500)),
        agent_key: None,
        limits_version: 0,
        rate: None,
        l2: None,
    })
}

/// A limit of every dimension and window, none of them used up.
fn usages(number: u32) -> Result<Vec<LimitUsage>, CliError> {
    let mut usages = Vec::new();
    for dimension in [
        Dimension::All,
        Dimension::Agent,
        Dimension::Merchant,
        Dimension::Category,
        Dimension::Device,
        Dimension::Mandate,
    ] {
        for window in [Window::Day, Window::Week, Window::Month] {
            let limit = Limit {
                limit_id: format!("{}.{}", usages.len(), number),
                kind: LimitKind::Spending,
                window,
                scope: Scope::each(dimension),
                max: Cap::Amount(hkd(10_000_000)?),
            };
            let counted = vec![hkd(296_000)?];
            usages.push(LimitUsage { counted, payments: 2, ..LimitUsage::unused(limit) });
        }
    }
    Ok(usages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measured_decision_is_one_that_lets_the_agent_pay() {
        let decision = Decision::new().unwrap();
        for _ in 0..=MANDATES {
            assert_eq!(decision.decide(), Ok(()));
        }
        assert_eq!(decision.next.get(), 1, "every mandate has its turn");
    }
}
