//! What is certainly meant, and what a text looks like with that put right.

use std::fmt::Write as _;

use super::{Code, Finding};
use crate::input::Edit;

/// What should stand in place of a fault; none where only its writer can know.
pub(super) fn of(code: Code, text: &str) -> Option<String> {
    let only = |marks: &str| text.chars().all(|c| marks.contains(c));
    match code {
        Code::Ellipsis if only(".．·…。") => Some("……".to_owned()),
        Code::Dash if only("-－―─") => Some("——".to_owned()),
        Code::HanSpace if !text.contains('\n') => Some(text.replace(' ', "")),
        _ => None,
    }
}

/// The edits that put right what is certain, in the order of the text.
pub fn edits(findings: &[Finding]) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::new();
    for finding in findings {
        let range = finding.start as usize..finding.end as usize;
        let apart = out.last().is_none_or(|before| before.range.end <= range.start);
        if let Some(text) = finding.fix.clone().filter(|_| apart) {
            out.push(Edit { range, text });
        }
    }
    out
}

/// Lines around a change that a diff shows.
const CONTEXT: usize = 3;

/// A text's edits as a unified diff of `a/NAME` and `b/NAME`; empty where there are none.
///
/// Edits do not reach over a line's end, as those of [`edits`] do not.
pub fn diff(text: &str, edits: &[Edit], name: &str) -> String {
    let mut changed: Vec<(usize, String)> = Vec::new();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut edits = edits.iter().peekable();
    let mut start = 0;
    for (n, line) in lines.iter().enumerate() {
        let end = start + line.len();
        let (mut new, mut done) = (String::new(), start);
        while let Some(edit) = edits.next_if(|edit| edit.range.start < end) {
            new.push_str(&text[done..edit.range.start]);
            new.push_str(&edit.text);
            done = edit.range.end;
        }
        if done > start {
            new.push_str(&text[done..end]);
            changed.push((n, new));
        }
        start = end;
    }
    let mut out = String::new();
    if !changed.is_empty() {
        let _infallible = write!(out, "--- a/{name}\n+++ b/{name}\n");
    }
    for hunk in changed.chunk_by(|a, b| b.0 - a.0 <= 2 * CONTEXT) {
        let from = hunk[0].0.saturating_sub(CONTEXT);
        let to = (hunk[hunk.len() - 1].0 + CONTEXT + 1).min(lines.len());
        let _infallible = writeln!(out, "@@ -{0},{1} +{0},{1} @@", from + 1, to - from);
        let mut hunk = hunk.iter().peekable();
        let mut n = from;
        while n < to {
            if hunk.peek().is_none_or(|(at, _)| *at != n) {
                push(&mut out, ' ', lines[n]);
                n += 1;
                continue;
            }
            // Lines that change one after the other stand together.
            let first = n;
            let mut new = Vec::new();
            while let Some((_, line)) = hunk.next_if(|(at, _)| *at == n) {
                new.push(line);
                n += 1;
            }
            lines[first..n].iter().for_each(|line| push(&mut out, '-', line));
            new.iter().for_each(|line| push(&mut out, '+', line));
        }
    }
    out
}

fn push(out: &mut String, sign: char, line: &str) {
    out.push(sign);
    out.push_str(line);
    if !line.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}
