//! Many documents, one a thread.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::profile::{ProfileFailure, load_profile};
use super::target::model_bytes;
use super::{Depth, Job, Source, Target};
use crate::converter::write_atomically;
use crate::model::{Displaced, Document, Overrides};
use crate::style::Setting;
use crate::{Converter, Error, Format};

/// What is done to every document.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// House rules and faces.
    pub converter: &'a Converter,
    /// Title, subtitle, speaker and date from the caller.
    pub overrides: &'a Overrides,
    /// Whether to say what each line was taken for.
    pub explain: Explain,
    /// Whose house rules apply.
    pub house_rules: HouseRules<'a>,
}

/// Whose house rules apply to a text whose front matter names a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HouseRules<'a> {
    /// The converter's.
    Converter,
    /// Those that the text asks for.
    #[default]
    Text,
    /// Those that the text asks for, with these keys on top.
    TextWith(&'a [Setting]),
}

/// Whether what each line was taken for is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Explain {
    /// No.
    #[default]
    No,
    /// Line by line.
    Lines,
}

/// A document that was converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The files made of it.
    pub outputs: Vec<Written>,
    /// Characters to print, white space aside.
    pub characters: usize,
    /// Where the text is at home, as it was set.
    pub region: crate::style::Region,
    /// How the text was read.
    pub source: crate::model::Source,
    /// Recognised pieces that gave way to given ones.
    pub displaced: Vec<Displaced>,
    /// Page numbers and running heads of an earlier conversion that are still in the text.
    pub leftovers: usize,
    /// Characters that are not drawn as their own face would have drawn them.
    pub substitutions: Vec<crate::font::Substitution>,
    /// Lines for which a rule of line breaking had to give way.
    #[cfg(feature = "pdf")]
    pub relaxed: Vec<crate::layout::Relaxed>,
    /// What each piece was taken for and why, if that was asked for.
    pub explained: Vec<crate::model::Explained>,
    /// From reading to the last output.
    pub time: Duration,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What it is.
    pub target: Target,
    /// Where it is.
    pub path: PathBuf,
    /// Number of pages, where the format has pages of its own.
    pub pages: Option<usize>,
}

/// Why a document was not converted.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// There is no such file or folder.
    Missing,
    /// The input cannot be read.
    Read(io::Error),
    /// A folder without texts.
    NoTexts(Depth),
    /// An output cannot be written.
    Target {
        /// The output.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The text cannot be read or rendered.
    Convert(Error),
    /// The profile that its front matter names cannot be used.
    Profile {
        /// As it is named there.
        given: String,
        /// Why.
        error: ProfileFailure,
    },
    /// The program failed on it; this is a defect of the library.
    Defect(String),
}

/// How a document ended.
pub type Outcome = Result<Done, Failure>;

impl Task<'_> {
    /// The outputs of one text, in memory: each target's bytes and pages.
    ///
    /// # Errors
    /// [`Failure::Convert`], or [`Failure::Defect`] where the library panicked.
    pub fn convert(
        &self,
        bytes: &[u8],
        name: Option<&Path>,
        targets: &[Target],
    ) -> Result<(Done, Vec<Vec<u8>>), Failure> {
        catch_unwind(AssertUnwindSafe(|| self.convert_unguarded(bytes, name, targets)))
            .unwrap_or_else(|panic| Err(Failure::Defect(panic_message(panic.as_ref()))))
    }

    fn convert_unguarded(
        &self,
        bytes: &[u8],
        name: Option<&Path>,
        targets: &[Target],
    ) -> Result<(Done, Vec<Vec<u8>>), Failure> {
        let start = Instant::now();
        let (converter, document, displaced) = self.read(bytes, name)?;
        let characters = document.characters();
        if characters == 0 {
            return Err(Failure::Convert(Error::Empty));
        }
        let formats: Vec<Format> = targets.iter().filter_map(|t| t.format()).collect();
        let rendered = if formats.is_empty() {
            None
        } else {
            Some(converter.render(&document, &formats).map_err(Failure::Convert)?)
        };
        let mut outputs = Vec::with_capacity(targets.len());
        let mut files = Vec::with_capacity(targets.len());
        for &target in targets {
            let print = target.format().and_then(|f| rendered.as_ref()?.get(f));
            files.push(match print {
                Some(output) => output.bytes().to_vec(),
                None => model_bytes(&document, target).map_err(Failure::Convert)?,
            });
            outputs.push(Written { target, path: PathBuf::new(), pages: print.and_then(|o| o.pages()) });
        }
        let region = converter.region(&document);
        let substitutions = rendered.as_ref().map_or_else(Vec::new, |r| r.substitutions().to_vec());
        #[cfg(feature = "pdf")]
        let relaxed =
            rendered.as_ref().and_then(crate::Rendered::pdf).map_or_else(Vec::new, |pdf| pdf.relaxed().to_vec());
        let explained = match self.explain {
            Explain::No => Vec::new(),
            Explain::Lines => document.explain(),
        };
        let leftovers = document.leftovers();
        let (source, time) = (document.source, start.elapsed());
        let done = Done {
            outputs,
            characters,
            region,
            explained,
            source,
            displaced,
            leftovers,
            substitutions,
            #[cfg(feature = "pdf")]
            relaxed,
            time,
        };
        Ok((done, files))
    }

    /// The document of a text, with the house rules that apply to it and what gave way to the caller's pieces.
    pub(crate) fn read(
        &self,
        bytes: &[u8],
        name: Option<&Path>,
    ) -> Result<(Cow<'_, Converter>, Document, Vec<Displaced>), Failure> {
        let document = match name {
            Some(name) => self.converter.parse_named(bytes, name),
            None => self.converter.parse(bytes),
        };
        let mut document = document.map_err(Failure::Convert)?;
        let displaced = document.apply(self.overrides);
        let mut converter = Cow::Borrowed(self.converter);
        if let Some(given) = document.source.profile.as_deref().filter(|_| self.house_rules != HouseRules::Converter) {
            let beside = name.and_then(Path::parent).unwrap_or(Path::new(""));
            let settings = match self.house_rules {
                HouseRules::TextWith(settings) => settings,
                HouseRules::Converter | HouseRules::Text => &[],
            };
            let profile = load_profile(given, beside, settings)
                .map_err(|error| Failure::Profile { given: given.to_owned(), error })?;
            converter = Cow::Owned(self.converter.with_profile(profile));
        }
        Ok((converter, document, displaced))
    }

    fn convert_and_write(&self, job: &Job) -> Outcome {
        let start = Instant::now();
        let read;
        let bytes: &[u8] = match &job.source {
            Source::File(path) => {
                read = std::fs::read(path).map_err(Failure::Read)?;
                &read
            }
            Source::Bytes(bytes) => bytes,
        };
        let targets: Vec<Target> = job.outputs.iter().map(|(t, _)| *t).collect();
        let (mut done, files) = self.convert(bytes, job.path(), &targets)?;
        for ((written, file), (_, path)) in done.outputs.iter_mut().zip(files).zip(&job.outputs) {
            write(path, &file)?;
            written.path.clone_from(path);
        }
        done.time = start.elapsed();
        Ok(done)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::Target { path: path.to_owned(), error };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    write_atomically(path, bytes).map_err(|e| match e {
        Error::Io(error) => failed(error),
        other => Failure::Convert(other),
    })
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown".to_owned())
}

/// Converts documents in parallel on rayon's current pool; `report` hears of
/// each in the order of the list.
///
/// Every thread takes one document at a time from the list. A parallel iterator
/// over documents would let a thread that waits for one format steal a further
/// document and hold both.
///
/// ```
/// use wenyin::Converter;
/// use wenyin::batch::{Depth, Place, Plan, Request, Target, Task, run};
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
/// run(task, &plan.jobs, |job, outcome| assert!(outcome.is_ok(), "{}", job.name()));
/// assert!(folder.path().join("讲话.json").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn run(task: Task<'_>, jobs: &[Job], report: impl FnMut(&Job, Outcome) + Send) {
    let next = AtomicUsize::new(0);
    let order = Mutex::new(InOrder { next: 0, waiting: BTreeMap::new(), report });
    rayon::broadcast(|_| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(index) else { break };
            let outcome = task.convert_and_write(job);
            order.lock().unwrap_or_else(PoisonError::into_inner).add(jobs, index, outcome);
        }
    });
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
