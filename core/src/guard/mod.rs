//! Intent Guard: S1 to S4, four pure decisions.
