//! Files and folders → many conversions.
//!
//! 1. [`Plan`] finds the texts, gives each its outputs and refuses what cannot be
//!    right (two inputs for one output, an output onto an input) before anything
//!    is written. [`Shard`] keeps one machine's part of it.
//! 2. [`Batch`] converts the documents in parallel, one a thread, and writes each
//!    result as soon as it is made. Documents wait while those in the works take
//!    all the [`Memory`] that they may: it stays flat however long the list.
//! 3. A [`Journal`] knows what earlier runs have made and passes over it.
//! 4. [`collect`] binds the texts as one book instead.
//! 5. Every document ends in an [`Outcome`], handed over in the order of the
//!    inputs; one that fails never stops the others. [`FileReport`] is an outcome
//!    as data, [`ReportWriter`] writes them as JSON.

mod budget;
mod collect;
mod find;
mod journal;
mod names;
mod natural;
mod outcome;
mod plan;
mod profile;
mod record;
mod report;
mod run;
mod shard;
mod target;
mod task;

pub use budget::{LONGEST_TEXT, Memory};
pub use collect::{Binding, Bound, CollectError, Order, collect, file_name};
pub use journal::Journal;
pub use names::shown;
pub use outcome::{Done, Failure, Outcome, Special, Written};
pub use plan::{Depth, Job, Place, Plan, PlanError, Refused, Request, Source};
pub use profile::{ProfileFailure, load_profile};
#[cfg(feature = "cli")]
pub(crate) use record::DOUBTFUL;
pub use record::{BookReport, FileReport, OutputReport, Reason, Status, SubstitutionReport, Warning};
pub use report::{ReportWriter, Summary};
pub use run::{Batch, Hashes, Progress, read_text};
pub use shard::{Shard, ShardError};
pub use target::Target;
pub use task::{Explain, HouseRules, Task};
