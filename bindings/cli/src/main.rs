//! `amp`: the wallet core for a terminal.
fn main() {}
