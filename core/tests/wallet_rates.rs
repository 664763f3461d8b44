//! Payments in another currency than the wallet's: what they count, at which rate, and that without one nothing is held.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy's leave for tests ends at `#[test]` functions

mod wallet_story;

use amp_wallet_core::clock::Clock;
use amp_wallet_core::jose::SoftwareKey;
use amp_wallet_core::limits::{Cap, Limit, LimitKind, LimitSet, Scope, Window};
use amp_wallet_core::money::{Amount, Currency, ExchangeRate, Rate};
use amp_wallet_core::network::messages::{ConstraintsBody, OrderBody, WireAmount};
use amp_wallet_core::payments::{Conversion, PaymentState, RateIssuer, sign_rate};
use amp_wallet_core::wallet::{AdjustmentRequest, PaymentRequest, VoidedBy, WalletError};
use wallet_story::{Granted, Story, hkd};

const PRICE: i64 = 4_599;

fn usd(cents: i64) -> Amount {
    Amount::from_minor(cents, Currency::USD).unwrap()
}

fn usd_hkd(rate: &str) -> ExchangeRate {
    ExchangeRate { base: Currency::USD, quote: Currency::HKD, rate: Rate::parse(rate).unwrap() }
}

fn a_day(max: Amount) -> LimitSet {
    let (kind, window, scope) = (LimitKind::Spending, Window::Day, Scope::ALL);
    let limit = Limit { limit_id: "day".to_owned(), kind, window, scope, max: Cap::Amount(max) };
    LimitSet { limits: vec![limit] }
}

/// A wallet that counts in Hong Kong dollars, with a mandate in US dollars from before it did.
async fn begin(max: Amount) -> (Story, Granted) {
    let story = Story::begin().await;
    let token_id = story.bind().await;
    story.wallet.set_limits(a_day(max)).await.unwrap();
    let (session, wallet_session) = story.ask(&token_id, Some(dollars(100_000)), None).await;
    let granted = story.grant(session, &wallet_session).await;
    let conversion = Conversion { currency: Currency::HKD, issuer: story.sandbox.rate_issuer() };
    story.wallet.set_conversion(conversion).await.unwrap();
    (story, granted)
}

fn dollars(budget: i64) -> ConstraintsBody {
    ConstraintsBody {
        budget_amount: Some(WireAmount(usd(budget))),
        merchant_name_list: Some(vec!["Demo Store".to_owned()]),
        merchant_mcc_list: Some(vec!["5411".to_owned()]),
        ..ConstraintsBody::default()
    }
}

async fn take(story: &Story, rate: &str) {
    let token = story.sandbox.sign_rate(&usd_hkd(rate), story.clock.now(), 900).unwrap();
    story.wallet.take_rate(&token).await.unwrap();
}

/// A token for one article of 45.99 US dollars; why it was refused otherwise.
async fn ask(story: &Story, granted: &Granted) -> Result<(OrderBody, String), String> {
    let order = story.order("tea-oolong", 1).await;
    let before = story.wallet.refusals().len();
    match story.token(granted, &order).await {
        Ok(token) => Ok((order, token)),
        Err(error) => {
            assert!(story.wallet.refusals().len() > before, "{error}");
            let refusal = story.wallet.refusals().remove(0);
            Err(format!("{} {}", refusal.code(), refusal.reasons[0]))
        }
    }
}

fn request(order: &OrderBody, token: &str, amount: Amount) -> PaymentRequest {
    let mut checkout = order.to_checkout();
    checkout.total_amount = amount;
    PaymentRequest { payment_token: token.to_owned(), amount, order: None }
}

async fn counted(story: &Story) -> Vec<Amount> {
    story.wallet.limit_usage().await.unwrap().remove(0).counted
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_abroad_counts_what_it_is_worth_at_the_rate_fixed_at_its_hold() {
    let (story, granted) = begin(hkd(100_000)).await;
    take(&story, "8").await;
    let (order, token) = ask(&story, &granted).await.unwrap();
    assert_eq!(counted(&story).await, [hkd(PRICE * 8)]);
    // The rate moves; what is held does not.
    story.later(1);
    take(&story, "9").await;
    let (_, other) = ask(&story, &granted).await.unwrap();
    assert_eq!(counted(&story).await, [hkd(PRICE * 17)]);
    assert!(
        ask(&story, &granted).await.unwrap_err().contains("guard.limit_exceeded"),
        "45.99 more is over 1,000.00"
    );
    story.wallet.pay(request(&order, &token, usd(PRICE))).await.unwrap();
    assert_eq!(counted(&story).await, [hkd(PRICE * 17)], "the debit counts what the hold did");
    let held = story.wallet.payments().await.unwrap();
    let held = held.iter().find(|payment| payment.payment_token == other).unwrap();
    assert_eq!(held.rate.as_ref().unwrap().exchange, usd_hkd("9"));
    story.wallet.void_payment(&held.payment_id, VoidedBy::User).await.unwrap();
    assert_eq!(counted(&story).await, [hkd(PRICE * 8)], "what was held is released, at its own rate");
    story.wallet.verify().await.unwrap();
    let beside = rusqlite::Connection::open(story.folder.path().join("wallet.db")).unwrap();
    beside.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
    beside.execute("UPDATE limit_counter SET amount = amount - 1 WHERE basis = 'worth'", []).unwrap();
    assert!(story.wallet.verify().await.is_err(), "a worth that was changed by hand is found");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_hold_gives_back_what_it_counted_and_limits_set_later_count_the_same() {
    let (story, granted) = begin(hkd(100_000)).await;
    take(&story, "7.7853").await;
    let (order, token) = ask(&story, &granted).await.unwrap();
    ask(&story, &granted).await.unwrap();
    story.wallet.pay(request(&order, &token, usd(PRICE))).await.unwrap();
    story.later(601);
    story.wallet.release_expired_holds().await.unwrap();
    let worth = usd_hkd("7.7853").convert(usd(PRICE)).unwrap();
    assert_eq!(counted(&story).await, [worth]);
    story.wallet.set_limits(a_day(hkd(90_000))).await.unwrap();
    assert_eq!(counted(&story).await, [worth], "counted anew from the history, at the rate kept with it");
    story.wallet.set_limits(a_day(usd(90_000))).await.unwrap();
    assert_eq!(counted(&story).await, [usd(PRICE)], "a limit in the payment's own currency");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_rate_that_is_believed_and_holds_nothing_is_held() {
    let (story, granted) = begin(hkd(100_000)).await;
    assert!(ask(&story, &granted).await.unwrap_err().contains("rate.missing"));
    take(&story, "8").await;
    story.later(900);
    assert!(ask(&story, &granted).await.unwrap_err().contains("rate.expired"));
    let stranger = SoftwareKey::generate("rate-key-1").unwrap();
    let issuer = RateIssuer { iss: "rates.other".to_owned(), keys: vec![stranger.public().clone()] };
    story
        .wallet
        .set_conversion(Conversion { currency: Currency::HKD, issuer: issuer.clone() })
        .await
        .unwrap();
    assert!(ask(&story, &granted).await.unwrap_err().contains("jose.signature_invalid"), "another issuer");
    let other = Conversion { currency: Currency::USD, issuer };
    assert!(matches!(story.wallet.set_conversion(other).await, Err(WalletError::Conflict { .. })));
    assert!(counted(&story).await.is_empty());
    let payments = story.wallet.payments().await.unwrap();
    assert!(payments.iter().all(|payment| payment.state == PaymentState::Released), "{payments:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rates_that_do_not_hold_or_are_not_the_issuers_are_not_taken() {
    let (story, _) = begin(hkd(100_000)).await;
    let now = story.clock.now();
    let code = async |token: &str| story.wallet.take_rate(token).await.unwrap_err().code().to_owned();
    let signed =
        |exchange: &ExchangeRate, at, seconds| story.sandbox.sign_rate(exchange, at, seconds).unwrap();
    assert_eq!(code(&signed(&usd_hkd("8"), now.plus_seconds(-900), 900)).await, "rate.expired");
    assert_eq!(code(&signed(&usd_hkd("8"), now.plus_seconds(120), 900)).await, "rate.future");
    assert_eq!(code(&signed(&usd_hkd("8"), now, 86_401)).await, "rate.malformed");
    let away = ExchangeRate { base: Currency::HKD, quote: Currency::USD, rate: Rate::parse("0.1").unwrap() };
    assert_eq!(code(&signed(&away, now, 900)).await, "rate.wrong_pair");
    let stranger = SoftwareKey::generate("rate-key-1").unwrap();
    let foreign = sign_rate(&usd_hkd("1"), "rates.sandbox", now, now.plus_seconds(9), &stranger).unwrap();
    assert_eq!(code(&foreign).await, "jose.signature_invalid");
    assert_eq!(code("a.b").await, "jose.format");
    // An older rate does not take the place of a newer one.
    story.wallet.take_rate(&signed(&usd_hkd("8"), now, 900)).await.unwrap();
    story.wallet.take_rate(&signed(&usd_hkd("7"), now.plus_seconds(-1), 900)).await.unwrap();
    assert_eq!(story.wallet.rates().await.unwrap()[0].exchange, usd_hkd("8"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_smaller_debit_counts_only_what_it_is_worth() {
    let (story, granted) = begin(hkd(100_000)).await;
    take(&story, "8").await;
    let (order, token) = ask(&story, &granted).await.unwrap();
    // Without the order S3 compares the amount with the order's total; with it S4 may debit less.
    let smaller = PaymentRequest { order: Some(order.to_checkout()), ..request(&order, &token, usd(4_000)) };
    story.wallet.pay(smaller).await.unwrap();
    assert_eq!(counted(&story).await, [hkd(32_000)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_abroad_counts_what_it_is_worth_when_it_is_authorized() {
    let story = Story::begin().await;
    let conversion = Conversion { currency: Currency::HKD, issuer: story.sandbox.rate_issuer() };
    story.wallet.set_conversion(conversion).await.unwrap();
    let delegation = LimitSet::of_delegation(None, Some(hkd(100_000)));
    story.wallet.set_limits(delegation.clone()).await.unwrap();
    let token_id = story.bind().await;
    let refused = async |budget: i64| {
        let (_, session) = story.ask(&token_id, Some(dollars(budget)), None).await;
        story.wallet.session(&session).await.unwrap().failure_code
    };
    assert_eq!(refused(1_000).await.as_deref(), Some("guard.rate_unusable"));
    take(&story, "8").await;
    assert_eq!(refused(12_501).await.as_deref(), Some("guard.limit_exceeded"));
    let (session, wallet_session) = story.ask(&token_id, Some(dollars(10_000)), None).await;
    let granted = story.grant(session, &wallet_session).await;
    assert_eq!(counted(&story).await, [hkd(80_000)]);
    // The rate moves: what was authorized counts as it did, what is authorized now counts at the new rate.
    story.later(1);
    take(&story, "9").await;
    assert_eq!(refused(2_223).await.as_deref(), Some("guard.limit_exceeded"));
    let lower = AdjustmentRequest {
        adjustment_id: "lower".to_owned(),
        mandate_id: granted.mandate_id.clone(),
        budget: usd(6_000),
        approval: None,
    };
    story.wallet.adjust_mandate(lower).await.unwrap();
    assert_eq!(counted(&story).await, [hkd(48_000)]);
    story.wallet.set_limits(LimitSet::default()).await.unwrap();
    story.wallet.set_limits(delegation).await.unwrap();
    assert_eq!(counted(&story).await, [hkd(48_000)], "counted anew from what is recorded");
    story.wallet.verify().await.unwrap();
}
