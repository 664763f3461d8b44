//! Double-entry postings, holds, balances.
