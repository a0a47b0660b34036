//! What helps a speaker at the desk: paragraph numbers, minutes gone, the first words of the next page.

use super::margin::{Anchor, MarginStyle, Place, line};
use super::{Line, Page};
use crate::Error;
use crate::converter::Context;
use crate::font::is_western;
use crate::model::{BlockKind, FlowBlock};
use crate::style::{TurnCue, in_title_block};

/// Characters of the next page that a cue gives at most.
const CUE_CHARACTERS: usize = 8;

/// Adds what the profile wants in the margins of all pages; `starts` are the first pages of the parts, each a speech
/// of its own.
pub(crate) fn add(context: &Context<'_>, pages: &mut [Page], starts: &[usize]) -> Result<(), Error> {
    let flow = context.flow();
    paragraph_numbers(context, flow, pages, starts)?;
    minutes(context, flow, pages, starts)?;
    cues(context, pages, starts)
}

fn style(context: &Context<'_>) -> MarginStyle {
    let aids = &context.profile.reading;
    MarginStyle { face: aids.face, size: aids.size }
}

/// Numbers the paragraphs through the document, each where it begins.
fn paragraph_numbers(
    context: &Context<'_>,
    flow: &[FlowBlock<'_>],
    pages: &mut [Page],
    starts: &[usize],
) -> Result<(), Error> {
    let (profile, aids) = (context.profile, &context.profile.reading);
    if !aids.paragraph_numbers {
        return Ok(());
    }
    let (mut count, mut last) = (0, None);
    for (page, number) in pages.iter_mut().zip(1..) {
        let x = profile.page.left - aids.gap;
        count = if starts.contains(&(number - 1)) { 0 } else { count };
        for text in &page.lines {
            let is_paragraph = flow.get(text.block).is_some_and(|block| block.kind == BlockKind::Paragraph);
            if is_paragraph && last != Some(text.block) {
                count += 1;
                last = Some(text.block);
                let place = Place { anchor: Anchor::Right, x, baseline: text.baseline };
                page.notes.push(line(context, &count.to_string(), style(context), place)?);
            }
        }
    }
    Ok(())
}

/// Tells beside the line in which a minute is full how many have gone.
fn minutes(context: &Context<'_>, flow: &[FlowBlock<'_>], pages: &mut [Page], starts: &[usize]) -> Result<(), Error> {
    let (profile, aids) = (context.profile, &context.profile.reading);
    if !aids.minutes {
        return Ok(());
    }
    let rate = usize::from(aids.rate.max(1));
    let mut spoken = 0;
    for (page, number) in pages.iter_mut().zip(1..) {
        let x = profile.page.left + profile.page.measure() + aids.gap;
        spoken = if starts.contains(&(number - 1)) { 0 } else { spoken };
        for text in &page.lines {
            if !flow.get(text.block).is_some_and(|block| is_spoken(block.kind)) {
                continue;
            }
            let before = spoken / rate;
            spoken += units(text);
            if spoken / rate > before {
                let place = Place { anchor: Anchor::Left, x, baseline: text.baseline };
                page.notes.push(line(context, &format!("{}分", spoken / rate), style(context), place)?);
            }
        }
    }
    Ok(())
}

/// What is read aloud: not the title block, nor what follows the signature.
fn is_spoken(kind: BlockKind) -> bool {
    !in_title_block(kind)
        && !matches!(
            kind,
            BlockKind::Preamble
                | BlockKind::Attachments
                | BlockKind::Signature
                | BlockKind::SignatureDate
                | BlockKind::Footnote
                | BlockKind::Cc
                | BlockKind::PrintNote
                | BlockKind::CollectionTitle
                | BlockKind::ContentsTitle
                | BlockKind::ContentsEntry
        )
}

/// How many characters are spoken in a line: each Han character, and each word or number of other letters.
fn units(line: &Line) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for c in line.runs.iter().flat_map(|run| run.text.chars()) {
        let western = is_western(c) && c.is_alphanumeric();
        count += usize::from(c.is_alphanumeric() && !(western && in_word));
        in_word = western;
    }
    count
}

/// Says at the foot what comes on the next page.
fn cues(context: &Context<'_>, pages: &mut [Page], starts: &[usize]) -> Result<(), Error> {
    let (profile, aids) = (context.profile, &context.profile.reading);
    for at in (1..pages.len()).filter(|at| !starts.contains(at)) {
        let text = match aids.turn_cue {
            TurnCue::None => return Ok(()),
            TurnCue::Notice => "请翻页".to_owned(),
            TurnCue::Words => match pages[at].lines.first() {
                Some(first) => format!("下页：{}", first_words(&first.text())),
                None => continue,
            },
        };
        let area = &profile.page;
        let x = area.left + area.measure();
        // A line below the type area.
        let baseline = area.height - area.bottom + aids.size.fraction(3, 2);
        let cue = line(context, &text, style(context), Place { anchor: Anchor::Right, x, baseline })?;
        pages[at - 1].notes.push(cue);
    }
    Ok(())
}

/// The first words of a line, up to a mark where one comes soon.
fn first_words(text: &str) -> String {
    let text = text.trim_start();
    let end = text.char_indices().nth(CUE_CHARACTERS).map_or(text.len(), |(at, _)| at);
    let shown = &text[..end];
    // 一、 is no words.
    let is_mark = |c: char| matches!(c, '，' | '。' | '；' | '！' | '？' | '：');
    let mark = shown.char_indices().find(|&(at, c)| is_mark(c) && shown[..at].chars().count() > 2);
    let shown = mark.map_or(shown, |(at, _)| &shown[..at]);
    if shown.len() == text.len() { shown.to_owned() } else { format!("{shown}……") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_ends_at_a_mark_or_after_a_few_characters() {
        assert_eq!(first_words("同志们：今天我们"), "同志们……");
        assert_eq!(first_words("一、要坚持党的全面领导不动摇"), "一、要坚持党的全……");
        assert_eq!(first_words("谢谢大家！"), "谢谢大家……");
        assert_eq!(first_words("大家好"), "大家好");
    }
}
