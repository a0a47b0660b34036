//! What makes headings stand out from afar: a line below them, a bar beside them.

use super::{Line, Page, Rule};
use crate::model::{BlockKind, FlowBlock, RunRole};
use crate::style::{Colour, Length, Profile, Signpost};

/// Marks the headings of all pages, those that share a line with their text too.
pub(crate) fn add(profile: &Profile, flow: &[FlowBlock<'_>], pages: &mut [Page]) {
    let left = profile.page.left;
    for page in pages {
        let marks: Vec<Rule> = page
            .lines
            .iter()
            .enumerate()
            .filter_map(|(i, line)| {
                let kind = heading(flow, line)?;
                let style = profile.style(kind);
                let goes_on = page.lines.get(i + 1).is_some_and(|next| next.block == line.block);
                match style.signpost {
                    Signpost::Rule if !goes_on => Some(below(profile, left, line, style.size)),
                    Signpost::Bar => Some(beside(profile, left, line, style.size)),
                    Signpost::Rule | Signpost::None => None,
                }
            })
            .collect();
        page.rules.extend(marks);
    }
}

/// The kind of heading that begins in a line.
fn heading(flow: &[FlowBlock<'_>], line: &Line) -> Option<BlockKind> {
    let kind = flow.get(line.block)?.kind;
    match line.runs.first()?.role {
        RunRole::Heading { level } => Some(BlockKind::Heading(level)),
        _ => matches!(kind, BlockKind::Heading(_) | BlockKind::InnerTitle).then_some(kind),
    }
}

fn below(profile: &Profile, left: Length, line: &Line, size: Length) -> Rule {
    let right = left + profile.page.measure();
    // Between the descenders and the next line.
    let (top, thickness) = (line.baseline + size.fraction(1, 4), size.fraction(1, 16));
    Rule { left, right, top, thickness, colour: Colour::BLACK }
}

fn beside(profile: &Profile, left: Length, line: &Line, size: Length) -> Rule {
    let pitch = profile.grid.line_pitch;
    // As high as the pitch, so that the bars of two lines are one.
    let top = line.baseline - size.fraction(88, 100) - (pitch - size) / 2;
    let left = left - size.fraction(2, 5);
    Rule { left, right: left + size.fraction(1, 5), top, thickness: pitch, colour: Colour::BLACK }
}
