//! Many documents, one a thread.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use sha2::{Digest as _, Sha256};

use super::budget::{Budget, LONGEST_TEXT, Memory};
use super::find::special;
use super::{Done, Failure, Job, Journal, Outcome, Source, Target, Task};
use crate::Cancel;
use crate::whole_file::{self, Durability};

/// How many documents are done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Ended, in whatever way.
    pub ended: usize,
    /// In the list.
    pub total: usize,
}

/// Whether the hashes of outputs are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hashes {
    /// No; a journal makes them for itself.
    #[default]
    No,
    /// SHA-256.
    Sha256,
}

/// A run over many documents.
///
/// ```
/// use wenyin::Converter;
/// use wenyin::batch::{Batch, Depth, Outcome, Place, Plan, Request, Target, Task};
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("讲话.txt"), "同志们：大家好！")?;
/// let converter = Converter::builder().build()?;
/// let plan = Plan::new(&Request {
///     inputs: vec![folder.path().into()],
///     targets: vec![Target::Json],
///     depth: Depth::Direct,
///     place: Place::Beside,
/// })?;
/// let overrides = Default::default();
/// let task = Task {
///     converter: &converter,
///     overrides: &overrides,
///     explain: Default::default(),
///     house_rules: Default::default(),
/// };
/// Batch::new(task).run(&plan.jobs, |job, outcome| {
///     assert!(matches!(outcome, Outcome::Done(_)), "{}", job.name());
/// });
/// assert!(folder.path().join("讲话.json").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    task: Task<'a>,
    cancel: Option<&'a Cancel>,
    memory: Option<Memory>,
    durability: Durability,
    hashes: Hashes,
    journal: Option<&'a Journal>,
    progress: Option<&'a (dyn Fn(Progress) + Sync)>,
}

impl<'a> Batch<'a> {
    /// A run that does this to every document.
    pub fn new(task: Task<'a>) -> Self {
        Self {
            task,
            cancel: None,
            memory: None,
            durability: Durability::default(),
            hashes: Hashes::default(),
            journal: None,
            progress: None,
        }
    }

    /// Ends early once this is cancelled: what has begun is finished, the rest is [`Outcome::Cancelled`].
    #[must_use]
    pub fn cancel(mut self, cancel: &'a Cancel) -> Self {
        self.cancel = Some(cancel);
        self
    }

    /// How much memory the documents in the works may take; [`Memory::for_threads`] unless told.
    #[must_use]
    pub fn memory(mut self, memory: Memory) -> Self {
        self.memory = Some(memory);
        self
    }

    /// How safe outputs are when the power fails.
    #[must_use]
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Whether [`super::Written::sha256`] is wanted.
    #[must_use]
    pub fn hashes(mut self, hashes: Hashes) -> Self {
        self.hashes = hashes;
        self
    }

    /// Passes over what this journal has, and notes in it what is done.
    #[must_use]
    pub fn journal(mut self, journal: &'a Journal) -> Self {
        self.journal = Some(journal);
        self
    }

    /// Calls this after every document, on the thread that had it: the order is that of their ends.
    #[must_use]
    pub fn progress(mut self, progress: &'a (dyn Fn(Progress) + Sync)) -> Self {
        self.progress = Some(progress);
        self
    }

    /// Converts documents in parallel on rayon's current pool; `report` hears of
    /// each in the order of the list.
    ///
    /// Every thread takes one document at a time from the list. A parallel iterator
    /// over documents would let a thread that waits for one format steal a further
    /// document and hold both. What killed runs left of these outputs is cleared first.
    pub fn run(&self, jobs: &[Job], report: impl FnMut(&Job, Outcome) + Send) {
        let outputs = jobs.iter().flat_map(|job| &job.outputs).map(|(_, path)| path.as_path());
        whole_file::clear_strays(outputs);
        let memory = self.memory.unwrap_or_else(|| Memory::for_threads(rayon::current_num_threads()));
        let budget = Budget::new(memory);
        let (next, ended) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let order = Mutex::new(InOrder { next: 0, waiting: BTreeMap::new(), report });
        rayon::broadcast(|_| {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(job) = jobs.get(index) else { break };
                let outcome = self.one(job, &budget).unwrap_or_else(Outcome::Failed);
                if let Some(progress) = self.progress {
                    progress(Progress { ended: ended.fetch_add(1, Ordering::Relaxed) + 1, total: jobs.len() });
                }
                order.lock().unwrap_or_else(PoisonError::into_inner).add(jobs, index, outcome);
            }
        });
    }

    fn one(&self, job: &Job, budget: &Budget) -> Result<Outcome, Failure> {
        let start = Instant::now();
        let is_cancelled = || self.cancel.is_some_and(Cancel::is_cancelled);
        if is_cancelled() {
            return Ok(Outcome::Cancelled);
        }
        let size = match &job.source {
            Source::File(path) => size(path)?,
            Source::Bytes(bytes) => bytes.len() as u64,
        };
        let _permit = budget.acquire(size);
        if is_cancelled() {
            return Ok(Outcome::Cancelled);
        }
        let read;
        let text: &[u8] = match &job.source {
            Source::File(path) => {
                read = read_text(path)?;
                &read
            }
            Source::Bytes(bytes) => bytes,
        };
        let key = self.journal.map(|journal| (journal, journal.key(job, text)));
        if let Some(recorded) = key.as_ref().and_then(|(journal, key)| journal.unchanged(&self.task, job, key)) {
            return Ok(Outcome::Unchanged(Box::new(recorded)));
        }
        let targets: Vec<Target> = job.outputs.iter().map(|(t, _)| *t).collect();
        let (mut done, files) = self.task.convert(text, job.path(), &targets)?;
        self.write(job, &mut done, files)?;
        // Only needed to read spans.
        done.source.line_starts = Vec::new();
        done.time = start.elapsed();
        if let Some((journal, key)) = &key {
            let failed = |error| Failure::Target { path: journal.path(job), error };
            journal.record(&self.task, job, key, &done, self.durability).map_err(failed)?;
        }
        Ok(Outcome::Done(Box::new(done)))
    }

    /// Writes the files; each is given up as soon as it is written.
    fn write(&self, job: &Job, done: &mut Done, files: Vec<Vec<u8>>) -> Result<(), Failure> {
        for ((written, file), (_, path)) in done.outputs.iter_mut().zip(files).zip(&job.outputs) {
            if self.hashes == Hashes::Sha256 || self.journal.is_some() {
                written.sha256 = Some(Sha256::digest(&file).into());
            }
            let write = whole_file::make_folder_of(path).and_then(|()| whole_file::write(path, &file, self.durability));
            write.map_err(|error| Failure::Target { path: path.clone(), error })?;
            written.path.clone_from(path);
        }
        Ok(())
    }
}

/// Size of a file that can be a text.
fn size(path: &Path) -> Result<u64, Failure> {
    let metadata = path.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Failure::Read(io::ErrorKind::IsADirectory.into()));
    }
    match special(&metadata) {
        Some(what) => Err(Failure::NotAFile(what)),
        None => within_limit(metadata.len()),
    }
}

/// Reads a file that can be a text. Pipes and devices are refused: reading them may never end.
///
/// # Errors
/// [`Failure::Missing`], [`Failure::NotAFile`], [`Failure::TooLarge`] or [`Failure::Read`].
pub fn read_text(path: &Path) -> Result<Vec<u8>, Failure> {
    let size = size(path)?;
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // It may be growing.
    file.take(LONGEST_TEXT + 1).read_to_end(&mut bytes).map_err(Failure::Read)?;
    within_limit(bytes.len() as u64).map(|_| bytes)
}

fn within_limit(bytes: u64) -> Result<u64, Failure> {
    if bytes > LONGEST_TEXT { Err(Failure::TooLarge { bytes, limit: LONGEST_TEXT }) } else { Ok(bytes) }
}

fn unreadable(error: io::Error) -> Failure {
    if error.kind() == io::ErrorKind::NotFound { Failure::Missing } else { Failure::Read(error) }
}

/// Outcomes (never outputs) wait here until those before them are in.
struct InOrder<F> {
    next: usize,
    waiting: BTreeMap<usize, Outcome>,
    report: F,
}

impl<F: FnMut(&Job, Outcome)> InOrder<F> {
    fn add(&mut self, jobs: &[Job], index: usize, outcome: Outcome) {
        self.waiting.insert(index, outcome);
        while let Some(outcome) = self.waiting.remove(&self.next) {
            (self.report)(&jobs[self.next], outcome);
            self.next += 1;
        }
    }
}
