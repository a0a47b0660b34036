//! Many texts bound as one book.
//!
//! A book that silently lacks a speech is worse than none: when one input fails, all
//! that fail are named and nothing is written.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::names::{identity, shown};
use super::run::read_text;
use super::task::panic_message;
use super::{
    Depth, Done, Failure, Hashes, HouseRules, Job, Place, Plan, PlanError, Refused, Request, Source, Target, Task,
    Written, natural,
};
use crate::date::of_document;
use crate::model::{Collection, Document};
use crate::whole_file::{self, Durability};
use crate::{Error, Format};

/// How the documents of a book follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By the names of their files, numbers by their value.
    #[default]
    Name,
    /// By the dates that they give themselves, on one day by name; those without a date come last.
    Date,
    /// As they were named; within a folder by name.
    Given,
}

/// A book to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// What it is called.
    pub title: String,
    /// Files and folders.
    pub inputs: Vec<PathBuf>,
    /// How deep folders are searched.
    pub depth: Depth,
    /// How its documents follow one another.
    pub order: Order,
    /// What is made of it, and where.
    pub outputs: Vec<(Format, PathBuf)>,
    /// How safe it is when the power fails.
    pub durability: Durability,
    /// Whether [`Written::sha256`] is wanted.
    pub hashes: Hashes,
}

impl Binding {
    /// Whether a path is one of the texts or outputs.
    ///
    /// # Errors
    /// [`PlanError`], when the book cannot be right.
    pub fn involves(&self, path: &Path) -> Result<bool, PlanError> {
        let place = identity(path);
        let (jobs, _) = inputs(self)?;
        let outputs = self.outputs.iter().map(|(_, output)| identity(output));
        Ok(jobs.iter().filter_map(real).chain(outputs).any(|other| other == place))
    }
}

/// A book that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Its documents in the order of the book, with how each was read.
    pub documents: Vec<(Job, Done)>,
    /// What was made of all of them.
    pub done: Done,
}

/// Why a book was not made.
#[derive(Debug)]
pub enum CollectError {
    /// It cannot be right.
    Plan(PlanError),
    /// Inputs that cannot be converted, in the order of the book.
    Inputs(Vec<Refused>),
    /// The book itself cannot be rendered or written.
    Book(Failure),
}

/// A document that was read.
struct Read {
    job: Job,
    document: Document,
    done: Done,
}

/// Binds texts as one book and writes it.
///
/// House rules are the converter's: a book has one set of them. [`Done::passed_over`] names those that a
/// text asks for, unless the task says that nothing but the converter's applies.
///
/// # Errors
/// [`CollectError`]; nothing is written then, but for outputs before the one that cannot be written.
pub fn collect(task: Task<'_>, binding: &Binding) -> Result<Bound, CollectError> {
    let start = Instant::now();
    let heeds_texts = task.house_rules != HouseRules::Converter;
    let task = Task { house_rules: HouseRules::Converter, ..task };
    let (jobs, mut refused) = inputs(binding).map_err(CollectError::Plan)?;
    let results: Vec<_> = jobs.par_iter().map(|job| read(&task, job)).collect();
    let mut texts = Vec::with_capacity(jobs.len());
    for (job, result) in jobs.iter().zip(results) {
        match result {
            Ok(mut text) => {
                text.done.passed_over = text.document.source.profile.clone().filter(|_| heeds_texts);
                texts.push(text);
            }
            Err(failure) => refused.push(Refused { input: job.name().into(), failure }),
        }
    }
    if !refused.is_empty() {
        return Err(CollectError::Inputs(refused));
    }
    if binding.order == Order::Date {
        // Stable: on one day the order of the names.
        texts.sort_by_cached_key(|text| {
            let day = of_document(&text.document);
            (day.is_none(), day)
        });
    }
    let mut documents = Vec::with_capacity(texts.len());
    let mut notes = Vec::with_capacity(texts.len());
    for Read { job, document, done } in texts {
        documents.push(document);
        notes.push((job, done));
    }
    let collection = Collection { title: binding.title.clone(), documents };
    let done = catch_unwind(AssertUnwindSafe(|| render(&task, binding, &collection, &notes)))
        .unwrap_or_else(|panic| Err(CollectError::Book(Failure::Defect(panic_message(panic.as_ref())))))?;
    Ok(Bound { documents: notes, done: Done { time: start.elapsed(), ..done } })
}

/// The texts in the order of the book, dates aside, and the inputs that are none.
fn inputs(binding: &Binding) -> Result<(Vec<Job>, Vec<Refused>), PlanError> {
    let request = |input: &PathBuf| Request {
        inputs: vec![input.clone()],
        targets: Vec::new(),
        depth: binding.depth,
        place: Place::Beside,
    };
    let (mut jobs, mut refused) = (Vec::new(), Vec::new());
    let mut seen = std::collections::BTreeSet::new();
    for input in &binding.inputs {
        let mut plan = Plan::new(&request(input))?;
        plan.jobs.sort_by(by_name);
        jobs.extend(plan.jobs.into_iter().filter(|job| seen.insert(real(job))));
        refused.append(&mut plan.refused);
    }
    if binding.order != Order::Given {
        jobs.sort_by(by_name);
    }
    for (_, output) in &binding.outputs {
        let place = identity(output);
        if let Some(job) = jobs.iter().find(|job| real(job).as_ref() == Some(&place)) {
            return Err(PlanError::OntoInput { input: job.name(), output: shown(output) });
        }
    }
    Ok((jobs, refused))
}

fn by_name(a: &Job, b: &Job) -> std::cmp::Ordering {
    let path = |job: &Job| job.path().map(Path::to_owned).unwrap_or_default();
    natural::compare(&path(a), &path(b))
}

fn real(job: &Job) -> Option<PathBuf> {
    job.path().map(identity)
}

/// Reads a text and finds out whether it can be set.
fn read(task: &Task<'_>, job: &Job) -> Result<Read, Failure> {
    let bytes = match &job.source {
        Source::File(path) => read_text(path)?,
        Source::Bytes(bytes) => bytes.to_vec(),
    };
    let (done, _) = task.convert(&bytes, job.path(), &[])?;
    let document = catch_unwind(AssertUnwindSafe(|| -> Result<Document, Failure> {
        let (converter, document, _) = task.read(&bytes, job.path())?;
        converter.fonts_for(&document).map_err(Failure::Convert)?;
        Ok(document)
    }))
    .unwrap_or_else(|panic| Err(Failure::Defect(panic_message(panic.as_ref()))))?;
    Ok(Read { job: job.clone(), document, done })
}

fn render(
    task: &Task<'_>,
    binding: &Binding,
    collection: &Collection,
    documents: &[(Job, Done)],
) -> Result<Done, CollectError> {
    let formats: Vec<Format> = binding.outputs.iter().map(|(format, _)| *format).collect();
    let rendered = task.converter.render_collection(collection, &formats).map_err(|error| match error {
        Error::InCollection { index, error } => {
            let input = documents.get(index).map_or_else(PathBuf::new, |(job, _)| job.name().into());
            CollectError::Inputs(vec![Refused { input, failure: Failure::Convert(*error) }])
        }
        error => CollectError::Book(Failure::Convert(error)),
    })?;
    let mut outputs = Vec::with_capacity(binding.outputs.len());
    for (format, path) in &binding.outputs {
        let Some(output) = rendered.get(*format) else { continue };
        let write =
            whole_file::make_folder_of(path).and_then(|()| whole_file::write(path, output.bytes(), binding.durability));
        write.map_err(|error| CollectError::Book(Failure::Target { path: path.clone(), error }))?;
        outputs.push(Written {
            target: Target::Print(*format),
            path: path.clone(),
            pages: output.pages(),
            bytes: output.bytes().len() as u64,
            sha256: (binding.hashes == Hashes::Sha256).then(|| Sha256::digest(output.bytes()).into()),
        });
    }
    let Some((_, first)) = documents.first() else { return Err(CollectError::Book(Failure::Convert(Error::Empty))) };
    Ok(Done {
        outputs,
        characters: documents.iter().map(|(_, done)| done.characters).sum(),
        substitutions: rendered.substitutions().to_vec(),
        fonts: rendered.fonts().to_vec(),
        #[cfg(feature = "pdf")]
        relaxed: rendered.pdf().map_or_else(Vec::new, |pdf| pdf.relaxed().to_vec()),
        source: crate::model::Source::default(),
        displaced: Vec::new(),
        leftovers: 0,
        explained: Vec::new(),
        passed_over: None,
        ..first.clone()
    })
}

/// A file name for a title: without what a file system refuses, and not too long for one.
pub fn file_name(title: &str) -> String {
    /// With an extension no more than 255 bytes.
    const MOST: usize = 80;
    let refused = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = title.trim().chars().map(|c| if refused(c) { '_' } else { c }).collect();
    // Windows drops points and blanks at the end, and a point in front hides a file.
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let mut end = 0;
    let mut short = String::new();
    for c in name.chars().take(MOST) {
        end += c.len_utf8();
        if end > 3 * MOST {
            break;
        }
        short.push(c);
    }
    let short = short.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    match short {
        "" => "文集".to_owned(),
        name if DEVICES.contains(&name.to_ascii_lowercase().as_str()) => format!("{name}_"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        for (title, name) in [
            ("讲话选编", "讲话选编"),
            (" 2024/2025：“新年”? ", "2024_2025：“新年”_"),
            ("../../etc", "_.._etc"),
            ("…", "…"),
            (" . ", "文集"),
            ("NUL", "NUL_"),
        ] {
            assert_eq!(file_name(title), name);
        }
        assert_eq!(file_name(&"长".repeat(200)).chars().count(), 80);
        assert!(file_name(&"𠀀".repeat(200)).len() <= 240);
    }
}
