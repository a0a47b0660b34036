//! Files and folders → many conversions.
//!
//! 1. [`Plan`] finds the texts, gives each its outputs and refuses what cannot be
//!    right (two inputs for one output, an output onto an input) before anything
//!    is written.
//! 2. [`run`] converts the documents in parallel, one a thread, and writes each
//!    result as soon as it is made: memory stays flat however long the list.
//! 3. Every document ends in an [`Outcome`], handed over in the order of the
//!    inputs; one that fails never stops the others.

mod plan;
mod profile;
mod run;
mod target;

pub use plan::{Depth, Job, Place, Plan, PlanError, Refused, Request, Source};
pub use profile::{ProfileFailure, load_profile};
pub use run::{Done, Explain, Failure, HouseRules, Outcome, Task, Written, run};
pub use target::Target;
