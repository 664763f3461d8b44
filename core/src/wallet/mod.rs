//! Use cases, one file each: load, decide, record, act.
