//! Delegation limits: how much, per what, per when.
