//! What the model says of a step.

/// How a step ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Done.
    Done,
    /// Refused, and the refusal is recorded: a hold may be given back with it.
    Refused,
    /// Done before; nothing has changed.
    Known,
    /// Refused, and nothing has changed.
    Nothing,
}

impl Verdict {
    pub(crate) const fn of(done: bool) -> Self {
        if done { Self::Done } else { Self::Nothing }
    }

    pub(crate) const fn succeeds(self) -> bool {
        matches!(self, Self::Done | Self::Known)
    }
}
