//! Many texts: what is found, resumed, reported; what may go wrong with files.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]
#![allow(clippy::print_stdout, reason = "a test says why it was skipped")]

mod desk;
#[cfg(unix)]
mod hazards;
#[cfg(unix)]
mod interrupted;
mod plan;
mod report;
mod resume;
