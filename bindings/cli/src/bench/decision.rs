//! S2 on its own: one full decision that lets the agent pay.

use std::hint::black_box;

use amp_wallet_core::agents::{Binding, BindingState};
use amp_wallet_core::assurance::{Checkout, L3Claims, Mode};
use amp_wallet_core::guard::{Balances, Restraints, TokenRequest, s2};
use amp_wallet_core::mandates::{Mandate, MandateState};

use super::purchase::{NOW, checkout, hkd, intent};
use crate::error::CliError;

const AGENT: &str = "agent-1f2e3d";
const WALLET_TOKEN: &str = "alipay-plus-token-1";

/// Everything that S2 looks at.
pub(super) struct Decision {
    mandate: Mandate,
    binding: Binding,
    balances: Balances,
    checkout: Checkout,
    l3: L3Claims,
}

impl Decision {
    /// A mandate with an earlier payment and an open hold.
    pub(super) fn new() -> Result<Self, CliError> {
        let checkout = checkout()?;
        Ok(Self {
            mandate: Mandate {
                mandate_id: "mandate-1".to_owned(),
                network_mandate_id: Some("network-mandate-1".to_owned()),
                auth_session_id: "session-1".to_owned(),
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
                l2: None,
            },
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
        let request = TokenRequest {
            mandate: &self.mandate,
            balances: self.balances,
            binding: &self.binding,
            agent_id: Some(AGENT),
            token_id: WALLET_TOKEN,
            checkout: &self.checkout,
            l3: Some(&self.l3),
            restraints: Restraints::NONE,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measured_decision_is_one_that_lets_the_agent_pay() {
        assert_eq!(Decision::new().unwrap().decide(), Ok(()));
    }
}
