//! The wallet as a mobile payment provider: AMP's HTTP contract, wallet side.
