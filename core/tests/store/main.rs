//! The store as its users meet it: strange files, many writers, other processes, sudden ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may panic

mod backup;
mod bills;
mod check;
mod child;
mod crash;
mod files;
mod full_disk;
mod group_commit;
mod growth;
mod limits;
mod model;
mod processes;
mod rates;
mod retention;
mod rollback;
mod rows;
mod sealing;
mod suspend;
