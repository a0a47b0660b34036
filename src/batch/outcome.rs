//! How a document ended.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::names::shown;
use super::profile::ProfileFailure;
use super::record::FileReport;
use super::{Depth, Target};
use crate::Error;
use crate::model::Displaced;

/// How a document ended.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It was converted.
    Done(Box<Done>),
    /// Text, settings and outputs are as the journal has them: nothing was to be done.
    Unchanged(Box<FileReport>),
    /// It was not converted.
    Failed(Failure),
    /// The run was cancelled before it began.
    Cancelled,
}

/// A document that was converted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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
    /// The house rules that it asks for in vain, because a book has one set of them.
    pub passed_over: Option<String>,
    /// Page numbers and running heads of an earlier conversion that are still in the text.
    pub leftovers: usize,
    /// Characters that are not drawn as their own face would have drawn them.
    pub substitutions: Vec<crate::font::Substitution>,
    /// Families of the faces that it is set in, where it was printed.
    pub fonts: Vec<String>,
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
#[non_exhaustive]
pub struct Written {
    /// What it is.
    pub target: Target,
    /// Where it is.
    pub path: PathBuf,
    /// Number of pages, where the format has pages of its own.
    pub pages: Option<usize>,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, if [`super::Hashes::Sha256`] was asked for.
    pub sha256: Option<[u8; 32]>,
}

/// What is neither a file nor a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Special {
    /// A named pipe (FIFO) or one of a shell.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
}

/// Why a document was not converted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// There is no such file or folder.
    #[error("no such file or folder")]
    Missing,
    /// No file is named as a pattern asks.
    #[error("no file matches the pattern")]
    NoMatch,
    /// The input is no file: reading it may never end.
    #[error("not a file but a {}", match .0 { Special::Pipe => "pipe", Special::Socket => "socket", Special::Device => "device" })]
    NotAFile(Special),
    /// The input is larger than any text.
    #[error("the file has {bytes} bytes, more than the {limit} of the longest text that is read")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The size of the longest text that is read, [`super::LONGEST_TEXT`].
        limit: u64,
    },
    /// The input cannot be read.
    #[error("cannot be read: {0}")]
    Read(#[source] io::Error),
    /// A folder without texts.
    #[error("the folder has no .txt or .md file")]
    NoTexts(Depth),
    /// An output cannot be written.
    #[error("cannot write {}: {error}", shown(path))]
    Target {
        /// The output.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// The text cannot be read or rendered.
    #[error(transparent)]
    Convert(Error),
    /// The profile that its front matter names cannot be used.
    #[error("the profile {given} that its front matter names cannot be used")]
    Profile {
        /// As it is named there.
        given: String,
        /// Why.
        error: ProfileFailure,
    },
    /// The program failed on it; this is a defect of the library.
    #[error("the program failed on it: {0}")]
    Defect(String),
}

impl Failure {
    /// A stable name of the reason, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NoMatch => "no_match",
            Self::NotAFile(_) => "not_a_file",
            Self::TooLarge { .. } => "too_large",
            Self::Read(_) => "read",
            Self::NoTexts(_) => "no_texts",
            Self::Target { .. } => "target",
            Self::Convert(Error::Input(_)) => "input",
            Self::Convert(Error::Empty) => "empty",
            Self::Convert(Error::MissingCharacter { .. } | Error::Font(_)) => "font",
            Self::Convert(Error::Writer { .. }) | Self::Defect(_) => "defect",
            Self::Convert(_) => "convert",
            Self::Profile { .. } => "profile",
        }
    }
}
