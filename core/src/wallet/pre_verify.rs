//! A payment token is about to be handed out: the chain, S2, the hold (extension X2; X1 comes here late).

use super::events::{RefusedPayment, tell_refusal};
use super::limit_books::{attempts_of, count_payment, spending_usage};
use super::list::books_of;
use super::rates::{KeptRate, NeededRate, kept_rate};
use super::{TokenAnnouncement, Wallet, WalletError};
use crate::agents::Binding;
use crate::assurance::{self, Checkout, L3Claims, Mode};
use crate::clock::Timestamp;
use crate::events::EventKind;
use crate::guard::{self, Balances, Reason, Refusal, Restraints, Stage, TokenRequest};
use crate::identity::timely_id;
use crate::limits::{Subject, WalletZone};
use crate::mandates::Mandate;
use crate::payments::{Payment, PaymentState, PaymentToken, TOKEN_VALIDITY_SECONDS, compare_orders};
use crate::storage::{ReadTx, StoreError, WriteTx};

/// What the announcement's chain proves.
struct Proved {
    mandate_id: String,
    agent_id: String,
    checkout: Checkout,
    l3: Option<L3Claims>,
    /// Where the payment is not in the wallet's currency.
    rate: Option<NeededRate>,
}

impl Proved {
    fn refused(&self) -> RefusedPayment<'_> {
        RefusedPayment {
            mandate_id: &self.mandate_id,
            payment_id: None,
            agent_id: &self.agent_id,
            merchant_name: &self.checkout.merchant.merchant_name,
        }
    }
}

impl Wallet {
    /// Judges a payment token before it is handed out, and holds the amount: the chain must be this wallet's own L1
    /// and L2 with an L3 of the delegated agent, never seen before; then S2; then the hold, in one transaction. The
    /// same announcement again is answered with the first payment.
    ///
    /// # Errors
    /// [`WalletError::Chain`], [`WalletError::Refused`] (S2) with every reason, [`WalletError::NotFound`] for an unknown
    /// mandate, [`WalletError::Conflict`] for a token that is known with another content, [`WalletError::Invalid`].
    pub async fn pre_verify(&self, announcement: TokenAnnouncement) -> Result<Payment, WalletError> {
        self.note_vouching().await?;
        let wallet = self.clone();
        let outcome = self.to_the_end(async move { wallet.pre_verify_now(announcement).await }).await;
        self.inner.refusals.watch(outcome)
    }

    pub(super) async fn pre_verify_now(&self, announced: TokenAnnouncement) -> Result<Payment, WalletError> {
        PaymentToken::parse(&announced.payment_token)
            .map_err(|error| WalletError::invalid("paymentToken", error.to_string()))?;
        if let Some(session) = &announced.auth_session_id {
            // The network tells an agent of its mandate before it has answered the wallet.
            self.inner.telling.session_ended(session).await;
        }
        let network_id = announced.network_mandate_id.clone();
        let token_id = announced.token_id.clone();
        let (mandate, binding, kept) = self
            .inner
            .store
            .read(move |tx| {
                let (mandate, binding) = authorization_of(tx, &network_id, &token_id)?;
                let kept = kept_rate(tx, mandate.budget.currency())?;
                Ok::<_, WalletError>((mandate, binding, kept))
            })
            .await?;
        let proved = self.prove(&announced, &mandate, &binding)?;
        let proved = Proved { rate: kept.map(KeptRate::verify), ..proved };
        let payment_id = timely_id(self.now())?;
        let (wallet, policy) = (self.clone(), self.policy());
        self.decide_again(move |tx, now| {
            // The chain was verified by the clock; what decides is the latest time that was seen.
            proved.l3.as_ref().map_or(Ok(()), |l3| l3.check_time(&policy, now))?;
            hold(tx, &wallet.inner.zone, now, &announced, &proved, &payment_id)
        })
        .await?
        .map_err(WalletError::from)
    }

    /// Verifies the chain outside the transaction. What is ours is compared byte for byte, so a peer can neither bring
    /// a chain of its own nor weaken ours.
    fn prove(
        &self,
        announced: &TokenAnnouncement,
        mandate: &Mandate,
        binding: &Binding,
    ) -> Result<Proved, WalletError> {
        let l1 = own("l1Serialized", announced.l1.as_deref(), binding.l1.as_deref())?;
        let l2 = own("l2Serialized", announced.l2.as_deref(), mandate.l2.as_deref())?;
        let chain = assurance::verify(l1, l2, announced.l3.as_deref(), &self.policy(), self.now())?;
        // Legal for a verifier who needs no more, but nobody is paid whose name the wallet does not see.
        if let Some(claim) = chain.withheld.first() {
            return Err(WalletError::invalid("l3Serialized", format!("{claim} is withheld")));
        }
        let mut signed = match (&chain.l3, &chain.l2.checkout, mandate.mode) {
            (Some(l3), _, Mode::Autonomous) => l3.checkout.clone(),
            (None, Some(checkout), Mode::Immediate) => checkout.clone(),
            _ => return Err(WalletError::invalid("l3Serialized", "not what the mandate's type asks for")),
        };
        if let Some(order) = &announced.checkout {
            check_announced(&signed, order)?;
            // An agent that signs no merchant identifier gains nothing by it: the peer's counts.
            if mandate.mode == Mode::Autonomous && signed.merchant.reference_merchant_id.is_empty() {
                signed.merchant.reference_merchant_id.clone_from(&order.merchant.reference_merchant_id);
            }
        }
        let (mandate_id, agent_id) = (mandate.mandate_id.clone(), mandate.agent_id.clone());
        Ok(Proved { mandate_id, agent_id, checkout: signed, l3: chain.l3, rate: None })
    }
}

/// The mandate and the binding it is paid through: the one whose Alipay+ Token is named, ended or not, so that S2 can
/// say so.
fn authorization_of(
    tx: &ReadTx<'_>,
    network_id: &str,
    token_id: &str,
) -> Result<(Mandate, Binding), WalletError> {
    let mandate = tx
        .mandates()
        .by_network_id(network_id)?
        .ok_or_else(|| WalletError::not_found("mandate", network_id))?;
    let binding = tx
        .bindings()
        .by_token(token_id)?
        .ok_or_else(|| WalletError::not_found("agent", &mandate.agent_id))?;
    Ok((mandate, binding))
}

/// S2 and the hold. The inner result is recorded either way.
fn hold(
    tx: &WriteTx<'_>,
    zone: &WalletZone,
    now: Timestamp,
    announced: &TokenAnnouncement,
    proved: &Proved,
    payment_id: &str,
) -> Result<Result<Payment, Refusal>, WalletError> {
    if now >= announced.expires_at {
        let reasons = vec![Reason::TokenExpired { expired_at: announced.expires_at }];
        let refusal = Refusal { stage: Stage::S2, reasons };
        tell_refusal(tx, &proved.refused(), &refusal, now)?;
        return Ok(Err(refusal));
    }
    if let Some(payment) = tx.payments().by_token(&announced.payment_token)? {
        return same_payment(payment, announced, proved).map(Ok);
    }
    if tx.unverified().by_token(&announced.payment_token)?.is_some() {
        return Err(WalletError::conflict("payment", ""));
    }
    super::release_holds::release_expired_of(tx, &proved.mandate_id, now)?;
    // Those of other mandates count towards the user's limits, too.
    super::release_holds::release_overdue(tx, now)?;
    // Read again: what was loaded before may have been revoked or spent since.
    let (mandate, binding) = authorization_of(tx, &announced.network_mandate_id, &announced.token_id)?;
    let books = books_of(tx, &mandate)?;
    let subject = Subject {
        mandate_id: &mandate.mandate_id,
        agent_id: &mandate.agent_id,
        merchant: Some(&proved.checkout.merchant),
        device_id: announced.device_id.as_deref(),
        at: now,
    };
    let limits = spending_usage(tx, &mandate, &subject, zone)?;
    let attempts = attempts_of(tx, &mandate, &proved.checkout)?;
    let frozen = tx.limits().freeze()?.covers(&mandate.agent_id);
    let rate = match proved.rate.as_ref().map(|needed| needed.fix(now)).transpose() {
        Ok(rate) => rate,
        Err(reason) => {
            let refusal = Refusal { stage: Stage::S2, reasons: vec![reason] };
            tell_refusal(tx, &proved.refused(), &refusal, now)?;
            return Ok(Err(refusal));
        }
    };
    let fixed = rate.as_ref().map(|rate| &rate.exchange);
    let verdict = guard::s2(&TokenRequest {
        mandate: &mandate,
        balances: Balances { held: books.held, spent: books.debited()? },
        binding: &binding,
        agent_id: None,
        token_id: &announced.token_id,
        checkout: &proved.checkout,
        l3: proved.l3.as_ref(),
        restraints: Restraints { frozen, limits: &limits, attempts, rate: fixed },
        now,
    });
    let amount = match verdict {
        Ok(amount) => amount,
        Err(refusal) => {
            tell_refusal(tx, &proved.refused(), &refusal, now)?;
            return Ok(Err(refusal));
        }
    };
    if let Some(l3) = &proved.l3 {
        tx.nonces().register(&l3.nonce, l3.exp, now).map_err(|error| match error {
            StoreError::NonceSeen => WalletError::Replayed,
            error => error.into(),
        })?;
    }
    let payment = Payment {
        payment_id: payment_id.to_owned(),
        mandate_id: mandate.mandate_id.clone(),
        agent_id: mandate.agent_id.clone(),
        payment_token: announced.payment_token.clone(),
        token_id: announced.token_id.clone(),
        checkout: proved.checkout.clone(),
        state: PaymentState::Held,
        held: amount,
        captured: None,
        released_because: None,
        token_expires_at: announced.expires_at.min(now.plus_seconds(TOKEN_VALIDITY_SECONDS)),
        created_at: now,
        ended_at: None,
        device_id: announced.device_id.clone(),
        rate,
    };
    tx.payments().hold(&payment)?;
    if let Some(l3) = &announced.l3 {
        tx.payments().keep_l3(&payment.payment_id, l3)?;
    }
    count_payment(tx, &mandate, &payment, zone)?;
    let what = EventKind::PaymentHeld {
        payment_id: payment.payment_id.clone(),
        mandate_id: payment.mandate_id.clone(),
        agent_id: payment.agent_id.clone(),
        merchant_name: payment.checkout.merchant.merchant_name.clone(),
        amount,
    };
    tx.events().append(&what, now)?;
    Ok(Ok(payment))
}

/// The same token again: the first outcome if nothing changed, a conflict otherwise.
fn same_payment(
    payment: Payment,
    announced: &TokenAnnouncement,
    proved: &Proved,
) -> Result<Payment, WalletError> {
    let same = payment.mandate_id == proved.mandate_id
        && payment.token_id == announced.token_id
        && payment.checkout == proved.checkout
        && payment.state == PaymentState::Held;
    if same { Ok(payment) } else { Err(WalletError::conflict("payment", &payment.payment_id)) }
}

/// A layer that a peer presents must be the one this wallet has, byte for byte.
fn own<'a>(
    name: &'static str,
    presented: Option<&str>,
    kept: Option<&'a str>,
) -> Result<&'a str, WalletError> {
    let kept = kept.ok_or_else(|| WalletError::invalid(name, "this wallet has none"))?;
    match presented {
        Some(presented) if presented != kept => Err(WalletError::invalid(name, "not the one of this wallet")),
        _ => Ok(kept),
    }
}

/// The order as the peer has it must be the signed one in every member that the hop carries: the reference's HTTP form
/// loses the merchant's identifier and more on the way (amp-http, section 3).
fn check_announced(signed: &Checkout, announced: &Checkout) -> Result<(), WalletError> {
    let mut filled = announced.clone();
    let (merchant, from) = (&mut filled.merchant, &signed.merchant);
    for (field, original) in [
        (&mut merchant.reference_merchant_id, &from.reference_merchant_id),
        (&mut merchant.merchant_mcc, &from.merchant_mcc),
    ] {
        if field.is_empty() {
            field.clone_from(original);
        }
    }
    if merchant.merchant_website_url.is_none() {
        merchant.merchant_website_url.clone_from(&from.merchant_website_url);
    }
    if filled.goods.is_empty() {
        filled.goods.clone_from(&signed.goods);
    }
    if filled.reference_checkout_id.is_none() {
        filled.reference_checkout_id.clone_from(&signed.reference_checkout_id);
    }
    let reasons: Vec<Reason> = compare_orders(signed, &filled)
        .into_iter()
        .map(|difference| Reason::OrderDiffers { difference })
        .collect();
    if reasons.is_empty() { Ok(()) } else { Err(Refusal { stage: Stage::S2, reasons }.into()) }
}
