//! The title page and the contents of a collection.
//!
//! An entry is set like any line, in a measure that leaves a column for the number
//! of its page; so the contents take the same pages whatever the numbers are, and
//! these are set once all pages are known. Between the two stands a leader of … on a
//! grid that all entries share.

use super::justify::Adjustment;
use super::{Break, Glyph, GlyphRun, Line, Page, Reference};
use crate::Error;
use crate::converter::Context;
use crate::font::FontError;
use crate::model::{BlockKind, RunRole};
use crate::publication::PartKind;
use crate::style::{Colour, Length, Profile, Weight};

/// Width of the column of page numbers, in ems: four digits and a gap.
pub(crate) const NUMBER_COLUMN: i32 = 3;

const LEADER: char = '…';

/// Lines of the grid that stay free above the title of a collection.
pub(crate) fn title_drop(profile: &Profile) -> u16 {
    profile.grid.lines / 4
}

/// Puts the title of a collection into the upper third of its page.
pub(crate) fn lower_title(profile: &Profile, pages: &mut [Page]) {
    let Some(page) = pages.first_mut() else { return };
    let end = profile.page.height - profile.page.bottom;
    let last = page.lines.last().map_or(Length::ZERO, |line| line.baseline);
    // A title of many lines stays where it fits.
    let room = ((end - last).0 / profile.grid.line_pitch.0.max(1)).max(0);
    for line in &mut page.lines {
        line.baseline += profile.grid.line_pitch * i32::from(title_drop(profile)).min(room);
    }
}

/// Sets the numbers behind the entries of the contents; `starts` are the first pages of the parts.
pub(crate) fn add_references(context: &Context<'_>, pages: &mut [Page], starts: &[usize]) -> Result<(), Error> {
    let parts = &context.publication.parts;
    let Some(contents) = parts.iter().find(|part| part.kind == PartKind::Contents) else { return Ok(()) };
    let documents = parts.iter().zip(starts).filter(|(part, _)| part.kind == PartKind::Document);
    let entries = contents.blocks.clone().filter(|&n| context.publication.flow[n].kind == BlockKind::ContentsEntry);
    let mut targets = entries.zip(documents.map(|(_, start)| *start)).peekable();
    for index in 0..pages.len() {
        while let Some(&(block, target)) = targets.peek() {
            let goes_on = pages.get(index + 1).is_some_and(|next| next.lines.iter().any(|line| line.block == block));
            let last = pages[index].lines.iter().rfind(|line| line.block == block).filter(|_| !goes_on);
            let Some(last) = last else { break };
            targets.next();
            let reference = reference(context, last, target)?;
            pages[index].references.push(reference);
        }
    }
    Ok(())
}

/// What stands behind the last line of an entry.
fn reference(context: &Context<'_>, entry: &Line, page: usize) -> Result<Reference, FontError> {
    let (profile, fonts) = (context.profile, context.fonts);
    let style = profile.style(BlockKind::ContentsEntry);
    let size = style.size;
    let right = profile.page.left + profile.page.measure();
    let set = |text: &str, id, x: Length| -> Result<(GlyphRun, Length), FontError> {
        let face = fonts.face(id);
        let mut at = x;
        let mut glyphs = Vec::new();
        for c in text.chars() {
            let glyph = face.glyph(c).ok_or(FontError::Missing { character: c })?;
            glyphs.push(Glyph { id: glyph, x: at, rise: Length::ZERO, text_len: c.len_utf8() as u16 });
            at += size.fraction(face.advance(glyph).0, i32::from(face.units_per_em()));
        }
        Ok((
            GlyphRun {
                face: id,
                size,
                weight: Weight::Plain,
                colour: Colour::BLACK,
                role: RunRole::Text,
                text: text.to_owned(),
                glyphs,
            },
            at,
        ))
    };
    let latin = fonts.latin(style.latin_face);
    let digits = (page + 1).to_string();
    let (_, width) = set(&digits, latin, Length::ZERO)?;
    let (number, end) = set(&digits, latin, right - width)?;

    // In whole ems from the right edge, so that the points of all entries stand below one another.
    let em = size.0.max(1);
    let behind = ((width + size / 2).0 + em - 1) / em;
    let room = right - size * behind - entry.right - size / 2;
    let count = (room.0 / em).max(0);
    let from = right - size * (behind + count);
    let (leader, to) = set(&LEADER.to_string().repeat(count as usize), fonts.chinese(style.face), from)?;
    let line = |run: GlyphRun, left, right| Line {
        block: entry.block,
        source_line: entry.source_line,
        baseline: entry.baseline,
        left,
        right,
        adjustment: Adjustment::None,
        broken: Break::Allowed,
        cost: 0,
        runs: vec![run],
    };
    Ok(Reference { page, leader: line(leader, from, to), number: line(number, right - width, end) })
}
