//! How much JSON is read.

/// Bounds that hold before any work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest text, in bytes.
    pub bytes: u32,
    /// Deepest nesting; a number alone is depth 0, `[]` is depth 1. At most 128 is granted.
    pub depth: u32,
    /// Most values, counting every element and member.
    pub values: u32,
}

impl Limits {
    /// Enough for any AMP message: 256 KiB, 32 deep, 20,000 values.
    pub const DEFAULT: Self = Self { bytes: 256 * 1024, depth: 32, values: 20_000 };
    /// What the stack bears, whatever is asked for.
    pub(super) const DEEPEST: u32 = 128;
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
