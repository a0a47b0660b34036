//! The numbers at the heads of lines: none left out, none twice, one style a sequence.
//!
//! A number is compared with the last one of its scheme since the last number of a higher
//! level. A text that goes on as a sequence of another scheme (二、 then 3、) mixes the two.

use super::reading::{Piece, digit, han_number, offset};
use super::{Code, Found};
use crate::model::BlockKind;
use crate::parse::{Label, label};

#[derive(Debug, Clone)]
struct Numbered {
    label: Label,
    start: u32,
    end: u32,
    text: String,
    /// A heading, or a numbered paragraph.
    heading: bool,
    /// A heading on a line of its own.
    own_line: bool,
    /// Characters of the piece.
    length: usize,
}

#[derive(Debug, Default)]
pub(super) struct Numbering {
    found: Vec<Numbered>,
}

impl Numbering {
    pub(super) fn read(&mut self, piece: &Piece) {
        let heading = matches!(piece.kind, BlockKind::Heading(_)) || piece.run_in.is_some();
        if !heading && piece.kind != BlockKind::Paragraph {
            return;
        }
        let head = piece.text(0..24);
        let own_line = matches!(piece.kind, BlockKind::Heading(_));
        let Some(label) = label(&head) else { return };
        let text = head[..label.len].to_owned();
        // 第六条：“……” names an article of something else.
        if text.ends_with('条') && head[label.len..].trim_start().starts_with('：') {
            return;
        }
        // 第十七条之一 was put in later: it stands between two articles and counts as none.
        if text.contains("条之") {
            return;
        }
        let Some(last) = piece.chars.get(text.chars().count() - 1) else { return };
        let end = last.at + offset(last.c.len_utf8());
        self.found.push(Numbered {
            label,
            start: piece.chars[0].at,
            end,
            text,
            heading,
            own_line,
            length: piece.chars.len(),
        });
    }

    pub(super) fn end(self, text: &str, out: &mut Found) {
        // The last number of each scheme since a higher level began.
        let mut open: Vec<&Numbered> = Vec::new();
        for (at, this) in self.found.iter().enumerate() {
            let rank = this.label.rank;
            open.retain(|o| o.label.rank <= rank);
            let own = open.iter().rposition(|o| o.label.scheme == this.label.scheme);
            if let Some(code) = own.and_then(|own| fault(open[own], this, at, &self.found, text)) {
                let last = own.map_or_else(String::new, |own| open[own].text.clone());
                out.at(code, this.start, this.end, vec![last, this.text.clone()]);
            } else if own.is_none_or(|own| open[own].label.value + 1 != this.label.value)
                && let Some(other) = goes_on(&open, &self.found[..at], this)
                // The number before it stands somewhere between, not at the head of a line.
                && !is_between(text, other, this, this.label.value.saturating_sub(1), &this.text)
            {
                out.at(Code::NumberMixed, this.start, this.end, vec![other.text.clone(), this.text.clone()]);
            }
            open.retain(|o| o.label.scheme != this.label.scheme && o.label.rank <= rank);
            open.push(this);
        }
    }
}

/// What is wrong between a number and the last one of its scheme.
fn fault(last: &Numbered, this: &Numbered, at: usize, found: &[Numbered], text: &str) -> Option<Code> {
    let (from, to) = (last.label.value, this.label.value);
    // A number that the text of a heading's sequence should not have there was perhaps not taken for one.
    let refused = last.heading && at.checked_sub(1).is_some_and(|before| found[before].start == last.start);
    if last.heading != this.heading && !refused {
        return None;
    }
    let next = found[at + 1..]
        .iter()
        .take_while(|n| n.label.rank >= this.label.rank)
        .find(|n| n.label.scheme == this.label.scheme);
    let goes_on = next.is_none_or(|n| n.label.value == to + 1 || n.label.value == 1);
    if to == from && from > 1 {
        return goes_on.then_some(Code::NumberRepeat);
    }
    // A longer leap is another list. A number that stands somewhere between, not at the head of a line, is not missing.
    let leaps = to > from + 1 && to <= from + 3 && goes_on;
    (leaps && !(from + 1..to).any(|n| is_between(text, last, this, n, &last.text))).then_some(Code::NumberGap)
}

/// Whether a label like this one, with another number, stands between two numbers.
fn is_between(text: &str, last: &Numbered, this: &Numbered, n: u32, label: &str) -> bool {
    let between = text.get(last.end as usize..this.start as usize).unwrap_or_default();
    between.contains(&with_number(label, n))
}

/// A label with another number: （二） with 3 is （三）.
fn with_number(label: &str, n: u32) -> String {
    const HAN: &str = "〇零一二三四五六七八九十百";
    let is_number = |c: char| HAN.contains(c) || digit(c).is_some();
    let start = label.find(is_number).unwrap_or(0);
    let rest = &label[start..];
    let end = start + rest.find(|c| !is_number(c)).unwrap_or(rest.len());
    let number = if rest.starts_with(|c| HAN.contains(c)) { han_number(n) } else { n.to_string() };
    format!("{}{number}{}", &label[..start], &label[end..])
}

/// A line of so many characters may be a heading although its number stands alone in the text.
const HEADING: usize = 30;

/// The number of another scheme that this one follows on. A scheme that counts on from
/// section to section follows on itself.
fn goes_on<'a>(open: &[&'a Numbered], before: &[Numbered], this: &Numbered) -> Option<&'a Numbered> {
    let other = open.last()?;
    let own = before.iter().rev().find(|n| n.label.scheme == this.label.scheme);
    let counts_on = own.is_some_and(|n| n.label.value + 1 == this.label.value);
    let follows = this.label.value >= 2 && other.label.value + 1 == this.label.value;
    let in_text = !other.own_line && !this.own_line;
    let alike = other.heading == this.heading || in_text || (other.heading && this.length <= HEADING);
    (follows && alike && other.label.scheme != this.label.scheme && !counts_on).then_some(*other)
}
