//! AMP's result codes, as the reference's services send them.

use serde::{Deserialize, Serialize};

/// A result code of the AMP services (AMP HTTP contract). Over HTTP the reference sends the name, not the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ResultCode {
    /// Done.
    Success,
    /// The request itself is wrong.
    ParamIllegal,
    /// No such mandate.
    MandateNotExist,
    /// The mandate is in a state that pays nothing.
    MandateStatusInvalid,
    /// The mandate's time is over.
    MandateExpired,
    /// Not enough is left of the budget.
    MandateBalanceInsufficient,
    /// Less was used than would be given back.
    MandateUsedAmountInsufficient,
    /// The wallet token or agent is not the mandate's.
    TokenNotMatchMandate,
    /// The order is not the authorized one.
    CheckoutHashInconsistent,
    /// The merchant is outside the mandate's bounds.
    MerchantNotInConstraints,
    /// The same serial number came with other contents.
    RepeatReqInconsistent,
    /// The order costs more than the budget allows.
    CheckoutAmountExceedsBudget,
    /// The order is in another currency than the mandate.
    CheckoutCurrencyMismatch,
    /// The debit failed.
    PaymentFailed,
    /// No such payment token, or it pays nothing.
    PaymentTokenInvalid,
    /// The payment token's time is over.
    PaymentTokenExpired,
    /// The payment token was used before.
    PaymentTokenAlreadyUsed,
}

impl ResultCode {
    /// Every code.
    pub const ALL: [Self; 17] = [
        Self::Success,
        Self::ParamIllegal,
        Self::MandateNotExist,
        Self::MandateStatusInvalid,
        Self::MandateExpired,
        Self::MandateBalanceInsufficient,
        Self::MandateUsedAmountInsufficient,
        Self::TokenNotMatchMandate,
        Self::CheckoutHashInconsistent,
        Self::MerchantNotInConstraints,
        Self::RepeatReqInconsistent,
        Self::CheckoutAmountExceedsBudget,
        Self::CheckoutCurrencyMismatch,
        Self::PaymentFailed,
        Self::PaymentTokenInvalid,
        Self::PaymentTokenExpired,
        Self::PaymentTokenAlreadyUsed,
    ];

    /// The name, what goes over HTTP: `MANDATE_EXPIRED`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The four-digit number of the specification: `2003`.
    #[must_use]
    pub const fn number(self) -> &'static str {
        self.row().1
    }

    /// Reads a name or a number; `None` for a code that AMP does not list.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == text || code.number() == text)
    }

    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::Success => ("SUCCESS", "0000"),
            Self::ParamIllegal => ("PARAM_ILLEGAL", "1001"),
            Self::MandateNotExist => ("MANDATE_NOT_EXIST", "2001"),
            Self::MandateStatusInvalid => ("MANDATE_STATUS_INVALID", "2002"),
            Self::MandateExpired => ("MANDATE_EXPIRED", "2003"),
            Self::MandateBalanceInsufficient => ("MANDATE_BALANCE_INSUFFICIENT", "2004"),
            Self::MandateUsedAmountInsufficient => ("MANDATE_USED_AMOUNT_INSUFFICIENT", "2005"),
            Self::TokenNotMatchMandate => ("TOKEN_NOT_MATCH_MANDATE", "2006"),
            Self::CheckoutHashInconsistent => ("CHECKOUT_HASH_INCONSISTENT", "2007"),
            Self::MerchantNotInConstraints => ("MERCHANT_NOT_IN_CONSTRAINTS", "2008"),
            Self::RepeatReqInconsistent => ("REPEAT_REQ_INCONSISTENT", "2009"),
            Self::CheckoutAmountExceedsBudget => ("CHECKOUT_AMOUNT_EXCEEDS_BUDGET", "2010"),
            Self::CheckoutCurrencyMismatch => ("CHECKOUT_CURRENCY_MISMATCH", "2011"),
            Self::PaymentFailed => ("PAYMENT_FAILED", "3001"),
            Self::PaymentTokenInvalid => ("PAYMENT_TOKEN_INVALID", "3002"),
            Self::PaymentTokenExpired => ("PAYMENT_TOKEN_EXPIRED", "3003"),
            Self::PaymentTokenAlreadyUsed => ("PAYMENT_TOKEN_ALREADY_USED", "3004"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_read_back_and_serde_writes_the_name() {
        for code in ResultCode::ALL {
            assert_eq!(ResultCode::parse(code.name()), Some(code));
            assert_eq!(ResultCode::parse(code.number()), Some(code));
            assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        }
        assert_eq!(ResultCode::parse("mandate_expired"), None);
        assert_eq!(ResultCode::parse(""), None);
    }
}
