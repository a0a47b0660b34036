//! What is told of one file: the entries of a report and of a journal.

use serde::{Deserialize, Serialize};

use super::names::shown;
use super::{Bound, CollectError, Done, Failure, Job, Outcome, Refused, Written};
use crate::font::{Drawn, Substitution};
use crate::model::{Fate, SetAsideKind};

/// One file of a report; the schema is `docs/report.schema.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FileReport {
    /// The input's path as it was given or found; `-` for standard input.
    pub input: String,
    /// The bytes of the path in hexadecimal, where it is not UTF-8 or has control characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_bytes: Option<String>,
    /// How it ended.
    pub status: Status,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Reason>,
    /// Name of the encoding it was read in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// How sure that is, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// Pages, where a format with pages was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Characters printed, white space aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub characters: Option<usize>,
    /// Families of the faces it is set in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fonts: Vec<String>,
    /// Characters that are not drawn as their own face would have drawn them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub substitutions: Vec<SubstitutionReport>,
    /// What a reader should look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// From reading to the last output; of the run that made the outputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<u64>,
    /// The files made of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<OutputReport>,
}

/// The book of a report: what `--collect` made of the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BookReport {
    /// What it is called.
    pub title: String,
    /// Whether it was made: `done` or `failed`.
    pub status: Status,
    /// Why the book itself failed; where inputs did, their entries say why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Reason>,
    /// Pages, where a format with pages was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Families of the faces it is set in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fonts: Vec<String>,
    /// Characters that are not drawn as their own face would have drawn them; lines are 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub substitutions: Vec<SubstitutionReport>,
    /// What a reader should look at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// The files made of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<OutputReport>,
}

/// How a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Converted.
    Done,
    /// Not converted; `error` says why.
    Failed,
    /// Its outputs were there already, of the same text and settings.
    Skipped,
    /// The run was interrupted before it began.
    Cancelled,
}

/// Why a file failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// A stable name, [`Failure::code`].
    pub code: String,
    /// A sentence.
    pub message: String,
}

/// What a reader should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A stable name: `unreadable`, `control_character`, `encoding_doubtful`, `unknown_front_matter`,
    /// `displaced`, `profile_passed_over`, `rule_relaxed`, `stand_in`, `leftovers`.
    pub code: String,
    /// 1-based line of the source; of the page for `rule_relaxed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What it is about: bytes, a code point, the text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// A character that is not drawn as its own face would have drawn it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubstitutionReport {
    /// The character, with its variation selector where it has one.
    pub character: String,
    /// Its code point, as `U+4E00`.
    pub code_point: String,
    /// 1-based line of its first place.
    pub line: u32,
    /// How often it stands in the text.
    pub count: usize,
    /// `from`, `without_variant`, `private_use`, `stand_in`.
    pub drawn: String,
    /// Family of the face that draws it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub font: Option<String>,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputReport {
    /// `pdf`, `docx`, `epub`, `json`, `txt`.
    pub format: String,
    /// Where it is.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Pages, where the format has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
}

/// Percent of confidence in the encoding below which the reader is warned.
pub(crate) const DOUBTFUL: u8 = 80;

impl FileReport {
    /// What is told of a job that has ended.
    pub fn new(job: &Job, outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Done(done) => Self::done(job, done),
            Outcome::Unchanged(recorded) => (**recorded).clone(),
            Outcome::Failed(failure) => Self::failed(job.name(), failure),
            Outcome::Cancelled => Self::named(job, Status::Cancelled),
        }
    }

    /// What is told of an input that was set aside before the run.
    pub fn refused(refused: &Refused) -> Self {
        Self { input_bytes: odd_bytes(&refused.input), ..Self::failed(shown(&refused.input), &refused.failure) }
    }

    pub(super) fn done(job: &Job, done: &Done) -> Self {
        let source = &done.source;
        Self {
            encoding: Some(source.encoding.clone()),
            confidence: Some(source.confidence),
            pages: done.outputs.iter().find_map(|o| o.pages),
            characters: Some(done.characters),
            fonts: done.fonts.clone(),
            substitutions: done.substitutions.iter().map(SubstitutionReport::new).collect(),
            warnings: warnings(done),
            milliseconds: Some(u64::try_from(done.time.as_millis()).unwrap_or(u64::MAX)),
            outputs: done.outputs.iter().map(OutputReport::new).collect(),
            ..Self::named(job, Status::Done)
        }
    }

    fn failed(input: String, failure: &Failure) -> Self {
        Self { input, error: Some(Reason::of(failure)), ..Self::empty(Status::Failed) }
    }

    /// An entry that has only the input's name.
    pub(super) fn named(job: &Job, status: Status) -> Self {
        Self { input: job.name(), input_bytes: job.path().and_then(odd_bytes), ..Self::empty(status) }
    }

    fn empty(status: Status) -> Self {
        Self {
            input: String::new(),
            input_bytes: None,
            status,
            error: None,
            encoding: None,
            confidence: None,
            pages: None,
            characters: None,
            fonts: Vec::new(),
            substitutions: Vec::new(),
            warnings: Vec::new(),
            milliseconds: None,
            outputs: Vec::new(),
        }
    }
}

impl BookReport {
    /// What is told of a book: how it ended, and its entries of files in the order of the book.
    pub fn new(title: &str, bound: &Result<Bound, CollectError>) -> (Self, Vec<FileReport>) {
        let book = |status| Self {
            title: title.to_owned(),
            status,
            error: None,
            pages: None,
            fonts: Vec::new(),
            substitutions: Vec::new(),
            warnings: Vec::new(),
            outputs: Vec::new(),
        };
        match bound {
            Ok(Bound { documents, done }) => {
                let files = documents.iter().map(|(job, done)| FileReport::done(job, done)).collect();
                let book = Self {
                    pages: done.outputs.iter().find_map(|o| o.pages),
                    fonts: done.fonts.clone(),
                    substitutions: done.substitutions.iter().map(SubstitutionReport::new).collect(),
                    warnings: printing(done),
                    outputs: done.outputs.iter().map(OutputReport::new).collect(),
                    ..book(Status::Done)
                };
                (book, files)
            }
            Err(CollectError::Inputs(refused)) => {
                (book(Status::Failed), refused.iter().map(FileReport::refused).collect())
            }
            Err(CollectError::Book(failure)) => {
                (Self { error: Some(Reason::of(failure)), ..book(Status::Failed) }, Vec::new())
            }
            Err(CollectError::Plan(_)) => (book(Status::Failed), Vec::new()),
        }
    }
}

impl Reason {
    fn of(failure: &Failure) -> Self {
        Self { code: failure.code().to_owned(), message: failure.to_string() }
    }
}

impl OutputReport {
    fn new(written: &Written) -> Self {
        Self {
            format: written.target.name().to_owned(),
            path: shown(&written.path),
            bytes: written.bytes,
            sha256: written.sha256.map(|hash| hex(&hash)),
            pages: written.pages,
        }
    }
}

impl SubstitutionReport {
    fn new(s: &Substitution) -> Self {
        let (drawn, font) = match &s.drawn {
            Drawn::From(font) => ("from", Some(font)),
            Drawn::WithoutVariant(font) => ("without_variant", Some(font)),
            Drawn::PrivateUse(font) => ("private_use", Some(font)),
            Drawn::StandIn => ("stand_in", None),
        };
        Self {
            character: s.selector.map_or_else(|| s.character.to_string(), |v| format!("{}{v}", s.character)),
            code_point: format!("U+{:04X}", u32::from(s.character)),
            line: s.line,
            count: s.count,
            drawn: drawn.to_owned(),
            font: font.cloned(),
        }
    }
}

fn warnings(done: &Done) -> Vec<Warning> {
    let source = &done.source;
    let warning = |code: &str, line: Option<u32>, detail: String| Warning { code: code.to_owned(), line, detail };
    let mut list = Vec::new();
    if source.confidence < DOUBTFUL {
        list.push(warning("encoding_doubtful", None, format!("{} {}%", source.encoding, source.confidence)));
    }
    list.extend(source.unreadable.iter().map(|u| warning("unreadable", Some(u.line), u.bytes.clone())));
    list.extend(source.removed.iter().map(|r| warning("control_character", Some(r.line), r.code_point.clone())));
    let unknown = source.set_aside.iter().filter(|a| a.kind == SetAsideKind::UnknownFrontMatter);
    list.extend(unknown.map(|a| warning("unknown_front_matter", Some(a.span.line), a.text.clone())));
    let replaced = done.displaced.iter().filter(|d| d.fate == Fate::Replaced);
    list.extend(replaced.map(|d| warning("displaced", Some(d.piece.span.line), d.piece.text.clone())));
    list.extend(done.passed_over.iter().map(|given| warning("profile_passed_over", None, given.clone())));
    if done.leftovers > 0 {
        list.push(warning("leftovers", None, done.leftovers.to_string()));
    }
    list.extend(printing(done));
    list
}

/// What a reader should look at in the print.
fn printing(done: &Done) -> Vec<Warning> {
    let warning = |code: &str, line: Option<u32>, detail: String| Warning { code: code.to_owned(), line, detail };
    let missing = done.substitutions.iter().filter(|s| s.drawn == Drawn::StandIn);
    let list = missing.map(|s| warning("stand_in", Some(s.line), s.character.to_string()));
    #[cfg(feature = "pdf")]
    let list = list.chain(done.relaxed.iter().map(|r| {
        let line = u32::try_from(r.line).ok();
        warning("rule_relaxed", line, format!("page {}: {}", r.page, r.text))
    }));
    list.collect()
}

/// The bytes of a path that a string cannot give back.
fn odd_bytes(path: &std::path::Path) -> Option<String> {
    let is_plain = path.to_str().is_some_and(|name| name == shown(path));
    (!is_plain).then(|| hex(path.as_os_str().as_encoded_bytes()))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _infallible = write!(out, "{byte:02x}");
        out
    })
}
