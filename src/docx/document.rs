//! Flow → paragraphs and runs.
//!
//! A block is a paragraph with a named style; what it looks like stands there.
//! Formatting on the paragraph or the run itself is left for what a style cannot
//! know:
//!
//! * a blank line that depends on the block before;
//! * the tab stops of a table's row;
//! * the face of a stretch, where Word would choose another. Word and LibreOffice
//!   choose between the `ascii`, `hAnsi` and `eastAsia` names by code point
//!   (ECMA-376-1 17.3.2.26), and “ ” ‘ ’ — … · belong to both worlds: such marks
//!   in Chinese text get a run of their own that names the Chinese face in every
//!   slot, because LibreOffice does not heed `w:hint`.

use docx_rs::{BreakType, Docx, LineSpacing, Paragraph, Run, RunFonts, Tab, TabValueType};

use super::faces::{FaceBook, Weight};
use super::measure_twips;
use super::styles::{character_style_id, style_id};
use crate::Error;
use crate::converter::Context;
use crate::font::FaceId;
use crate::model::{BlockKind, FlowBlock, FlowRun, RunRole};
use crate::style::Profile;

/// Adds the blocks, one paragraph each.
pub(super) fn add_paragraphs(
    mut docx: Docx,
    flow: &[FlowBlock<'_>],
    context: &Context<'_>,
    book: &FaceBook<'_>,
) -> Result<Docx, Error> {
    let profile = context.profile;
    let mut previous = None;
    for (at, block) in flow.iter().enumerate() {
        let mut paragraph = Paragraph::new().style(style_id(block.kind));
        if let Some(spacing) = spacing_before(profile, previous, block.kind) {
            paragraph = paragraph.line_spacing(spacing);
        }
        if block.kind == BlockKind::TableRow {
            for tab in tab_stops(profile, columns(flow, at)) {
                paragraph = paragraph.add_tab(tab);
            }
        }
        for (n, line) in block.lines.iter().enumerate() {
            if n > 0 {
                paragraph = paragraph.add_run(match block.kind {
                    BlockKind::TableRow => Run::new().add_tab(),
                    _ => Run::new().add_break(BreakType::TextWrapping),
                });
            }
            for run in &line.runs {
                for run in runs(context, book, block, run)? {
                    paragraph = paragraph.add_run(run);
                }
            }
        }
        docx = docx.add_paragraph(paragraph);
        previous = Some(block.kind);
    }
    Ok(docx)
}

/// The space before a block, where its style says something else.
fn spacing_before(profile: &Profile, previous: Option<BlockKind>, kind: BlockKind) -> Option<LineSpacing> {
    let wanted = profile.blank_lines(previous, kind);
    // The style's own space falls away between blocks of one style (`w:contextualSpacing`).
    let by_style = if previous == Some(kind) { 0 } else { profile.style(kind).before };
    if wanted == by_style {
        return None;
    }
    let lines = u32::from(wanted);
    let pitch = u32::try_from(profile.grid.line_pitch.twips()).unwrap_or_default();
    Some(LineSpacing::new().before_lines(lines * 100).before(lines * pitch))
}

/// Cells of the widest row of the table to which the row at `at` belongs.
fn columns(flow: &[FlowBlock<'_>], at: usize) -> usize {
    let row = |block: &&FlowBlock<'_>| block.kind == BlockKind::TableRow;
    let above = flow[..at].iter().rev().take_while(row);
    let below = flow[at..].iter().take_while(row);
    above.chain(below).map(|block| block.lines.len()).max().unwrap_or(1)
}

/// Stops that divide the measure evenly.
fn tab_stops(profile: &Profile, columns: usize) -> impl Iterator<Item = Tab> {
    let measure = usize::try_from(measure_twips(profile)).unwrap_or_default();
    (1..columns).map(move |n| Tab::new().val(TabValueType::Left).pos(measure * n / columns))
}

/// The runs of a stretch of one role.
fn runs(
    context: &Context<'_>,
    book: &FaceBook<'_>,
    block: &FlowBlock<'_>,
    run: &FlowRun<'_>,
) -> Result<Vec<Run>, Error> {
    let kind = match run.role {
        RunRole::Heading { level } => BlockKind::Heading(level),
        RunRole::Text | RunRole::Ordinal => block.kind,
    };
    let style = context.profile.style(kind);
    let (chinese, latin) = (context.fonts.chinese(style.face), context.fonts.latin(style.latin_face));
    let mut out = Vec::new();
    for stretch in context.fonts.itemize(run.text, style.face, style.latin_face)? {
        let text = &run.text[stretch.range];
        let by_style = if stretch.western { latin } else { chinese };
        for (piece, marks) in pieces(text, stretch.western) {
            let fonts = match marks {
                Slots::One if stretch.face == by_style && stretch.western => None,
                Slots::One if stretch.face == by_style => Some(RunFonts::new().hint("eastAsia")),
                _ => Some(every_slot(book, stretch.face, stretch.western)),
            };
            let mut piece = with_text(Run::new(), piece);
            if let Some(id) = character_style_id(run.role) {
                piece = piece.style(id);
            }
            if let Some(fonts) = fonts {
                piece = piece.fonts(fonts);
            }
            piece = match (book.weight(chinese), book.weight(stretch.face)) {
                (Weight::Regular, Weight::Bold) => piece.bold(),
                (Weight::Bold, Weight::Regular) => piece.disable_bold(),
                _ => piece,
            };
            out.push(piece);
        }
    }
    Ok(out)
}

/// The face's name for every class of characters.
fn every_slot(book: &FaceBook<'_>, face: FaceId, western: bool) -> RunFonts {
    let name = book.name(face);
    let fonts = RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name);
    if western { fonts } else { fonts.hint("eastAsia") }
}

/// Which names of `w:rFonts` a piece of text depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slots {
    /// The one that its style gives it.
    One,
    /// Perhaps another, by reader: it must be the same in all.
    All,
}

/// Divides a stretch where it passes between plain Chinese and marks shared with Latin.
fn pieces(text: &str, western: bool) -> Vec<(&str, Slots)> {
    let slots = |c: char| if western || is_plain_chinese(c) { Slots::One } else { Slots::All };
    let mut out = Vec::new();
    let mut start = 0;
    let Some(mut current) = text.chars().next().map(slots) else { return out };
    for (at, c) in text.char_indices() {
        // A mark drawn with the character before it must not be torn from it.
        let next = if stays_with_previous(c) { current } else { slots(c) };
        if next != current {
            out.push((&text[start..at], current));
            (start, current) = (at, next);
        }
    }
    out.push((&text[start..], current));
    out
}

/// Combining marks, joiners and variation selectors.
fn stays_with_previous(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{20D0}'..='\u{20FF}' | '\u{2060}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether every reader takes the character for East Asian by its code point.
fn is_plain_chinese(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFEF}'
            | '\u{20000}'..='\u{3FFFF}')
}

/// Text, tabs and line feeds as Word has them.
fn with_text(mut run: Run, text: &str) -> Run {
    let mut rest = text;
    while let Some(at) = rest.find(['\t', '\n', '\r']) {
        if at > 0 {
            run = run.add_text(&rest[..at]);
        }
        run = match rest.as_bytes()[at] {
            b'\t' => run.add_tab(),
            _ => run.add_break(BreakType::TextWrapping),
        };
        rest = &rest[at + 1..];
    }
    if rest.is_empty() { run } else { run.add_text(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_marks_stand_alone() {
        use Slots::{All, One};
        assert_eq!(pieces("说：“好”——", false), [("说：", One), ("“", All), ("好", One), ("”——", All)]);
        assert_eq!(pieces("葛\u{E0100}城", false), [("葛\u{E0100}城", One)]);
        assert_eq!(pieces("", false), []);
        assert_eq!(pieces("it's “it”", true), [("it's “it”", One)]);
    }
}
