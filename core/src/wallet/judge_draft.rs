//! S1 on a mandate that is not approved yet, and what is shown and signed of it.

use super::limit_books::{mandate_subject, usage_of};
use super::rates::kept_rate;
use super::{Wallet, WalletError};
use crate::agents::{AgentProfile, Binding};
use crate::assurance::{MandateInfo, TokenInfo};
use crate::clock::Timestamp;
use crate::guard::{self, DraftCheck, MAX_VALIDITY_DAYS, Refusal, Stage};
use crate::jose::PublicJwk;
use crate::limits::LimitKind;
use crate::mandates::{Mandate, MandateContent, MandateState};
use crate::payments::RateStatement;
use crate::storage::ReadTx;

impl Wallet {
    /// S1 on a pending mandate, with the limits and the sums of this moment; the rate at which its budget counts, if it is
    /// not in the wallet's currency.
    pub(super) fn judge_draft(
        &self,
        tx: &ReadTx<'_>,
        mandate: &Mandate,
        now: Timestamp,
    ) -> Result<Result<Option<RateStatement>, Refusal>, WalletError> {
        let binding = tx.bindings().get(&mandate.agent_id)?;
        let content = self.mandate_content(mandate, binding.as_ref());
        let limits = tx.limits().get()?.limits.into_iter();
        let delegation = limits.filter(|limit| limit.kind == LimitKind::Delegation);
        let limits = usage_of(tx, delegation, &mandate_subject(mandate, now), &self.inner.zone)?;
        let rate = kept_rate(tx, mandate.budget.currency())?.map(|kept| kept.verify().fix(now)).transpose();
        let check = DraftCheck {
            content: &content,
            binding: binding.as_ref(),
            limits: &limits,
            max_validity_days: MAX_VALIDITY_DAYS,
            rate: rate.as_ref().ok().and_then(Option::as_ref).map(|rate| &rate.exchange),
            now,
        };
        Ok(match (guard::s1(&check), rate) {
            (Ok(()), Ok(rate)) => Ok(rate),
            (Err(refusal), Ok(_)) => Err(refusal),
            (Ok(()), Err(reason)) => Err(Refusal { stage: Stage::S1, reasons: vec![reason] }),
            (Err(mut refusal), Err(reason)) => {
                refusal.reasons.insert(0, reason);
                Err(refusal)
            }
        })
    }

    /// What the user is shown and what L2 will disclose: always derived from the recorded mandate, so that it is the
    /// same at every call.
    pub(super) fn mandate_content(&self, mandate: &Mandate, binding: Option<&Binding>) -> MandateContent {
        let config = &self.inner.config;
        MandateContent {
            auth_session_id: mandate.auth_session_id.clone(),
            mode: mandate.mode,
            agent: AgentProfile::unverified(&mandate.agent_id),
            agent_key: mandate.agent_key.clone(),
            former_agent_key: former_key(binding, mandate.agent_key.as_ref()),
            intent: mandate.intent.clone(),
            checkout: mandate.checkout.clone(),
            token_info: TokenInfo {
                // As the reference writes it (amp-http, section 3).
                token_unique_reference: mandate.auth_session_id.clone(),
                token_status: MandateState::Activated.as_reference().to_owned(),
                user_login_id: config.user_login_id.clone(),
                wallet_name: config.wallet_name.clone(),
            },
            mandate_info: MandateInfo {
                mandate_id: mandate.mandate_id.clone(),
                mandate_type: mandate.mode.as_str().to_owned(),
                mandate_status: MandateState::Activated.as_reference().to_owned(),
                mandate_expiry_time: mandate.expires_at,
            },
        }
    }
}

/// The key that an agent is bound with, where it comes with another one.
pub(super) fn former_key(bound: Option<&Binding>, comes: Option<&PublicJwk>) -> Option<PublicJwk> {
    let (known, comes) = (bound?.agent_key.as_ref()?, comes?);
    (!known.same_point(comes)).then(|| known.clone())
}
