//! The report of a run as JSON.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use super::record::{BookReport, FileReport, Status};
use crate::whole_file::{self, Durability, is_device};

/// How a run ended, in figures.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Inputs in all.
    pub files: usize,
    /// Converted.
    pub done: usize,
    /// Not converted.
    pub failed: usize,
    /// Unchanged since an earlier run.
    pub skipped: usize,
    /// Not begun.
    pub cancelled: usize,
    /// Pages of the files that were converted.
    pub pages: usize,
    /// Their characters.
    pub characters: usize,
    /// Bytes of the outputs that were made.
    pub bytes: u64,
    /// Warnings.
    pub warnings: usize,
    /// Characters that another face drew, each once a file.
    pub substitutions: usize,
    /// Time of the run.
    pub seconds: f64,
    /// Files converted a second.
    pub per_second: f64,
}

impl Summary {
    /// Counts a file.
    pub fn add(&mut self, file: &FileReport) {
        self.files += 1;
        match file.status {
            Status::Done => {
                self.done += 1;
                self.pages += file.pages.unwrap_or(0);
                self.characters += file.characters.unwrap_or(0);
                self.bytes += file.outputs.iter().map(|o| o.bytes).sum::<u64>();
                self.warnings += file.warnings.len();
                self.substitutions += file.substitutions.len();
            }
            Status::Failed => self.failed += 1,
            Status::Skipped => self.skipped += 1,
            Status::Cancelled => self.cancelled += 1,
        }
    }

    /// Counts what was made of all files together.
    pub fn add_book(&mut self, book: &BookReport) {
        self.pages += book.pages.unwrap_or(0);
        self.bytes += book.outputs.iter().map(|o| o.bytes).sum::<u64>();
        self.warnings += book.warnings.len();
        self.substitutions += book.substitutions.len();
    }

    /// Sets the time that it all took.
    pub fn took(&mut self, time: Duration) {
        let seconds = time.as_secs_f64();
        self.seconds = (seconds * 1000.0).round() / 1000.0;
        let rate = if seconds > 0.0 { self.done as f64 / seconds } else { 0.0 };
        self.per_second = (rate * 10.0).round() / 10.0;
    }
}

/// Writes a report while the run goes on, so that it takes no memory; it gets its name at the end.
///
/// The schema is `docs/report.schema.json`.
pub struct ReportWriter {
    target: PathBuf,
    out: Out,
    is_first: bool,
}

enum Out {
    File(BufWriter<tempfile::NamedTempFile>),
    Device(BufWriter<std::fs::File>),
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

impl ReportWriter {
    /// Begins a report.
    ///
    /// # Errors
    /// When its folder cannot be written.
    pub fn create(target: &Path) -> io::Result<Self> {
        let out = if is_device(target) {
            Out::Device(BufWriter::new(std::fs::OpenOptions::new().write(true).open(target)?))
        } else {
            whole_file::make_folder_of(target)?;
            whole_file::clear_strays([target]);
            Out::File(BufWriter::new(whole_file::create(target)?))
        };
        let mut report = Self { target: target.to_owned(), out, is_first: true };
        let program = Program { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        report.text(r#"{"schema":"wenyin-report","version":1,"program":"#)?;
        report.value(&program)?;
        report.text(",\"files\":[")?;
        Ok(report)
    }

    /// Adds a file.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn add(&mut self, file: &FileReport) -> io::Result<()> {
        let separator = if std::mem::take(&mut self.is_first) { "\n" } else { ",\n" };
        self.text(separator)?;
        self.value(file)
    }

    /// Ends the report and gives it its name.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish(self, summary: &Summary) -> io::Result<()> {
        self.end(None, summary)
    }

    /// Ends the report of a book and gives it its name.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish_book(self, book: &BookReport, summary: &Summary) -> io::Result<()> {
        self.end(Some(book), summary)
    }

    fn end(mut self, book: Option<&BookReport>, summary: &Summary) -> io::Result<()> {
        self.text("\n],")?;
        if let Some(book) = book {
            self.text("\"book\":")?;
            self.value(book)?;
            self.text(",\n")?;
        }
        self.text("\"summary\":")?;
        self.value(summary)?;
        self.text("}\n")?;
        match self.out {
            Out::File(out) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                whole_file::keep(file, &self.target, Durability::Cached)
            }
            Out::Device(mut out) => out.flush(),
        }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.writer().write_all(text.as_bytes())
    }

    fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        Ok(serde_json::to_writer(self.writer(), value)?)
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.out {
            Out::File(out) => out,
            Out::Device(out) => out,
        }
    }
}
