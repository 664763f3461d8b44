//! The story that `amp demo` tells, and how each step must end.

use amp_wallet_core::guard::Stage;

/// One step of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// The agent is bound to the wallet.
    Bind,
    /// The user authorizes a task with a budget.
    Authorize,
    /// The agent buys the flight.
    FirstPurchase,
    /// The agent books the hotel.
    SecondPurchase,
    /// The agent asks for more than what is left.
    OverBudget,
    /// The merchant sends another order than the agent signed.
    TamperedOrder,
    /// The price grows after the payment token was made.
    ChangedPrice,
    /// The user revokes the mandate.
    Revoke,
    /// The agent tries again.
    AfterRevoke,
    /// The user confirms one exact order.
    Immediate,
    /// What was spent.
    Report,
}

/// How a step must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It is done; no money moved.
    Done,
    /// It is paid.
    Paid,
    /// It is refused at this stage.
    Refused(Stage),
}

impl Step {
    /// The whole story, in order.
    pub(crate) const ALL: [Self; 11] = [
        Self::Bind,
        Self::Authorize,
        Self::FirstPurchase,
        Self::SecondPurchase,
        Self::OverBudget,
        Self::TamperedOrder,
        Self::ChangedPrice,
        Self::Revoke,
        Self::AfterRevoke,
        Self::Immediate,
        Self::Report,
    ];

    /// The stable id.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Bind => "bind",
            Self::Authorize => "authorize",
            Self::FirstPurchase => "purchase-1",
            Self::SecondPurchase => "purchase-2",
            Self::OverBudget => "over-budget",
            Self::TamperedOrder => "tampered-order",
            Self::ChangedPrice => "changed-price",
            Self::Revoke => "revoke",
            Self::AfterRevoke => "after-revoke",
            Self::Immediate => "immediate",
            Self::Report => "report",
        }
    }

    /// One line for a person.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Bind => "Bind the agent to the wallet",
            Self::Authorize => "Authorize a flight and a 5-star hotel in Kuala Lumpur, not over HKD 10,000",
            Self::FirstPurchase => "The agent buys the flight",
            Self::SecondPurchase => "The agent books the hotel, 3 nights",
            Self::OverBudget => "The agent asks for more than what is left",
            Self::TamperedOrder => "The merchant sends another order than the agent signed",
            Self::ChangedPrice => "The price grows after the payment token was made",
            Self::Revoke => "The user revokes the mandate",
            Self::AfterRevoke => "The agent tries again",
            Self::Immediate => "The user confirms one exact order",
            Self::Report => "What was spent",
        }
    }

    /// How it must end.
    pub(crate) const fn ending(self) -> Ending {
        match self {
            Self::Bind | Self::Authorize | Self::Revoke | Self::Report => Ending::Done,
            Self::FirstPurchase | Self::SecondPurchase | Self::Immediate => Ending::Paid,
            Self::OverBudget | Self::AfterRevoke => Ending::Refused(Stage::S2),
            Self::TamperedOrder => Ending::Refused(Stage::S3),
            Self::ChangedPrice => Ending::Refused(Stage::S4),
        }
    }
}

/// How many actions of the user binding takes: half of what binding a card takes.
pub(crate) const BIND_USER_STEPS: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ids_are_the_contract() {
        let ids = Step::ALL.map(Step::id);
        assert_eq!(
            ids,
            [
                "bind",
                "authorize",
                "purchase-1",
                "purchase-2",
                "over-budget",
                "tampered-order",
                "changed-price",
                "revoke",
                "after-revoke",
                "immediate",
                "report"
            ]
        );
    }
}
