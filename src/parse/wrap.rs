//! Paragraphs that were broken into lines.
//!
//! Three customs are told apart, in this order. Lines cut at a fixed column: many have
//! one and the same length and end in the middle of a sentence; a blank line, an indent
//! or a line that ended early begins a new paragraph. Ragged lines with blank lines
//! between paragraphs. Ragged lines with an indent at the head of each paragraph. Where
//! the text shows none of them, every line is a paragraph.

use super::chars::{is_closing_mark, is_final_mark, is_han};
use super::lines::{Kind, Source};
use super::numbering;
use super::options::Paragraphs;
use super::tables;

/// How the lines of a text make paragraphs.
pub(super) enum Division {
    /// Each line is one.
    Lines,
    /// They were cut at a fixed column.
    Column(Wrap),
    /// A blank line ends one.
    Blank,
    /// An indented line begins one.
    Indent,
}

/// The way in which the caller or the text itself divides paragraphs.
pub(super) fn division(lines: &[Source<'_>], kinds: &[Kind], paragraphs: Paragraphs) -> Division {
    match paragraphs {
        Paragraphs::Line => Division::Lines,
        Paragraphs::Blank => Division::Blank,
        Paragraphs::Indent => Division::Indent,
        Paragraphs::Auto => {
            let text: Vec<&Source<'_>> =
                lines.iter().zip(kinds).filter(|(_, kind)| **kind == Kind::Text).map(|(line, _)| line).collect();
            match Wrap::find(lines) {
                Some((wrap, full)) if full >= PLAINLY_CUT => Division::Column(wrap),
                _ if is_divided(&text, |line| line.after_blank) => Division::Blank,
                _ if is_divided(&text, |line| line.indent >= INDENT) => Division::Indent,
                Some((wrap, _)) => Division::Column(wrap),
                None => Division::Lines,
            }
        }
    }
}

impl Division {
    /// Whether a line goes on with the paragraph of the line before it. `first` tells that
    /// the line before is the first of its paragraph, `interrupted` that a page ended between them.
    pub(super) fn joins(&self, before: &Source<'_>, next: &Source<'_>, first: bool, interrupted: bool) -> bool {
        let parted = next.after_blank && !interrupted;
        let last = before.text.chars().next_back().unwrap_or(' ');
        let ended = is_final_mark(last);
        let begins = numbering::number(next.text).is_some() || next.text.starts_with("——");
        let drawn = tables::is_drawn(before.text) || tables::is_drawn(next.text);
        if parted || drawn || (ended && begins) {
            return false;
        }
        match self {
            Self::Lines => false,
            Self::Column(wrap) => wrap.joins(before, next, first),
            // Ragged lines are cut where people like; an item of a list is not gone on with.
            Self::Blank | Self::Indent if begins && is_closing_mark(last) => false,
            // Over the end of a page only a sentence goes on.
            Self::Blank => !(interrupted && ended),
            // A paragraph begins with an indented line; what stands before the first is the title block.
            Self::Indent => next.indent < INDENT && (!first || before.indent >= INDENT),
        }
    }
}

/// Share of full lines above which a text was cut at a column, whatever else divides it.
const PLAINLY_CUT: f32 = 0.5;

/// Columns of the least indent that begins a paragraph: one Han character.
const INDENT: usize = 2;

/// Whether a text in ragged lines is divided into paragraphs by lines of a kind: where they
/// stand sentences have ended, elsewhere the sentence goes on over the end of the line, now
/// and then in the middle of a phrase. Commands and tables among the lines forbid it.
fn is_divided(lines: &[&Source<'_>], begins: impl Fn(&Source<'_>) -> bool) -> bool {
    let (mut inside, mut open, mut parted, mut narrow) = (0usize, 0, 0, 0);
    let (mut between, mut closed) = (0usize, 0);
    if lines.iter().filter(|l| l.text.contains(is_han)).count() * 10 < lines.len() * 9 {
        return false;
    }
    for pair in lines.windows(2) {
        let last = pair[0].text.chars().next_back().unwrap_or(' ');
        if begins(pair[1]) {
            between += 1;
            closed += usize::from(is_final_mark(last));
            continue;
        }
        let length = pair[0].text.chars().take(WIDEST + 1).count();
        if length > WIDEST {
            return false;
        }
        inside += 1;
        open += usize::from(!is_final_mark(last) && !matches!(last, '；' | '：'));
        parted += usize::from(!is_closing_mark(last));
        narrow += usize::from(length < NARROWEST);
    }
    inside >= 6
        && between >= 2
        && open * 2 >= inside
        && parted * 5 >= inside
        && narrow * 2 <= inside
        && closed * 3 >= between * 2
}

/// Columns of a character on a terminal: 2 for a wide one.
pub(super) fn columns(c: char) -> usize {
    match c {
        '\t' => 4,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' => 2,
        '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}' => 2,
        '“' | '”' | '‘' | '’' | '—' | '…' | '·' => 2,
        _ => 1,
    }
}

/// The column at which a text was cut.
pub(super) struct Wrap {
    measure: fn(&str) -> usize,
    /// Length of a full line.
    width: usize,
    /// What one Han character measures.
    unit: usize,
}

/// Fewest characters of a wrapped line. Verse has shorter lines of one length.
const NARROWEST: usize = 18;
/// Most characters of a wrapped line. Paragraphs longer than this were not wrapped.
const WIDEST: usize = 60;

impl Wrap {
    /// Finds the width at which the text was wrapped, if it was.
    /// With it comes the share of lines that are just as long.
    fn find(lines: &[Source<'_>]) -> Option<(Self, f32)> {
        let by_character = Self::by(lines, |s| s.chars().count(), 1);
        let by_column = Self::by(lines, |s| s.chars().map(columns).sum(), 2);
        match (by_character, by_column) {
            (Some(a), Some(b)) => Some(if b.1 > a.1 { b } else { a }),
            (a, b) => a.or(b),
        }
    }

    /// The width by one measure, with the share of lines that are just as long.
    fn by(lines: &[Source<'_>], measure: fn(&str) -> usize, unit: usize) -> Option<(Self, f32)> {
        let top = WIDEST * unit + 2 * unit;
        let mut counts = vec![0usize; top + 1];
        let mut longer = 0;
        for line in lines {
            // A long line is not measured to its end: it cannot be a wrapped one.
            let length =
                if line.text.len() > top * 4 { top + 1 } else { line.indent / (3 - unit) + measure(line.text) };
            match counts.get_mut(length) {
                Some(count) => *count += 1,
                None => longer += 1,
            }
        }
        let near = |w: usize| counts[w.saturating_sub(unit)..=(w + unit).min(top)].iter().sum::<usize>();
        let width = (NARROWEST * unit..=WIDEST * unit).max_by_key(|w| (near(*w), counts[*w]))?;
        longer += counts.iter().skip(width + 2 * unit + 1).sum::<usize>();
        let full = near(width);
        if full < 4 || full * 5 < lines.len() || longer * 50 > lines.len() {
            return None;
        }
        let wrap = Self { measure, width, unit };
        let (mut ended, mut seen) = (0, 0);
        for line in lines.iter().filter(|l| wrap.is_full(l)) {
            seen += 1;
            ended += usize::from(line.text.chars().next_back().is_some_and(is_closing_mark));
        }
        (ended * 2 <= seen).then_some((wrap, full as f32 / lines.len() as f32))
    }

    fn length(&self, line: &Source<'_>) -> usize {
        line.indent / (3 - self.unit) + (self.measure)(line.text)
    }

    /// Whether the line reaches the edge, or would with a mark or two that may not begin a line.
    fn is_full(&self, line: &Source<'_>) -> bool {
        self.length(line) + 2 * self.unit >= self.width
    }

    fn joins(&self, before: &Source<'_>, next: &Source<'_>, first: bool) -> bool {
        if next.indent > before.indent || (next.indent < before.indent && !first) {
            return false;
        }
        let word: String = next.text.chars().take_while(|c| c.is_ascii_graphic()).collect();
        let fits = self.length(before) + (self.measure)(&word) + self.unit <= self.width;
        self.is_full(before) || !fits
    }
}

/// What goes between two joined lines.
pub(super) fn glue(before: &str, next: &str) -> &'static str {
    let latin = |c: char| c.is_ascii_alphabetic() || ('\u{C0}'..'\u{250}').contains(&c);
    match (before.chars().next_back(), next.chars().next()) {
        (Some(a), Some(b)) if latin(a) && (latin(b) || b.is_ascii_digit() || b == '(') => " ",
        (Some(a), Some(b)) if latin(b) && (a.is_ascii_digit() || matches!(a, ',' | '.' | ';' | ':' | ')')) => " ",
        _ => "",
    }
}
