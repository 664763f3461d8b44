//! What a random sequence is made of. Numbers choose among what there is when the action's turn comes.

use amp_wallet_core::assurance::FrequencyPeriod;
use proptest::prelude::*;

use super::limit_sets::SETS;

/// One action of a sequence. `beside` is whether the other process does it.
#[derive(Debug, Clone)]
pub(crate) enum Action {
    One {
        beside: bool,
        what: What,
    },
    /// All at once, from both processes.
    Together(Vec<(bool, What)>),
    /// While the clock shows an earlier day: it must fail and change nothing.
    SetBack {
        beside: bool,
        days: i64,
        what: What,
    },
    /// While the wallet is suspended: it must fail and change nothing.
    Suspended {
        beside: bool,
        what: What,
    },
    /// The clock goes on, or back by less than the leeway.
    Clock {
        seconds: i64,
    },
    Reopen {
        beside: bool,
    },
}

#[derive(Debug, Clone)]
pub(crate) enum What {
    Authorize {
        agent: u8,
        cents: i64,
        max: Option<i64>,
        frequency: Option<(u32, FrequencyPeriod)>,
        days: i64,
    },
    Hold {
        mandate: u8,
        merchant: u8,
        cents: i64,
        seconds: i64,
    },
    /// The same announcement again, or the same token for another order.
    HoldAgain {
        payment: u8,
        other: bool,
    },
    Pay {
        payment: u8,
        how: How,
    },
    Void {
        payment: u8,
        by_user: bool,
    },
    Refund {
        payment: u8,
        refund: u8,
        cents: i64,
    },
    Revoke {
        mandate: u8,
    },
    Adjust {
        mandate: u8,
        adjustment: u8,
        cents: i64,
    },
    Freeze {
        agent: u8,
    },
    Unfreeze {
        agent: u8,
    },
    SetLimits {
        which: u8,
    },
    ReleaseHolds,
    ExpireMandates,
}

/// What a merchant asks for, beside what is held.
#[derive(Debug, Clone, Copy)]
pub(crate) enum How {
    Exactly,
    ExactlyWithOrder,
    Less,
    More,
    /// Cents taken for the whole unit.
    Hundredfold,
    LessWithoutOrder,
    Nothing,
}

/// Mostly it begins with mandates that may pay; what was frozen or bounded before may go on for a while, or not.
pub(crate) fn sequence() -> impl Strategy<Value = Vec<Action>> {
    (opening(), prop::collection::vec(action(), 1..20)).prop_map(|(mut actions, rest)| {
        actions.extend(rest);
        actions
    })
}

fn opening() -> impl Strategy<Value = Vec<Action>> {
    let limits = prop_oneof![1 => Just(0_u8), 1 => 0..SETS];
    let budgets = (300_i64..2_000, prop::option::weighted(0.5, 100_i64..900));
    (prop::bool::weighted(0.85), limits, budgets).prop_map(|(thaw, which, (first, second))| {
        let mandate = |agent, cents| What::Authorize { agent, cents, max: None, frequency: None, days: 10 };
        let mut all = Vec::new();
        if thaw {
            all.extend((0..3).map(|agent| What::Unfreeze { agent }));
            all.push(What::SetLimits { which });
        }
        all.push(mandate(0, first));
        all.extend(second.map(|cents| mandate(1, cents)));
        all.into_iter().map(|what| Action::One { beside: false, what }).collect()
    })
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        24 => (any::<bool>(), what()).prop_map(|(beside, what)| Action::One { beside, what }),
        5 => prop::collection::vec((any::<bool>(), at_once()), 2..5).prop_map(Action::Together),
        1 => (any::<bool>(), 1_i64..40, at_once())
            .prop_map(|(beside, days, what)| Action::SetBack { beside, days, what }),
        1 => (any::<bool>(), at_once()).prop_map(|(beside, what)| Action::Suspended { beside, what }),
        3 => prop_oneof![
            8 => 1_i64..120,
            2 => 500_i64..4_000,
            2 => 40_000_i64..100_000,
            1 => 300_000_i64..900_000,
            3 => -25_i64..0,
        ].prop_map(|seconds| Action::Clock { seconds }),
        1 => any::<bool>().prop_map(|beside| Action::Reopen { beside }),
    ]
}

/// What may happen at once: where the order decides the outcome, and nothing else does.
fn at_once() -> impl Strategy<Value = What> {
    prop_oneof![
        5 => hold(),
        1 => (0_u8..3, any::<bool>()).prop_map(|(payment, other)| What::HoldAgain { payment, other }),
        6 => (0_u8..3, how()).prop_map(|(payment, how)| What::Pay { payment, how }),
        2 => (0_u8..3, any::<bool>()).prop_map(|(payment, by_user)| What::Void { payment, by_user }),
        2 => refund(),
        1 => (0_u8..3).prop_map(|mandate| What::Revoke { mandate }),
        1 => prop_oneof![
            1 => agent().prop_map(|agent| What::Freeze { agent }),
            4 => agent().prop_map(|agent| What::Unfreeze { agent }),
        ],
        1 => Just(What::ReleaseHolds),
        1 => Just(What::ExpireMandates),
    ]
}

fn what() -> impl Strategy<Value = What> {
    prop_oneof![
        3 => authorize(),
        10 => hold(),
        1 => (0_u8..4, any::<bool>()).prop_map(|(payment, other)| What::HoldAgain { payment, other }),
        8 => (0_u8..4, how()).prop_map(|(payment, how)| What::Pay { payment, how }),
        2 => (0_u8..4, any::<bool>()).prop_map(|(payment, by_user)| What::Void { payment, by_user }),
        4 => refund(),
        1 => (0_u8..4).prop_map(|mandate| What::Revoke { mandate }),
        4 => (0_u8..3, 0_u8..4, 0_i64..1_500)
            .prop_map(|(mandate, adjustment, cents)| What::Adjust { mandate, adjustment, cents }),
        1 => agent().prop_map(|agent| What::Freeze { agent }),
        6 => agent().prop_map(|agent| What::Unfreeze { agent }),
        2 => (0..SETS).prop_map(|which| What::SetLimits { which }),
        1 => Just(What::ReleaseHolds),
        1 => Just(What::ExpireMandates),
    ]
}

/// One of two agents, or (2) all of them.
fn agent() -> impl Strategy<Value = u8> {
    0_u8..3
}

fn authorize() -> impl Strategy<Value = What> {
    let period = prop_oneof![
        Just(FrequencyPeriod::Day),
        Just(FrequencyPeriod::Week),
        Just(FrequencyPeriod::Month),
        Just(FrequencyPeriod::Validity),
    ];
    let max = prop::option::weighted(0.2, 1_i64..400);
    let frequency = prop::option::weighted(0.2, (1_u32..4, period));
    let days = prop_oneof![1 => Just(0_i64), 2 => Just(1), 4 => Just(10), 2 => Just(90)];
    (0_u8..2, 1_i64..1_200, max, frequency, days).prop_map(|(agent, cents, max, frequency, days)| {
        What::Authorize { agent, cents, max, frequency, days }
    })
}

fn hold() -> impl Strategy<Value = What> {
    let seconds = prop_oneof![Just(120_i64), Just(600), Just(3_600)];
    (0_u8..3, 0_u8..2, 1_i64..200, seconds).prop_map(|(mandate, merchant, cents, seconds)| What::Hold {
        mandate,
        merchant,
        cents,
        seconds,
    })
}

fn refund() -> impl Strategy<Value = What> {
    (0_u8..4, 0_u8..3, prop_oneof![8 => 1_i64..150, 1 => Just(0_i64), 1 => Just(-5_i64)])
        .prop_map(|(payment, refund, cents)| What::Refund { payment, refund, cents })
}

fn how() -> impl Strategy<Value = How> {
    prop_oneof![
        4 => Just(How::Exactly),
        3 => Just(How::ExactlyWithOrder),
        3 => Just(How::Less),
        1 => Just(How::More),
        1 => Just(How::Hundredfold),
        1 => Just(How::LessWithoutOrder),
        1 => Just(How::Nothing),
    ]
}
