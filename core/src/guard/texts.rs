//! Texts of strangers that a person will read.

use super::Reason;
use crate::mandates::{ShownText, TextProblem, check_text};

/// Every text that is missing, too long, or holds what is not seen.
pub(super) fn check_texts<'a>(texts: impl IntoIterator<Item = ShownText<'a>>, reasons: &mut Vec<Reason>) {
    for shown in texts {
        let field = shown.field.to_owned();
        reasons.extend(check_text(shown.text, shown.max).err().map(|problem| match problem {
            TextProblem::Empty => Reason::FieldMissing { field },
            TextProblem::TooLong { max } => Reason::TextTooLong { field, max },
            TextProblem::Hostile { code_point } => Reason::TextHostile { field, code_point },
        }));
    }
}
