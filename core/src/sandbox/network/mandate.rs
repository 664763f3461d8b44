//! A mandate, as the network keeps it: state, budget, deductions.

use super::deductions::Deductions;
use crate::assurance::{L2Claims, Mode};
use crate::clock::Timestamp;
use crate::guard::ResultCode;
use crate::mandates::{MandateEvent, MandateState};
use crate::money::Amount;
use crate::network::messages::MandateRecord;
use crate::sandbox::denial::Denial;

#[derive(Debug, Clone)]
pub(in crate::sandbox) struct NetworkMandate {
    pub(super) mandate_id: String,
    pub(super) token_id: String,
    pub(super) session_id: String,
    pub(super) mode: Mode,
    pub(super) l2: String,
    state: MandateState,
    expires_at: Timestamp,
    deductions: Deductions,
}

impl NetworkMandate {
    /// An activated mandate from its verified authorization.
    ///
    /// An AUTONOMOUS one must bound its merchants by name or category.
    pub(super) fn activated(
        mandate_id: String,
        token_id: &str,
        session_id: &str,
        l2: &str,
        claims: &L2Claims,
    ) -> Result<Self, Denial> {
        let illegal = |words: &str| Denial::new(ResultCode::ParamIllegal, words);
        let (budget, expires_at) = match claims.mode {
            Mode::Autonomous => {
                let constraints = claims.intent.constraints.as_ref();
                let constraints = constraints
                    .filter(|bounds| !bounds.merchant_names.is_empty() || !bounds.merchant_mccs.is_empty())
                    .ok_or_else(|| illegal("constraints cannot be null"))?;
                let expiry = claims.intent.expiry_time.ok_or_else(|| illegal("no expiry_time"))?;
                (constraints.budget, expiry)
            }
            Mode::Immediate => {
                let checkout = claims.checkout.as_ref().ok_or_else(|| illegal("no checkout"))?;
                (checkout.total_amount, claims.exp)
            }
        };
        if !budget.is_positive() {
            return Err(illegal("the budget must be positive"));
        }
        Ok(Self {
            mandate_id,
            token_id: token_id.to_owned(),
            session_id: session_id.to_owned(),
            mode: claims.mode,
            l2: l2.to_owned(),
            state: MandateState::Activated,
            expires_at,
            deductions: Deductions::of(budget),
        })
    }

    /// Whether it pays anything now; one whose time is over expires here.
    pub(super) fn check_usable(&mut self, now: Timestamp) -> Result<(), Denial> {
        if self.state == MandateState::Activated && now >= self.expires_at {
            self.state = MandateState::Expired;
        }
        match self.state {
            MandateState::Activated => Ok(()),
            MandateState::Expired => {
                Err(Denial::new(ResultCode::MandateExpired, "the mandate's time is over"))
            }
            state => Err(Denial::new(
                ResultCode::MandateStatusInvalid,
                format!("the mandate is {}", state.as_str()),
            )),
        }
    }

    /// Whether this much would be within it now.
    pub(in crate::sandbox) fn validate(
        &mut self,
        amount: Option<Amount>,
        now: Timestamp,
    ) -> Result<(), Denial> {
        self.check_usable(now)?;
        amount.map_or(Ok(()), |amount| self.deductions.check(amount))
    }

    /// Takes from the budget. A repetition takes nothing and succeeds whatever the state is by now.
    pub(in crate::sandbox) fn deduct(
        &mut self,
        serial: &str,
        amount: Amount,
        now: Timestamp,
    ) -> Result<(), Denial> {
        if self.deductions.is_repeated(serial, amount)? {
            return Ok(());
        }
        self.check_usable(now)?;
        if self.mode == Mode::Immediate && amount != self.deductions.left() {
            return Err(Denial::new(
                ResultCode::CheckoutHashInconsistent,
                "an IMMEDIATE mandate pays its order whole",
            ));
        }
        self.deductions.take(serial, amount)
    }

    /// Whether a serial number has taken already, given back or not.
    pub(super) fn has_taken(&self, serial: &str) -> bool {
        self.deductions.knows(serial)
    }

    /// The payment of a deduction failed for certain: the budget is given back.
    pub(super) fn give_back(&mut self, serial: &str) {
        self.deductions.give_back(serial);
    }

    /// The payment of a deduction succeeded: a mandate with nothing left is finished.
    pub(super) fn settle(&mut self) {
        if self.deductions.left().is_zero()
            && let Ok(state) = self.state.after(MandateEvent::Finish)
        {
            self.state = state;
        }
    }

    /// Moves it along its life.
    pub(in crate::sandbox) fn advance(&mut self, to: MandateState) -> Result<(), Denial> {
        let event = match to {
            MandateState::Activated => MandateEvent::Activate,
            MandateState::Revoked => MandateEvent::Revoke,
            MandateState::Expired => MandateEvent::Expire,
            MandateState::Finished => MandateEvent::Finish,
            MandateState::Inactive => {
                return Err(Denial::new(ResultCode::MandateStatusInvalid, "nothing becomes inactive again"));
            }
        };
        let illegal = |error: crate::mandates::MandateError| {
            Denial::new(ResultCode::MandateStatusInvalid, error.to_string())
        };
        self.state = self.state.after(event).map_err(illegal)?;
        Ok(())
    }

    pub(super) const fn state(&self) -> MandateState {
        self.state
    }

    pub(super) fn left(&self) -> Amount {
        self.deductions.left()
    }

    pub(in crate::sandbox) fn record(&self) -> MandateRecord {
        MandateRecord {
            mandate_id: self.mandate_id.clone(),
            mandate_type: self.mode.as_str().to_owned(),
            mandate_status: self.state.as_reference().to_owned(),
            budget: self.deductions.left().into(),
            used_amount: self.deductions.used().into(),
            mandate_expiry_time: self.expires_at.to_iso8601(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assurance::{Constraints, Extensions, Intent, MandateInfo, TokenInfo};
    use crate::jose::SoftwareKey;
    use crate::money::Currency;

    const NOW: Timestamp = Timestamp::from_seconds(1_795_491_752);

    fn usd(cents: i64) -> Amount {
        Amount::from_minor(cents, Currency::USD).unwrap()
    }

    fn claims(constraints: Option<Constraints>) -> L2Claims {
        let end = NOW.plus_seconds(60);
        L2Claims {
            nonce: "n".to_owned(),
            aud: "alipayplus.com".to_owned(),
            iat: NOW,
            exp: end,
            idv_result: "FACE".to_owned(),
            idv_time: NOW,
            mode: Mode::Autonomous,
            intent: Intent {
                raw: "buy tea".to_owned(),
                desc: "tea".to_owned(),
                expiry_time: Some(end),
                constraints,
            },
            token_info: TokenInfo {
                token_unique_reference: "s".to_owned(),
                token_status: "ACTIVE".to_owned(),
                user_login_id: "user".to_owned(),
                wallet_name: "AlipayHK".to_owned(),
            },
            mandate_info: MandateInfo {
                mandate_id: "m".to_owned(),
                mandate_type: "AUTONOMOUS".to_owned(),
                mandate_status: "ACTIVE".to_owned(),
                mandate_expiry_time: end,
            },
            checkout: None,
            agent_key: Some(SoftwareKey::generate("agent").unwrap().public().clone()),
        }
    }

    fn bounded(budget: Amount) -> Option<Constraints> {
        Some(Constraints {
            budget,
            merchant_names: Vec::new(),
            merchant_mccs: vec!["5411".to_owned()],
            per_transaction_max: None,
            per_transaction_min: None,
            extensions: Extensions::default(),
        })
    }

    fn activated(constraints: Option<Constraints>) -> Result<NetworkMandate, Denial> {
        NetworkMandate::activated("m".to_owned(), "t", "s", "l2~", &claims(constraints))
    }

    #[test]
    fn an_autonomous_mandate_without_a_merchant_bound_or_budget_is_refused() {
        assert!(activated(bounded(usd(1))).is_ok());
        let nobody = bounded(usd(1)).map(|bounds| Constraints { merchant_mccs: Vec::new(), ..bounds });
        for constraints in [None, nobody, bounded(usd(0)), bounded(usd(-1))] {
            assert_eq!(activated(constraints).unwrap_err().code, "PARAM_ILLEGAL");
        }
    }

    #[test]
    fn a_deduction_after_expiry_is_refused_but_its_repetition_is_not() {
        let mut mandate = activated(bounded(usd(100))).unwrap();
        mandate.deduct("1", usd(10), NOW).unwrap();
        let late = NOW.plus_seconds(60);
        assert_eq!(mandate.deduct("2", usd(10), late).unwrap_err().code, "MANDATE_EXPIRED");
        assert_eq!(mandate.deduct("1", usd(10), late), Ok(()));
        assert_eq!(mandate.left(), usd(90));
        assert_eq!(
            mandate.deduct("2", usd(10), NOW).unwrap_err().code,
            "MANDATE_EXPIRED",
            "it stays expired"
        );
    }

    #[test]
    fn a_mandate_is_finished_once_its_last_payment_succeeded_not_before() {
        let mut mandate = activated(bounded(usd(100))).unwrap();
        mandate.deduct("1", usd(100), NOW).unwrap();
        assert_eq!(mandate.state(), MandateState::Activated);
        mandate.settle();
        assert_eq!(mandate.state(), MandateState::Finished);
        assert_eq!(mandate.deduct("2", usd(1), NOW).unwrap_err().code, "MANDATE_STATUS_INVALID");
    }
}
