//! Running heads: the title on left-hand pages; on right-hand ones that of the document, in a collection, or the
//! heading.
//!
//! It is the first heading of level 1 that stands on the page, otherwise the one that goes on: what Word's STYLEREF
//! finds too. A page on which a document begins and a blank one have none.

use super::margin::{Anchor, MarginStyle, Place, line, shortened};
use super::{Page, Rule};
use crate::Error;
use crate::converter::Context;
use crate::model::BlockKind;
use crate::publication::{CONTENTS, PartKind};
use crate::style::{Colour, HeadPlace, Length, PageStart};

/// Gives every page its running head; `starts` are the first pages of the parts.
pub(crate) fn add(context: &Context<'_>, pages: &mut [Page], starts: &[usize]) -> Result<(), Error> {
    let (profile, publication) = (context.profile, context.publication);
    let heads = &profile.running_heads;
    if heads.place == HeadPlace::None {
        return Ok(());
    }
    let flow = &publication.flow;
    let style = MarginStyle { face: heads.face, size: heads.size };
    let measure = profile.page.measure();
    let title = publication.title_line();
    let is_heading = |block: usize| flow.get(block).is_some_and(|b| b.kind == BlockKind::Heading(1));
    let is_opening = |page: &Page| {
        let first = page.lines.first().filter(|line| line.source_line == 0);
        first.and_then(|l| flow.get(l.block)).is_some_and(|b| profile.style(b.kind).page_start != PageStart::Flow)
    };
    let mut heading: Option<usize> = None;
    for (index, page) in pages.iter_mut().enumerate() {
        let number = index + 1;
        let here = page.lines.iter().map(|l| l.block).find(|&block| is_heading(block));
        let shown = here.or(heading);
        heading = page.lines.iter().map(|l| l.block).rfind(|&block| is_heading(block)).or(heading);
        // A text without a title has nothing that a head would repeat.
        let opens = starts.contains(&index) && !title.is_empty();
        if page.lines.is_empty() || opens || is_opening(page) {
            continue;
        }
        let on_the_right = number % 2 == 1;
        let part = || match publication.is_collection() {
            true => part_label(context, index, starts),
            false => shown.and_then(|block| flow.get(block)).map(|block| block.text().replace('\n', "")),
        };
        let text = if on_the_right || title.is_empty() { part() } else { None };
        let text = text.unwrap_or_else(|| title.clone());
        let text = shortened(context, &text, style, measure)?;
        if text.is_empty() {
            continue;
        }
        let left = profile.page.left;
        let (anchor, x) = match heads.place {
            HeadPlace::Centre => (Anchor::Centre, left + measure / 2),
            HeadPlace::Outer if on_the_right => (Anchor::Right, left + measure),
            HeadPlace::Outer | HeadPlace::None => (Anchor::Left, left),
        };
        let baseline = profile.page.top - heads.above;
        page.head = Some(line(context, &text, style, Place { anchor, x, baseline })?);
        if heads.rule > Length::ZERO {
            // Half an em below the baseline.
            page.rules.push(Rule {
                left,
                right: left + measure,
                top: baseline + heads.size / 2,
                thickness: heads.rule,
                colour: Colour::BLACK,
            });
        }
    }
    Ok(())
}

/// What the part of a collection to which a page belongs is called.
fn part_label(context: &Context<'_>, page: usize, starts: &[usize]) -> Option<String> {
    let part = context.publication.parts.get(starts.partition_point(|&start| start <= page).checked_sub(1)?)?;
    let label = if part.kind == PartKind::Contents { CONTENTS } else { part.label };
    (!label.is_empty()).then(|| label.to_owned())
}
