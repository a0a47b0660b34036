//! Where the findings of a review copy stand on the pages, and their numbers in the margin.

use std::collections::BTreeMap;

use super::margin::{Anchor, MarginStyle, Place, line};
use super::{Line, Page};
use crate::Error;
use crate::converter::Context;
use crate::review::{Places, RemarkLanguage, Review};
use crate::style::{Colour, Length, Pt};

/// What of a finding stands on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Highlight {
    /// Index of the finding.
    pub(crate) finding: usize,
    /// Index of the page.
    pub(crate) page: usize,
    /// Index of the block.
    pub(crate) block: usize,
    /// One a line: left, top, right, bottom, from the upper left corner of the page.
    pub(crate) boxes: Vec<[Length; 4]>,
    /// Baseline of the first.
    baseline: Length,
}

/// The places of all findings that are printed, by finding and page.
pub(crate) fn highlights(review: &Review<'_>, pages: &[Page]) -> Vec<Highlight> {
    let mut out: BTreeMap<(usize, usize), Highlight> = BTreeMap::new();
    let mut next: BTreeMap<usize, usize> = BTreeMap::new();
    for (page, content) in pages.iter().enumerate() {
        for line in &content.lines {
            let Some(places) = review.places(line.block) else { continue };
            let next = next.entry(line.block).or_default();
            for (finding, area) in boxes(review, places, next, line) {
                let (block, baseline) = (line.block, line.baseline);
                let new = Highlight { finding, page, block, boxes: Vec::new(), baseline };
                out.entry((finding, page)).or_insert(new).boxes.push(area);
            }
        }
    }
    out.into_values().collect()
}

/// What of the findings stands in a line; `next` is the first character of the block that is not printed yet.
fn boxes(review: &Review<'_>, places: &Places, next: &mut usize, line: &Line) -> BTreeMap<usize, [Length; 4]> {
    let mut out: BTreeMap<usize, [Length; 4]> = BTreeMap::new();
    let glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    let ends = glyphs.clone().skip(1).map(|(_, glyph)| glyph.x).chain([line.right]);
    let mut at = 0;
    let mut run_before: Option<&super::GlyphRun> = None;
    let mut here = Vec::new();
    for ((run, glyph), right) in glyphs.zip(ends) {
        if run_before.is_none_or(|before| !std::ptr::eq(before, run)) {
            (run_before, at) = (Some(run), 0);
        }
        let end = at + usize::from(glyph.text_len);
        if glyph.text_len > 0 {
            here.clear();
            for c in run.text.get(at..end).unwrap_or_default().chars().filter(|c| !c.is_whitespace()) {
                if let Some((_, place)) = places.characters.get(*next).filter(|(printed, _)| *printed == c) {
                    *next += 1;
                    here.extend(*place);
                }
            }
        }
        at = end;
        for &finding in &places.findings {
            let range = review.finding(finding).start as usize..review.finding(finding).end as usize;
            if here.iter().any(|place| range.contains(place)) {
                // The em box, as a link has it.
                let bottom = line.baseline + run.size.fraction(12, 100);
                let new = [glyph.x, bottom - run.size, right, bottom];
                let area = out.entry(finding).or_insert(new);
                *area = [area[0].min(new[0]), area[1].min(new[1]), area[2].max(new[2]), area[3].max(new[3])];
            }
        }
    }
    out
}

/// What the list of a review copy says: its title, and a paragraph for each finding.
pub(crate) fn remarks(review: &Review<'_>, findings: usize, highlights: &[Highlight]) -> (String, Vec<String>) {
    let chinese = review.language() == RemarkLanguage::Chinese;
    let title = match chinese {
        true => format!("付印前检查：{findings}处"),
        false => format!("Last look before printing: {findings} findings"),
    };
    let remark = |index: usize| {
        let finding = review.finding(index);
        let page = highlights.iter().find(|h| h.finding == index).map(|h| h.page + 1);
        let place = match (chinese, page) {
            (true, Some(page)) => format!("第{page}页，原文第{}行第{}列", finding.line, finding.column),
            (true, None) => format!("原文第{}行第{}列", finding.line, finding.column),
            (false, Some(page)) => format!("page {page}, line {} column {} of the text", finding.line, finding.column),
            (false, None) => format!("line {} column {} of the text", finding.line, finding.column),
        };
        let (remark, excerpt) = (review.remark(index), &finding.excerpt);
        match chinese {
            true => format!("{}. {remark}（{place}：{excerpt}）", index + 1),
            false => format!("{}. {remark} ({place}: {excerpt})", index + 1),
        }
    };
    (title, (0..findings).map(remark).collect())
}

/// Type size of the numbers.
const SIZE: Pt = Pt(9.0);
const RED: Colour = Colour { rgb: [0xC0, 0, 0] };

/// Puts the number of each finding into the outer margin, beside the line where it begins.
pub(crate) fn number(context: &Context<'_>, pages: &mut [Page], highlights: &[Highlight]) -> Result<(), Error> {
    let area = &context.profile.page;
    let size = Length::from(SIZE);
    let style = MarginStyle { face: context.profile.page_numbers.face, size };
    let mut told = std::collections::BTreeSet::new();
    let mut at: BTreeMap<(usize, Length), Vec<String>> = BTreeMap::new();
    for highlight in highlights.iter().filter(|h| told.insert(h.finding)) {
        let number = (highlight.finding + 1).to_string();
        at.entry((highlight.page, highlight.baseline)).or_default().push(number);
    }
    for ((page, baseline), numbers) in at {
        // Minutes, where the profile has them, stand nearer to the text.
        let x = area.width - area.right / 3;
        let place = Place { anchor: Anchor::Centre, x, baseline };
        let mut note = line(context, &numbers.join(" "), style, place)?;
        note.runs.iter_mut().for_each(|run| run.colour = RED);
        pages[page].notes.push(note);
    }
    Ok(())
}
