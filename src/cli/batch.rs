//! A plan that is carried out: what is said meanwhile, how it can be stopped.

use std::time::Instant;

use super::Exit;
use super::args::ConvertArgs;
use super::messages::{Messages, Verbosity, sentence};
use super::progress::Bar;
use super::run::{THREADS_PER_DOCUMENT, start_pool};
use super::usage::Usage;
use crate::batch::{
    Batch, FileReport, Hashes, Job, Journal, Memory, Outcome, Plan, ReportWriter, Source, Summary, Task, shown,
};
use crate::{Cancel, Durability};

/// Failures of so long a list are told once more at its end.
const LONG_LIST: usize = 20;

/// Carries a plan out.
pub(super) fn run(task: Task<'_>, plan: Plan, args: &ConvertArgs, messages: &Messages) -> Result<Exit, Usage> {
    let report = match &args.batch.report {
        Some(path) if plan.involves(path) => return Err(Usage::ReportOntoOther { path: path.clone() }),
        Some(path) => {
            let report = ReportWriter::create(path);
            Some(report.map_err(|error| Usage::ReportFile { path: path.clone(), error })?)
        }
        None => None,
    };
    let plan = match args.batch.shard {
        Some(shard) => plan.shard(shard),
        None => plan,
    };
    let mut screen = Screen { messages, report, trouble: None, failures: Vec::new(), summary: Summary::default() };
    let start = Instant::now();
    for refused in &plan.refused {
        messages.refused(refused);
        let input = shown(&refused.input);
        screen.count(&FileReport::refused(refused), || (input, sentence(messages.language, &refused.failure)));
    }
    let cancel = Cancel::new();
    if !plan.jobs.is_empty() {
        start_pool(args.jobs, useful_threads(&plan.jobs));
        stop_on_signals(&cancel);
        convert(task, &plan.jobs, args, &cancel, &mut screen);
    }
    screen.end(start, args, &cancel)
}

/// How many threads these texts can use.
fn useful_threads(jobs: &[Job]) -> usize {
    let prints = jobs.iter().any(|job| job.outputs.iter().any(|(target, _)| target.format().is_some()));
    let is_short = |job: &Job| match &job.source {
        Source::File(path) => std::fs::metadata(path).is_ok_and(|file| file.len() <= SHORT_TEXT),
        Source::Bytes(bytes) => bytes.len() as u64 <= SHORT_TEXT,
    };
    match jobs {
        [job] if is_short(job) => 1,
        _ if prints => jobs.len().saturating_mul(THREADS_PER_DOCUMENT),
        _ => jobs.len(),
    }
}

/// Bytes of a text, a speech of five thousand characters, for which a second thread takes more of the processors'
/// time than it saves by the clock.
const SHORT_TEXT: u64 = 16 << 10;

fn convert(task: Task<'_>, jobs: &[Job], args: &ConvertArgs, cancel: &Cancel, screen: &mut Screen<'_>) {
    let options = &args.batch;
    let journal = options.skip_unchanged.then(|| Journal::open(&task, jobs, options.shard)).transpose();
    let journal = journal.unwrap_or_else(|error| {
        screen.messages.no_journal(&error);
        None
    });
    let bar = Bar::new(jobs.len(), screen.messages);
    let progress = |_| bar.step();
    let mut batch = Batch::new(task).cancel(cancel).progress(&progress);
    if let Some(megabytes) = options.memory {
        batch = batch.memory(Memory::bytes(u64::from(megabytes) << 20));
    }
    if options.fsync {
        batch = batch.durability(Durability::Synced);
    }
    if screen.report.is_some() {
        batch = batch.hashes(Hashes::Sha256);
    }
    if let Some(journal) = &journal {
        batch = batch.journal(journal);
    }
    batch.run(jobs, |job, outcome| bar.suspend(|| screen.ended(job, &outcome, bar.tells_all())));
    bar.finish();
}

/// Ctrl-C and SIGTERM: what has begun is finished. A second one ends the program at once.
fn stop_on_signals(cancel: &Cancel) {
    use signal_hook::consts::{SIGINT, SIGTERM};
    for signal in [SIGINT, SIGTERM] {
        // In this order: a signal ends the program if one before it has set the flag.
        // Where signals cannot be caught they end the program as they always do.
        let _as_ever =
            signal_hook::flag::register_conditional_shutdown(signal, Exit::Interrupted as i32, cancel.flag().clone())
                .and_then(|_| signal_hook::flag::register(signal, cancel.flag().clone()));
    }
}

/// What the user hears of a run, and what the report says of it.
struct Screen<'a> {
    messages: &'a Messages,
    report: Option<ReportWriter>,
    /// Why the report could not be written.
    trouble: Option<std::io::Error>,
    failures: Vec<(String, String)>,
    summary: Summary,
}

impl Screen<'_> {
    fn ended(&mut self, job: &Job, outcome: &Outcome, tell_all: bool) {
        let messages = self.messages;
        let failed = match outcome {
            Outcome::Done(done) => {
                messages.done(job, done, tell_all);
                None
            }
            Outcome::Failed(failure) => {
                messages.failure(&job.name(), failure);
                Some(failure)
            }
            Outcome::Unchanged(_) => {
                if messages.verbosity == Verbosity::Verbose {
                    messages.unchanged(&job.name());
                }
                None
            }
            Outcome::Cancelled => None,
        };
        let named = || (job.name(), failed.map(|f| sentence(messages.language, f)).unwrap_or_default());
        self.count(&FileReport::new(job, outcome), named);
    }

    fn count(&mut self, file: &FileReport, failure: impl FnOnce() -> (String, String)) {
        let failed = self.summary.failed;
        self.summary.add(file);
        if self.summary.failed > failed && self.failures.len() < LONG_LIST {
            self.failures.push(failure());
        }
        if let Some(report) = &mut self.report
            && let Err(error) = report.add(file)
        {
            self.trouble = Some(error);
            self.report = None;
        }
    }

    fn end(mut self, start: Instant, args: &ConvertArgs, cancel: &Cancel) -> Result<Exit, Usage> {
        self.summary.took(start.elapsed());
        if self.summary.files > LONG_LIST {
            self.messages.failures(&self.failures, self.summary.failed);
        }
        self.messages.summary(&self.summary);
        if let Some(report) = self.report.take() {
            self.trouble = report.finish(&self.summary).err();
        }
        let mut exit = match &self.summary {
            Summary { failed: 0, .. } => Exit::Done,
            _ => Exit::SomeFailed,
        };
        if let (Some(error), Some(path)) = (self.trouble, &args.batch.report) {
            self.messages.usage(&Usage::ReportFile { path: path.clone(), error });
            exit = Exit::SomeFailed;
        }
        Ok(if cancel.is_cancelled() { Exit::Interrupted } else { exit })
    }
}
