//! How much of a whole, for a ring or a bar.

/// `part` of `whole` in thousandths, rounded down; more than 1000 where the part is more than the whole. All of nothing is
/// used: a whole of nothing gives 1000. Nothing is less than none: a negative part gives 0.
#[must_use]
pub fn permille(part: i64, whole: i64) -> u32 {
    let thousands = i128::from(part.max(0)).saturating_mul(1000);
    thousands
        .checked_div(i128::from(whole.max(0)))
        .map_or(1000, |share| u32::try_from(share).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_down_and_never_leaves_its_range() {
        assert_eq!((permille(1, 3), permille(999_999, 1_000_000), permille(3, 3)), (333, 999, 1000));
        assert_eq!((permille(5, 2), permille(-1, 2), permille(0, 0), permille(0, -1)), (2500, 0, 1000, 1000));
        assert_eq!((permille(i64::MAX, i64::MAX), permille(i64::MAX, 1)), (1000, u32::MAX));
    }
}
