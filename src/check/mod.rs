//! The last look before printing: model → findings.
//!
//! 1. [`reading`]: the pieces of the document in source order, each character with its place.
//! 2. Each rule walks over a piece once: [`placeholders`], [`punctuation`], [`pairs`],
//!    [`dates`], [`years`], [`ordinals`], [`characters`]; [`numbering`] and [`structure`]
//!    look at how the pieces follow one another.
//! 3. [`codes`] has every code with its sentences; [`reference()`] prints them as `docs/check.md`.
//! 4. [`fixes`]: what is certain, as edits and as a diff.
//! 5. [`statistics`]: how much text there is, and how long it takes to speak it.
//!
//! A rule rather misses a fault than points at what is right: what was found must be worth
//! the reader's look. Nothing here reads or writes files, and nothing changes the document.

mod characters;
mod codes;
mod dates;
mod fixes;
mod numbering;
mod ordinals;
mod pairs;
mod placeholders;
mod punctuation;
mod reading;
mod reference;
mod statistics;
mod structure;
mod years;

use serde::Serialize;

pub use codes::{Code, Severity};
pub use fixes::{diff, edits};
pub use reference::reference;
pub use statistics::{Section, Sentence, Statistics, statistics};

use crate::model::Document;
use reading::{Piece, Reading};

/// What a check is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckOptions {
    /// Full-width characters of one line of the title.
    pub title_line: usize,
}

impl Default for CheckOptions {
    /// 二号 on the type area of GB/T 9704.
    fn default() -> Self {
        Self { title_line: 20 }
    }
}

/// A fault and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// 1-based line of the source.
    pub line: u32,
    /// 1-based column, in characters.
    pub column: u32,
    /// Byte offset of its first character in the decoded text.
    pub start: u32,
    /// Byte offset just after its last character.
    pub end: u32,
    /// The place with a few characters on both sides.
    pub excerpt: String,
    /// What the sentences name.
    #[serde(skip)]
    pub details: Vec<String>,
    /// The sentence in Chinese.
    pub zh: String,
    /// The sentence in English.
    pub en: String,
    /// What should stand between `start` and `end`, where that is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
}

/// Looks a document over. The findings come in source order; the same document gives the same ones.
///
/// Positions refer to [`Source::text`](crate::model::Source::text), or for a document that
/// was made by hand to [`Document::to_text`].
///
/// ```
/// use wenyin::check::{CheckOptions, Code, check};
///
/// let text = wenyin::input::decode("请XX同志发言。".as_bytes())?;
/// let findings = check(&wenyin::parse::parse(text), &CheckOptions::default());
/// assert_eq!(findings[0].code, Code::Placeholder);
/// assert_eq!((findings[0].line, findings[0].column), (1, 2));
/// # Ok::<(), wenyin::input::InputError>(())
/// ```
pub fn check(document: &Document, options: &CheckOptions) -> Vec<Finding> {
    let reading = Reading::of(document);
    let mut out = Found::default();
    let mut placeholders = placeholders::Placeholders::default();
    let mut pairs = pairs::Pairs::default();
    let mut dates = dates::Dates::default();
    let mut numbering = numbering::Numbering::default();
    let mut ordinals = ordinals::Ordinals::default();
    let mut structure = structure::Structure::new(options.title_line);
    let mut characters = characters::Characters::default();
    let year = years::of_document(document);
    for piece in reading.pieces() {
        placeholders.read(&piece);
        punctuation::read(&piece, &mut out);
        pairs.read(&piece, &mut out);
        dates.read(&piece, &mut out);
        years::read(&piece, year, &mut out);
        numbering.read(&piece);
        ordinals.read(&piece, &reading.text, &mut out);
        structure.read(&piece, &mut out);
        characters.read(&piece);
    }
    placeholders.end(&mut out);
    pairs.end(&mut out);
    dates.end(&mut out);
    numbering.end(&reading.text, &mut out);
    structure.end(&mut out);
    characters.end(&mut out);
    out.told(&reading.text)
}

/// What the rules found, in no order yet.
#[derive(Debug, Default)]
struct Found(Vec<Raw>);

/// A finding before its place is told.
#[derive(Debug, PartialEq, Eq)]
struct Raw {
    code: Code,
    start: u32,
    end: u32,
    details: Vec<String>,
}

impl Found {
    /// A fault at a range of a piece's characters.
    fn add(&mut self, code: Code, piece: &Piece, range: std::ops::Range<usize>, details: Vec<String>) {
        let Some(first) = piece.chars.get(range.start) else { return };
        let last = piece.chars[range.start..range.end.min(piece.chars.len())].last().unwrap_or(first);
        self.at(code, first.at, last.at + reading::offset(last.c.len_utf8()), details);
    }

    /// A fault at a place of the text.
    fn at(&mut self, code: Code, start: u32, end: u32, details: Vec<String>) {
        self.0.push(Raw { code, start, end, details });
    }

    /// In source order, with line, column, excerpt and sentences.
    fn told(mut self, text: &str) -> Vec<Finding> {
        self.0.sort_by(|a, b| (a.start, a.end, a.code, &a.details).cmp(&(b.start, b.end, b.code, &b.details)));
        self.0.dedup();
        let (mut line, mut column, mut looked) = (1, 1, 0);
        let mut out = Vec::with_capacity(self.0.len());
        for raw in self.0 {
            let (start, end) = (raw.start as usize, raw.end as usize);
            for c in text[looked..start].chars() {
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            looked = start;
            let (zh, en) = raw.code.sentences();
            out.push(Finding {
                code: raw.code,
                severity: raw.code.severity(),
                line,
                column,
                start: raw.start,
                end: raw.end,
                excerpt: excerpt(text, start, end),
                zh: filled(zh, &raw.details),
                en: filled(en, &raw.details),
                details: raw.details,
                fix: fixes::of(raw.code, &text[start..end]),
            });
        }
        out
    }
}

/// Characters of the excerpt before and after the place.
const AROUND: usize = 8;

/// The place with a few characters of its line on both sides.
fn excerpt(text: &str, start: usize, end: usize) -> String {
    let from = text[..start].char_indices().rev().take(AROUND).take_while(|(_, c)| *c != '\n').last();
    let to = text[end..].char_indices().take(AROUND).take_while(|(_, c)| *c != '\n').last();
    let from = from.map_or(start, |(at, _)| at);
    let to = to.map_or(end, |(at, c)| end + at + c.len_utf8());
    text[from..to].trim().replace('\n', "")
}

fn filled(sentence: &str, details: &[String]) -> String {
    let mut out = sentence.to_owned();
    for (n, detail) in details.iter().enumerate() {
        out = out.replace(&format!("{{{n}}}"), detail);
    }
    out
}
