//! Findings of the check in their places in print: what a review copy marks.
//!
//! A finding has its place in the source; the writers have the blocks of the flow. [`Review`] takes
//! every printed character back to its place in the source, so that a writer can ask of a stretch
//! of text which findings it belongs to.

use std::borrow::Cow;
use std::ops::Range;

use crate::check::Finding;
use crate::model::{Document, FlowBlock, TakenFor};

/// The language of a review copy's remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RemarkLanguage {
    /// Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

/// The findings of a review copy and where they are printed.
pub(crate) struct Review<'a> {
    findings: &'a [Finding],
    language: RemarkLanguage,
    blocks: Vec<Places>,
    stretches: Vec<Stretch>,
}

/// The characters of a block, white space aside, each with its place in the source if it has one.
pub(crate) struct Places {
    pub(crate) characters: Vec<(char, Option<usize>)>,
    /// Findings that have part of it.
    pub(crate) findings: Vec<usize>,
}

/// A stretch of a run that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes of the run.
    pub(crate) range: Range<usize>,
    /// Index of the finding.
    pub(crate) finding: usize,
    /// Whether the finding begins here.
    pub(crate) begins: bool,
    /// Whether it ends here.
    pub(crate) ends: bool,
}

/// A run of the flow that has marks, known by where it lies in memory: writers cut runs, but do not copy them.
struct Stretch {
    address: usize,
    length: usize,
    marks: Vec<Mark>,
}

impl<'a> Review<'a> {
    pub(crate) fn new(
        document: &Document,
        findings: &'a [Finding],
        flow: &[FlowBlock<'_>],
        language: RemarkLanguage,
    ) -> Self {
        let source = SourceText::of(document, flow);
        let mut blocks = Vec::with_capacity(flow.len());
        let mut found: Vec<Vec<Part>> = vec![Vec::new(); findings.len()];
        for (block, start) in flow.iter().zip(&source.starts) {
            let parts = source.places(block, *start);
            let mut characters = Vec::with_capacity(parts.len());
            characters.extend(parts.iter().map(|part| (part.c, part.place)));
            let mut places = parts.iter().filter_map(|part| part.place);
            let first = places.next();
            let (first, last) = (first.unwrap_or(0), places.next_back().or(first).unwrap_or(0));
            let overlaps = |f: &Finding| {
                parts.iter().any(|p| p.place.is_some()) && f.start as usize <= last && first < f.end as usize
            };
            let mut of_block = Vec::new();
            for (index, finding) in findings.iter().enumerate().filter(|(_, f)| overlaps(f)) {
                let range = finding.start as usize..finding.end as usize;
                let before = found[index].len();
                found[index].extend(parts.iter().filter(|p| p.place.is_some_and(|at| range.contains(&at))));
                if found[index].len() > before {
                    of_block.push(index);
                }
            }
            blocks.push(Places { characters, findings: of_block });
        }
        Self { findings, language, blocks, stretches: stretches(&found) }
    }

    /// The characters of a block of the flow.
    pub(crate) fn places(&self, block: usize) -> Option<&Places> {
        self.blocks.get(block)
    }

    pub(crate) fn finding(&self, index: usize) -> &'a Finding {
        &self.findings[index]
    }

    pub(crate) fn language(&self) -> RemarkLanguage {
        self.language
    }

    /// What a finding says, with its severity: 错误：占位“X”还没有填写.
    pub(crate) fn remark(&self, index: usize) -> String {
        let finding = self.finding(index);
        match self.language {
            RemarkLanguage::Chinese => format!("{}：{}", finding.severity.zh(), finding.zh),
            RemarkLanguage::English => format!("{}: {}", finding.severity.name(), finding.en),
        }
    }

    /// The marks of a stretch of a run of the flow, in its bytes.
    pub(crate) fn marks(&self, text: &str) -> Vec<Mark> {
        let address = text.as_ptr() as usize;
        let at = self.stretches.partition_point(|s| s.address <= address);
        let Some(stretch) = at.checked_sub(1).and_then(|at| self.stretches.get(at)) else { return Vec::new() };
        let from = address - stretch.address;
        let to = from + text.len();
        if to > stretch.length {
            return Vec::new();
        }
        let clipped = stretch.marks.iter().filter(|m| m.range.start < to && from < m.range.end).map(|m| Mark {
            range: m.range.start.max(from) - from..m.range.end.min(to) - from,
            finding: m.finding,
            begins: m.begins && m.range.start >= from,
            ends: m.ends && m.range.end <= to,
        });
        clipped.collect()
    }

    /// The findings that have a place in print.
    pub(crate) fn printed(&self) -> Vec<usize> {
        let mut out: Vec<usize> = self.blocks.iter().flat_map(|b| &b.findings).copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// A printed character.
#[derive(Debug, Clone, Copy)]
struct Part {
    c: char,
    place: Option<usize>,
    /// Of its run, in memory.
    address: usize,
    length: usize,
    /// Bytes before it in its run.
    at: usize,
}

/// The source without what is not printed, and where each block begins in it.
struct SourceText<'a> {
    text: Cow<'a, str>,
    aside: Vec<Range<usize>>,
    starts: Vec<Option<usize>>,
}

impl<'a> SourceText<'a> {
    fn of(document: &'a Document, flow: &[FlowBlock<'_>]) -> Self {
        if !document.source.text.is_empty() {
            let aside = document.explain().into_iter().filter(|piece| matches!(piece.kind, TakenFor::SetAside(_)));
            let aside = aside.map(|piece| piece.span.start as usize..piece.span.end as usize).collect();
            let starts = flow.iter().map(|b| (b.span.line > 0).then_some(b.span.start as usize)).collect();
            return Self { text: Cow::Borrowed(&document.source.text), aside, starts };
        }
        // Of a document made by hand the text is what it prints, in the order of the model.
        let (mut at, mut unused) = (0, Vec::new());
        for block in document.flow() {
            let text = block.text();
            let length = text.len() + 1;
            unused.push((text, at));
            at += length;
        }
        let starts = flow.iter().map(|block| {
            let text = block.text();
            let found = unused.iter().position(|(other, _)| *other == text)?;
            Some(unused.remove(found).1)
        });
        Self { starts: starts.collect(), text: Cow::Owned(document.to_text()), aside: Vec::new() }
    }

    /// The characters of a block with their places; what a profile adds has none.
    fn places(&self, block: &FlowBlock<'_>, start: Option<usize>) -> Vec<Part> {
        let mut next = start;
        let mut out = Vec::new();
        for run in block.lines.iter().flat_map(|line| &line.runs) {
            let (address, length) = (run.text.as_ptr() as usize, run.text.len());
            for (at, c) in run.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let here = next.map(|next| self.printed(next)).filter(|here| self.text[*here..].starts_with(c));
                if let Some(here) = here {
                    next = Some(here + c.len_utf8());
                }
                out.push(Part { c, place: here, address, length, at });
            }
        }
        out
    }

    /// The first place from here on that is printed.
    fn printed(&self, start: usize) -> usize {
        let mut at = start;
        let mut aside = self.aside.iter().skip_while(|range| range.end <= start);
        let mut next = aside.next();
        for c in self.text[at..].chars() {
            while next.is_some_and(|range| range.end <= at) {
                next = aside.next();
            }
            if !c.is_whitespace() && next.is_none_or(|range| at < range.start) {
                break;
            }
            at += c.len_utf8();
        }
        at
    }
}

/// The marks of every run that has some, in the order of addresses.
fn stretches(found: &[Vec<Part>]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for (finding, parts) in found.iter().enumerate() {
        let of_runs: Vec<&[Part]> = parts.chunk_by(|a, b| a.address == b.address).collect();
        let last = of_runs.len();
        for (parts, n) in of_runs.into_iter().zip(1..) {
            let (Some(first), Some(end)) = (parts.first(), parts.last()) else { continue };
            let range = first.at..end.at + end.c.len_utf8();
            let mark = Mark { range, finding, begins: n == 1, ends: n == last };
            match out.iter_mut().find(|stretch| stretch.address == first.address) {
                Some(stretch) => stretch.marks.push(mark),
                None => out.push(Stretch { address: first.address, length: first.length, marks: vec![mark] }),
            }
        }
    }
    out.sort_by_key(|stretch| stretch.address);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{CheckOptions, check};
    use crate::style::Profile;

    #[test]
    fn a_finding_is_marked_in_the_runs_that_print_it() {
        let text = "在全县大会上的讲话\n\n（2025年2月30日）\n\n同志们：\n\n请**XX**同志发言，一件大事--关系全\n局。";
        let document = crate::parse::parse_with(
            crate::input::decode(text.as_bytes()).expect("a text"),
            &crate::parse::ParseOptions { markup: crate::parse::Markup::Markdown, ..Default::default() },
        );
        let findings = check(&document, &CheckOptions::default());
        let publication = crate::publication::Publication::of_document(&document, &Profile::speech());
        let review = Review::new(&document, &findings, &publication.flow, RemarkLanguage::Chinese);
        let mut marked = Vec::new();
        for run in publication.flow.iter().flat_map(|b| &b.lines).flat_map(|l| &l.runs) {
            for mark in review.marks(run.text) {
                assert!(mark.begins && mark.ends);
                marked.push(run.text[mark.range].to_owned());
            }
            // A part of a run has part of its marks.
            let half = run.text.char_indices().nth(2).map_or(0, |(at, _)| at);
            let parts = review.marks(&run.text[..half]).len() + review.marks(&run.text[half..]).len();
            assert!(parts >= review.marks(run.text).len());
        }
        assert_eq!(marked, ["2025年2月30日", "XX", "--"]);
        assert_eq!(review.printed(), [0, 1, 2]);
        assert_eq!(review.marks("请XX同志"), []);
    }
}
