//! Pages that end with a sentence, for a speaker who turns them while speaking.
//!
//! The sentence that would go over the page turn begins the next page instead: its paragraph is
//! parted before it, and what follows is set flush, as the rest of a paragraph is. Blank lines are
//! left at the foot. A sentence that is longer than a page is the one exception.

use super::blocks::part;
use super::paginate::{Slot, page_length as filled_page};
use crate::Error;
use crate::converter::Context;
use crate::model::{BlockKind, FlowBlock};

/// Marks that end a sentence (GB/T 15834 4.1–4.3, 4.11).
const ENDS: [char; 7] = ['。', '！', '？', '…', '!', '?', '．'];
/// Marks that belong to the sentence before them.
const CLOSES: [char; 12] = ['”', '’', '）', '》', '」', '』', '】', '〕', ')', '"', '\'', '〉'];

/// The places at which a sentence ends, in bytes of the text; its end is one.
pub(super) fn sentence_ends(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut ended = false;
    for (at, c) in text.char_indices() {
        let belongs = ENDS.contains(&c) || ended && (CLOSES.contains(&c) || c.is_whitespace());
        // After the end of a quotation its sentence may go on: “好！”，他说。
        let goes_on = matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '—' | '的');
        if ended && !belongs && !goes_on {
            out.push(at);
        }
        ended = belongs;
    }
    out.push(text.len());
    out
}

/// Whether a sentence ends with a slot: its block does, or the next part of it begins.
pub(super) fn ends_with(slots: &[Slot], at: usize) -> bool {
    slots.get(at + 1).is_none_or(|next| next.block != slots[at].block || next.from != slots[at].from)
}

/// How many slots the page takes that begins at a slot; a paragraph may be parted for it.
pub(super) fn page_length(context: &Context<'_>, slots: &mut Vec<Slot>, at: usize, limit: u16) -> Result<usize, Error> {
    let full = at + fitting(&slots[at..], limit);
    let is_last = full == slots.len() || slots[full].heads_page();
    if is_last || ends_with(slots, full - 1) && slots[full - 1].may_end {
        return Ok(full - at);
    }
    if ends_with(slots, full - 1) {
        // A heading would be the last line.
        return Ok(last_whole(slots, at, full - 1).unwrap_or(full) - at);
    }
    // The first and the last slot of the paragraph over the turn.
    let same = |i: usize| slots[i].block == slots[full].block && slots[i].from == slots[full].from;
    let first = (at..full).rev().take_while(|&i| same(i)).last().unwrap_or(full);
    let end = (full..slots.len()).take_while(|&i| same(i)).last().map_or(full, |last| last + 1);

    let blank_allowed = usize::from(context.profile.pagination.whole_lines);
    if end - first <= blank_allowed
        && let Some(earlier) = last_whole(slots, at, first)
        && used(&slots[earlier..full]) <= blank_allowed.min(usize::from(limit / 2))
    {
        return Ok(earlier - at);
    }
    let parting = Parting { context, flow: context.flow() };
    if let Some(parted) = parting.part(slots, first..end, full)? {
        return Ok(parted - at);
    }
    if first > at && parting.fits_a_page(&slots[first])? {
        let relaxed = || (at + 1..=first).rev().find(|&e| ends_with(slots, e - 1));
        if let Some(end) = last_whole(slots, at, first).or_else(relaxed) {
            return Ok(end - at);
        }
    }
    // A sentence longer than a page, or what has no sentences.
    Ok(filled_page(&slots[at..], limit))
}

/// The last place up to one at which the page may end with a sentence.
fn last_whole(slots: &[Slot], at: usize, end: usize) -> Option<usize> {
    (at + 1..=end).rev().find(|&e| slots[e - 1].may_end && ends_with(slots, e - 1))
}

/// Slots that fit on a page, whatever it then ends with.
fn fitting(rest: &[Slot], limit: u16) -> usize {
    let mut height = 0;
    let fits = |(i, slot): &(usize, &Slot)| {
        height += slot.height + if *i == 0 { 0 } else { slot.before };
        *i == 0 || height <= limit && !slot.heads_page()
    };
    rest.iter().enumerate().take_while(fits).count()
}

/// Lines of the grid that slots take.
fn used(slots: &[Slot]) -> usize {
    slots.iter().map(|slot| usize::from(slot.height + slot.before)).sum()
}

/// What parts paragraphs.
struct Parting<'a> {
    context: &'a Context<'a>,
    flow: &'a [FlowBlock<'a>],
}

impl Parting<'_> {
    /// The text of a block that can be parted: one logical line.
    fn text(&self, slot: &Slot) -> Option<String> {
        let block = self.flow.get(slot.block)?;
        let [line] = block.lines.as_slice() else { return None };
        (block.kind != BlockKind::TableRow).then(|| line.text())
    }

    /// Parts a paragraph after its last sentence that ends on the page; tells where the page then ends.
    fn part(
        &self,
        slots: &mut Vec<Slot>,
        paragraph: std::ops::Range<usize>,
        full: usize,
    ) -> Result<Option<usize>, Error> {
        let (first, room) = (paragraph.start, full - paragraph.start);
        let Some(text) = slots.get(first).and_then(|slot| self.text(slot)) else { return Ok(None) };
        let (index, from) = (slots[first].block, slots[first].from);
        let block = &self.flow[index];
        let (_, line_ends) = part(self.context, index, block, &(from..text.len()))?;
        let Some(&last) = line_ends.get(room.saturating_sub(1)) else { return Ok(None) };
        let on_page = sentence_ends(&text[from..]).into_iter().map(|end| from + end).rev();
        for end in on_page.filter(|&end| end <= last && end < text.len()) {
            let (before, _) = part(self.context, index, block, &(from..end))?;
            if before.len() > room {
                continue;
            }
            let (after, _) = part(self.context, index, block, &(end..text.len()))?;
            let page_end = first + before.len();
            let count = after.len();
            let model = &slots[first];
            let before = before.into_iter().map(|line| model.with_line(line, from));
            let after = after.into_iter().enumerate().map(|(i, line)| {
                let mut slot = model.with_line(line, end);
                // 孤行: the last line of a paragraph heads no page.
                slot.may_end = i + 2 != count;
                slot
            });
            let mut new: Vec<Slot> = before.chain(after).collect();
            if let Some(slot) = new.first_mut() {
                (slot.before, slot.start) = (model.before, model.start);
            }
            if let Some(slot) = new.last_mut() {
                slot.may_end = slots[paragraph.end - 1].may_end;
            }
            slots.splice(paragraph, new);
            return Ok(Some(page_end));
        }
        Ok(None)
    }

    /// Whether the sentence with which a slot begins has room on a page of its own.
    fn fits_a_page(&self, slot: &Slot) -> Result<bool, Error> {
        let Some(text) = self.text(slot) else { return Ok(true) };
        let Some(&end) = sentence_ends(&text[slot.from..]).first() else { return Ok(true) };
        let (lines, _) = part(self.context, slot.block, &self.flow[slot.block], &(slot.from..slot.from + end))?;
        let height = lines.len() * usize::from(slot.height);
        Ok(height <= usize::from(self.context.profile.grid.lines))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_after_its_marks() {
        let parts = |text: &'static str| {
            let mut from = 0;
            sentence_ends(text)
                .into_iter()
                .map(|end| {
                    let part = &text[from..end];
                    from = end;
                    part
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(parts("好。真好！“是吗？”他问。"), ["好。", "真好！", "“是吗？”", "他问。"]);
        assert_eq!(parts("他说：“好！”，走了……好"), ["他说：“好！”，走了……", "好"]);
        assert_eq!(parts("没有句号"), ["没有句号"]);
        assert_eq!(parts(""), [""]);
    }
}
