//! The user raises or lowers the budget of an activated mandate.
//!
//! To lower it takes no approval: nothing more can be spent than before. What is held and was debited stays covered; a
//! budget lowered to exactly that ends the mandate when nothing is held any more.
//!
//! To raise it is to authorize anew: the user confirms a surface that shows both budgets, his key signs the evidence,
//! and S1 judges the whole new budget as if it were asked for now, under the limits of now. It counts towards the limits
//! of the day of the raise, as a whole, and no longer where it counted before, so that a budget raised bit by bit
//! cannot pass a limit that it could not pass at once.
//!
//! AMP has no message that tells the network. Its own budget is the one that L2 carries: what is lowered here is
//! refused here; what is raised here may still be refused there.

use super::approve_authorization::check_verified;
use super::events::tell_mandate_end;
use super::limit_books::count_mandate;
use super::list::books_of;
use super::{Wallet, WalletError};
use crate::agents::AgentProfile;
use crate::assurance::{self, Mode};
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::identity::IdvEvidence;
use crate::ledger::{Movement, Posting};
use crate::mandates::{
    Adjustment, AdjustmentContent, AuthorizationSurface, Mandate, MandateError, MandateEvent, MandateState,
    check_text,
};
use crate::money::Amount;
use crate::storage::{ReadTx, WriteTx};

/// Longest identifier of an adjustment, in characters.
const MAX_ADJUSTMENT_ID: u32 = 256;

/// A budget that the user wants raised or lowered.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AdjustmentRequest {
    /// The app's identifier, 1 to 256 characters: it makes the request safe to repeat.
    pub adjustment_id: String,
    /// The mandate; AUTONOMOUS and activated.
    pub mandate_id: String,
    /// The budget afterwards, in the mandate's currency.
    pub budget: Amount,
    /// The user's yes to [`Wallet::adjustment_surface`]; needed to raise, not to lower.
    pub approval: Option<AdjustmentApproval>,
}

/// The user's approval of a raised budget, as shown.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AdjustmentApproval {
    /// That the person was verified, for the surface that was shown ([`AuthorizationSurface::digest`]).
    pub evidence: IdvEvidence,
    /// The app's text for the device's prompt.
    pub reason: String,
}

impl Wallet {
    /// What the user is shown before a budget is raised to `budget` by this adjustment. The digest in it must come back
    /// with the approval, which is for no other adjustment.
    ///
    /// # Errors
    /// [`WalletError::NotFound`]; [`WalletError::Mandate`] for one that is not activated; [`WalletError::Invalid`] for
    /// one that has no budget to adjust; [`WalletError::Clock`].
    pub async fn adjustment_surface(
        &self,
        adjustment_id: &str,
        mandate_id: &str,
        budget: Amount,
    ) -> Result<AuthorizationSurface, WalletError> {
        let (adjustment_id, id, now) = (adjustment_id.to_owned(), mandate_id.to_owned(), self.now());
        self.inner
            .store
            .read(move |tx| {
                // A clock that was set back signs nothing.
                tx.high_water().get()?.observe(now)?;
                let mandate = adjustable(tx, &id, now)?;
                Ok(AuthorizationSurface::of_adjustment(&content(tx, adjustment_id, &mandate, budget)?)?)
            })
            .await
    }

    /// The adjustments of a mandate's budget, in the order of time.
    ///
    /// # Errors
    /// [`WalletError::Store`].
    pub async fn adjustments(&self, mandate_id: &str) -> Result<Vec<Adjustment>, WalletError> {
        let id = mandate_id.to_owned();
        self.inner.store.read(move |tx| Ok(tx.adjustments().list_by_mandate(&id)?)).await
    }

    /// Raises or lowers the budget of an activated mandate. The same request again is answered with the first
    /// adjustment.
    ///
    /// # Errors
    /// [`WalletError::ApprovalNeeded`] for a raise without approval; [`WalletError::Surface`], [`WalletError::Idv`] and
    /// [`WalletError::NotVerified`] for an approval of something else; [`WalletError::Refused`] (S1);
    /// `ledger.overdrawn` for a budget below what is held and debited; [`WalletError::Mandate`] for a mandate that is
    /// not activated; [`WalletError::Conflict`] for a known identifier with another content;
    /// [`WalletError::Invalid`]; those of the user's key.
    pub async fn adjust_mandate(&self, request: AdjustmentRequest) -> Result<Adjustment, WalletError> {
        let wallet = self.clone();
        self.to_the_end(async move { wallet.adjust_now(request).await }).await
    }

    async fn adjust_now(&self, request: AdjustmentRequest) -> Result<Adjustment, WalletError> {
        if request.adjustment_id.is_empty() || check_text(&request.adjustment_id, MAX_ADJUSTMENT_ID).is_err()
        {
            return Err(WalletError::invalid("adjustmentId", "empty, too long, or not fit to be shown"));
        }
        if request.budget.is_negative() {
            return Err(WalletError::invalid("budget", "negative"));
        }
        let (asked, now) = (request.clone(), self.now());
        let first = self.inner.store.read(move |tx| known(tx, &asked)).await?;
        if let Some(first) = first {
            return Ok(first);
        }
        let id = request.mandate_id.clone();
        let shown = self.inner.store.read(move |tx| adjustable(tx, &id, now)).await?;
        if is_over(request.budget, shown.budget)? {
            self.confirm(&shown, &request).await?;
        }
        let wallet = self.clone();
        self.decide(move |tx, now| {
            if let Some(first) = known(tx, &request)? {
                return Ok(first);
            }
            let mandate = adjustable(tx, &request.mandate_id, now)?;
            // What the user saw must still be so.
            if mandate.budget != shown.budget {
                return Err(WalletError::conflict("budget", &mandate.mandate_id));
            }
            wallet.adjust(tx, mandate, request, now)
        })
        .await
    }

    /// That the user confirmed exactly this raise, and that his key says so.
    async fn confirm(&self, mandate: &Mandate, request: &AdjustmentRequest) -> Result<(), WalletError> {
        let AdjustmentApproval { evidence, reason } =
            request.approval.as_ref().ok_or(WalletError::ApprovalNeeded)?;
        let shown =
            self.adjustment_surface(&request.adjustment_id, &mandate.mandate_id, request.budget).await?;
        let now = self.now();
        shown.confirm(&evidence.surface_digest)?;
        evidence.check(&shown.digest, now)?;
        check_verified(evidence)?;
        let agent = mandate.agent_id.clone();
        let binding =
            self.inner.store.read(move |tx| Ok::<_, WalletError>(tx.bindings().get(&agent)?)).await?;
        let l1 = binding.and_then(|binding| binding.l1);
        let l1 = l1.ok_or_else(|| WalletError::not_found("agent", &mandate.agent_id))?;
        let bound_key = assurance::verify_l1(&l1, &self.policy(), now)?.isp_key;
        self.prove_presence(bound_key, evidence, reason).await
    }

    fn adjust(
        &self,
        tx: &WriteTx<'_>,
        mut mandate: Mandate,
        request: AdjustmentRequest,
        now: Timestamp,
    ) -> Result<Adjustment, WalletError> {
        let before = mandate.budget;
        let change = request.budget.checked_sub(before)?;
        if change.is_positive() {
            self.authorize_anew(tx, &mut mandate, request.budget, now)?;
        } else {
            mandate.budget = request.budget;
            tx.mandates().update(&mandate)?;
        }
        let (movement, amount) = if change.is_positive() {
            (Movement::Delegate, change)
        } else {
            (Movement::Withdraw, before.checked_sub(request.budget)?)
        };
        let mandate_id = mandate.mandate_id.clone();
        let left = tx.ledger().post(&Posting { mandate_id, movement, amount, payment_id: None, at: now })?;
        let adjustment = Adjustment {
            adjustment_id: request.adjustment_id,
            mandate_id: request.mandate_id,
            before,
            after: request.budget,
            at: now,
        };
        tx.adjustments().insert(&adjustment)?;
        let (mandate_id, after) = (mandate.mandate_id.clone(), adjustment.after);
        tx.events().append(&EventKind::MandateAdjusted { mandate_id, before, after }, now)?;
        if left.available.is_zero() && left.held.is_zero() {
            mandate.state = mandate.state.after(MandateEvent::Finish)?;
            tx.mandates().update(&mandate)?;
            tell_mandate_end(tx, &mandate, now)?;
        }
        Ok(adjustment)
    }

    /// S1 on the whole new budget, as if it were asked for now: first the mandate counts nowhere, then it counts now.
    fn authorize_anew(
        &self,
        tx: &WriteTx<'_>,
        mandate: &mut Mandate,
        budget: Amount,
        now: Timestamp,
    ) -> Result<(), WalletError> {
        mandate.approved_at = None;
        tx.mandates().update(mandate)?;
        let mut draft = mandate.clone();
        if let Some(bounds) = &mut draft.intent.constraints {
            bounds.budget = budget;
        }
        mandate.rate = self.judge_draft(tx, &draft, now)??;
        mandate.budget = budget;
        mandate.approved_at = Some(now);
        mandate.limits_version = tx.limits().version()?;
        tx.mandates().update(mandate)?;
        count_mandate(tx, mandate, now, &self.inner.zone)
    }
}

/// The mandate, if its budget can be adjusted at `now`.
fn adjustable(tx: &ReadTx<'_>, id: &str, now: Timestamp) -> Result<Mandate, WalletError> {
    let mandate = tx.mandates().get(id)?.ok_or_else(|| WalletError::not_found("mandate", id))?;
    if mandate.mode != Mode::Autonomous {
        return Err(WalletError::invalid("mandateType", "an exact order has no budget to adjust"));
    }
    if mandate.state != MandateState::Activated || now >= mandate.expires_at {
        let state = if mandate.state.is_terminal() || now < mandate.expires_at {
            mandate.state
        } else {
            MandateState::Expired
        };
        return Err(MandateError::NotActivated { state }.into());
    }
    Ok(mandate)
}

/// The first adjustment under the request's identifier, if its content is the same.
fn known(tx: &ReadTx<'_>, request: &AdjustmentRequest) -> Result<Option<Adjustment>, WalletError> {
    match tx.adjustments().get(&request.adjustment_id)? {
        Some(first) if first.mandate_id != request.mandate_id || first.after != request.budget => {
            Err(WalletError::conflict("adjustment", &first.adjustment_id))
        }
        known => Ok(known),
    }
}

fn content(
    tx: &ReadTx<'_>,
    adjustment_id: String,
    mandate: &Mandate,
    budget: Amount,
) -> Result<AdjustmentContent, WalletError> {
    if budget.is_negative() {
        return Err(WalletError::invalid("budget", "negative"));
    }
    is_over(budget, mandate.budget)?;
    let books = books_of(tx, mandate)?;
    Ok(AdjustmentContent {
        adjustment_id,
        mandate_id: mandate.mandate_id.clone(),
        agent: AgentProfile::unverified(&mandate.agent_id),
        desc: mandate.intent.desc.clone(),
        before: mandate.budget,
        used: books.held.checked_add(books.debited()?)?,
        after: budget,
        expires_at: mandate.expires_at,
    })
}

fn is_over(budget: Amount, other: Amount) -> Result<bool, WalletError> {
    let change = budget.checked_sub(other)?;
    if change.is_zero() {
        return Err(WalletError::invalid("budget", "it is that already"));
    }
    Ok(change.is_positive())
}
