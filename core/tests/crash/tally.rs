//! What the kills did.

/// What was found after the kills. Everything but the kills should be zero.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Tally {
    /// How often the process was killed, or ended itself at a point.
    pub(crate) kills: u32,
    /// Payments that the process was told of and that are not there, or not as far; holds that never end.
    pub(crate) lost: u64,
    /// Payments that were debited more than once.
    pub(crate) double: u64,
    /// Mandates that paid beyond their budget.
    pub(crate) over_limit: u64,
    /// Times when the books did not balance.
    pub(crate) unbalanced: u64,
}

impl Tally {
    /// The last line of `scripts/crash-test.sh`.
    pub(crate) fn to_json(&self) -> String {
        format!(
            r#"{{"kills":{},"lost":{},"double":{},"over_limit":{},"unbalanced":{}}}"#,
            self.kills, self.lost, self.double, self.over_limit, self.unbalanced
        )
    }
}
