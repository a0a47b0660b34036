//! The account of a text: every character is in the model, or set aside and listed.
#![allow(dead_code, reason = "each test file uses its own part")]

use wenyin::input::Decoded;
use wenyin::model::Document;
use wenyin::parse::{ParseOptions, parse_with};

/// Reads a text and compares model and source, what was set aside counted back in.
pub(crate) fn settle(decoded: Decoded, options: &ParseOptions) -> Result<Document, String> {
    let text = decoded.text.clone();
    let document = parse_with(decoded, options);
    let wanted = squeeze(&without_set_aside(&text, &document)?);
    let got = squeeze(&from_the_source(&document).to_text());
    if got == wanted {
        return Ok(document);
    }
    let same = got.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    Err(format!("differs from character {same} of {}", wanted.chars().count()))
}

/// The text without the stretches set aside, each of which must be what stands at its place.
pub(crate) fn without_set_aside(text: &str, document: &Document) -> Result<String, String> {
    let mut rest = String::with_capacity(text.len());
    let mut copied = 0;
    for aside in &document.source.set_aside {
        let (start, end) = (aside.span.start as usize, aside.span.end as usize);
        if start < copied || text.get(start..end) != Some(aside.text.as_str()) {
            return Err(format!("{aside:?} does not stand there, or not in order"));
        }
        rest.push_str(&text[copied..start]);
        copied = end;
    }
    rest.push_str(&text[copied..]);
    Ok(rest)
}

/// The document without the pieces that the front matter gave.
fn from_the_source(document: &Document) -> Document {
    let mut document = document.clone();
    let front = &mut document.front;
    for list in [&mut front.title, &mut front.subtitle] {
        list.retain(|t| t.span.line > 0);
    }
    for one in [&mut front.speaker, &mut front.date] {
        one.take_if(|t| t.span.line == 0);
    }
    document
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether every line with text on it is explained.
pub(crate) fn explained(text: &str, document: &Document) -> Result<(), String> {
    let mut covered = vec![false; text.split('\n').count() + 1];
    for piece in document.explain() {
        for line in piece.span.line..=piece.last_line {
            covered[line as usize] = true;
        }
    }
    match text.split('\n').enumerate().find(|(n, line)| !line.trim().is_empty() && !covered[n + 1]) {
        Some((n, line)) => Err(format!("line {} is not explained: {line:?}", n + 1)),
        None => Ok(()),
    }
}
