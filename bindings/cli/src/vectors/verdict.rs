//! What a judge says of a case, and what the case's author says.

/// A judge's verdict. `Display` is what a report shows as `got`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Accepted, with the outcome that is compared besides: processed claims, a hash; empty where there is none.
    Valid(String),
    /// Refused, with the code and the layer or part.
    Invalid(String),
}

/// What the author of a case says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expected {
    /// Accepted or refused.
    pub(super) valid: bool,
    /// The outcome, where one is compared.
    pub(super) outcome: Option<String>,
    /// The texts can be read another way.
    pub(super) ambiguous: bool,
}

impl Expected {
    /// Whether the verdict is the author's: on validity, and on the outcome where one is given.
    pub(super) fn agrees(&self, verdict: &Verdict) -> bool {
        match verdict {
            Verdict::Valid(outcome) => {
                self.valid && self.outcome.as_ref().is_none_or(|expected| expected == outcome)
            }
            Verdict::Invalid(_) => !self.valid,
        }
    }

    /// What a report shows as `expected`.
    pub(super) fn text(&self) -> String {
        match (self.valid, &self.outcome) {
            (true, Some(outcome)) => format!("valid: {outcome}"),
            (true, None) => "valid".to_owned(),
            (false, _) => "invalid".to_owned(),
        }
    }
}

impl Verdict {
    /// What a report shows as `got`.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Valid(outcome) if outcome.is_empty() => "valid".to_owned(),
            Self::Valid(outcome) => format!("valid: {outcome}"),
            Self::Invalid(reason) => format!("invalid: {reason}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_on_validity_and_on_the_outcome_where_there_is_one() {
        let expected = |valid, outcome: Option<&str>| Expected {
            valid,
            outcome: outcome.map(str::to_owned),
            ambiguous: false,
        };
        let valid = Verdict::Valid("hash".into());
        let invalid = Verdict::Invalid("L2 chain.expired".into());
        assert!(expected(true, None).agrees(&valid));
        assert!(expected(true, Some("hash")).agrees(&valid));
        assert!(!expected(true, Some("other")).agrees(&valid));
        assert!(!expected(false, None).agrees(&valid));
        assert!(expected(false, None).agrees(&invalid));
        assert!(!expected(true, None).agrees(&invalid));
    }
}
