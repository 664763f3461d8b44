//! Payments: token (CGCP), order, checkout hash, saga.
