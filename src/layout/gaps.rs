//! Segment: what lies between two clusters — a break or none, a space and how far it gives.

use super::classes::{Class, ShrinkStep, TIGHTEST};
use super::clusters::{Cluster, Clusters};
use super::labels::label_ends;
use crate::style::{Length, MarkWidth, Profile, Prohibition};

/// Between a cluster and the next.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Gap {
    /// Space added to the cells: tracking, Han–Latin space, trimmed blanks (negative).
    pub(crate) natural: Length,
    pub(crate) breaking: Break,
    pub(crate) shrink: Option<(ShrinkStep, Length)>,
    pub(crate) stretch: Stretch,
}

/// Whether a line may end in a gap, from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Break {
    /// Inside a unit: only when nothing else is left.
    #[default]
    Never,
    /// 避头尾 forbids it: only when nothing else is left, but sooner than inside a unit.
    Forbidden,
    /// Anywhere in a Western token that fits no line.
    Emergency,
    /// At a hyphenation point; a hyphen is printed.
    Hyphen,
    /// After / - and the like in a long token.
    Token,
    /// After the label of an item, 一、 or 1．: it is better kept with its text.
    Label,
    /// Before —— or ……: allowed by GB/T 15834, avoided where it is cheap.
    Discouraged,
    /// Freely.
    Allowed,
}

/// By which step a gap is widened (CLREQ, procedures for inter-character spacing expansion).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Stretch {
    /// Never: inside units, beside connectors and solidi.
    #[default]
    None,
    /// e1: word spaces, to ½ em.
    WordSpace,
    /// e2: Han–Western space, to ½ em in e3.
    HanWestern,
    /// e3: everything else, evenly.
    Even,
}

/// In e1 a word space grows by at most one such part of an em: from ¼ to ½.
pub(crate) const WORD_SPACE_GROWTH: i32 = 4;
/// In e2 a Han–Western space grows by at most one such part of an em: from ¼ to ⅓.
pub(crate) const HAN_WESTERN_GROWTH: i32 = 12;

/// What the gaps of a paragraph depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GapRules {
    /// Added between two Han cells.
    pub(crate) tracking: Length,
    /// Between Han and Western letters or digits.
    pub(crate) han_latin: Length,
    pub(crate) prohibition: Prohibition,
    pub(crate) mark_width: MarkWidth,
}

impl GapRules {
    /// Those of text of a size under a profile.
    pub(crate) fn of(profile: &Profile, size: Length) -> Self {
        Self {
            tracking: profile.tracking(size),
            han_latin: profile.text.han_latin_gap.of(size),
            prohibition: profile.text.prohibition,
            mark_width: profile.text.mark_width,
        }
    }
}

/// The gaps after each cluster; the last one ends the paragraph.
///
/// Spaces of the source become part of the gap arithmetic here: one between Han
/// and Latin is the Han–Latin space, not an addition to it.
pub(crate) fn gaps(paragraph: &mut Clusters, rules: &GapRules) -> Vec<Gap> {
    settle_spaces(&mut paragraph.list, rules);
    let tokens = token_breaks(paragraph);
    let labels = label_ends(paragraph);
    let list = &paragraph.list;
    let mut ellipses = 0;
    let mut dashes = 0;
    let mut exclamations = 0;
    // The last cluster that is not a space.
    let mut solid: Option<&Cluster> = None;
    let mut out = Vec::with_capacity(list.len());
    for i in 0..list.len() {
        let Some(next) = list.get(i + 1) else {
            out.push(Gap { breaking: Break::Allowed, ..Gap::default() });
            break;
        };
        // A mark has no place of its own: what follows it follows the character that it is drawn with.
        let this = list[..=i].iter().rev().find(|c| c.class != Class::Attached).unwrap_or(&list[i]);
        let before = solid;
        if !is_space(this.class) {
            solid = Some(this);
        }
        ellipses = if this.class == Class::Ellipsis { ellipses + 1 } else { 0 };
        exclamations = if this.class == Class::Exclamation { exclamations + 1 } else { 0 };
        dashes = if this.class == Class::Dash && this.advance <= this.size { dashes + 1 } else { 0 };
        if next.class == Class::Attached {
            out.push(Gap::default());
            continue;
        }
        let inside_unit = (dashes % 2 == 1 && next.class == Class::Dash)
            // …… are pairs; a third without a fourth stays with its pair.
            || (next.class == Class::Ellipsis
                && (ellipses % 2 == 1 || (ellipses > 0 && list.get(i + 2).is_none_or(|c| c.class != Class::Ellipsis))));
        let mut gap = match before {
            // A space that a mark has swallowed: what it stands between meets across it.
            Some(_) if is_swallowed(this) && !is_space(next.class) => {
                let before = list[..i].iter().rev().find(|c| !is_swallowed(c)).unwrap_or(this);
                spacing(before, next, rules)
            }
            _ => spacing(this, next, rules),
        };
        let stacked = exclamations > 0 && exclamations % 2 == 0 && rules.mark_width == MarkWidth::Compressed;
        if stacked && !is_space(next.class) && !next.class.blank_left() && !next.class.blank_right() {
            // ？！ take one cell together (CLREQ, appendix A): the second gives up its blank as well.
            gap = Gap { natural: gap.natural - this.size / 2, shrink: None, ..gap };
        }
        gap.breaking = breaking(this, next, before.map(|c| c.class), rules.prohibition);
        if labels[i] {
            gap.breaking = gap.breaking.min(Break::Label);
        }
        if inside_unit {
            gap = Gap::default();
        } else if gap.breaking == Break::Never && this.class.is_western() && next.class.is_western() {
            gap.breaking = tokens[i];
        }
        out.push(gap);
    }
    out
}

/// Blank clusters at which a line may end; they have no place there.
pub(crate) fn is_space(class: Class) -> bool {
    matches!(class, Class::Space | Class::IdeographicSpace | Class::ZeroWidthSpace)
}

fn is_han_side(class: Class) -> bool {
    matches!(class, Class::Ideograph | Class::Nonstarter)
}

/// A space beside a full-width mark: it is in the text, but has no width of its own.
fn is_swallowed(cluster: &Cluster) -> bool {
    cluster.class == Class::Space && cluster.advance == Length::ZERO
}

/// Source spaces beside a full-width mark are taken into its blank, those between Han and Western
/// are set as the Han–Latin space.
fn settle_spaces(list: &mut [Cluster], rules: &GapRules) {
    if rules.mark_width == MarkWidth::Compressed {
        swallow_spaces(list);
    }
    if rules.han_latin == Length::ZERO {
        return;
    }
    for i in 1..list.len().saturating_sub(1) {
        if list[i].class != Class::Space {
            continue;
        }
        let (before, after) = (list[i - 1].class, list[i + 1].class);
        let meets =
            (is_han_side(before) && after.is_alphanumeric()) || (before.is_alphanumeric() && is_han_side(after));
        if meets {
            list[i].advance = rules.han_latin;
        }
    }
}

/// CLREQ: no space beside a full-width mark. Ideographic spaces stay: who types them means a blank.
fn swallow_spaces(list: &mut [Cluster]) {
    let is_mark = |c: &Cluster| c.class.blank_left() || c.class.blank_right();
    let mut start = 0;
    while start < list.len() {
        let length = list[start..].iter().take_while(|c| c.class == Class::Space).count();
        let end = start + length;
        let beside_mark = (start > 0 && is_mark(&list[start - 1])) || list.get(end).is_some_and(is_mark);
        if length > 0 && beside_mark {
            for space in &mut list[start..end] {
                space.advance = Length::ZERO;
            }
        }
        start = end + 1;
    }
}

/// The space between two clusters and how far it gives.
fn spacing(this: &Cluster, next: &Cluster, rules: &GapRules) -> Gap {
    let em = this.size;
    let half = em / 2;
    let mut gap = Gap::default();
    if is_space(this.class)
        || is_space(next.class)
        || this.class == Class::NoBreakSpace
        || next.class == Class::NoBreakSpace
    {
        // The space itself has the width; what gives is counted after it.
        if is_swallowed(this) || is_swallowed(next) {
            return gap;
        }
        if this.class == Class::Space {
            let quarter = em / 4;
            gap.stretch = Stretch::WordSpace;
            if this.advance > quarter {
                gap.shrink = Some((ShrinkStep::WordSpace, this.advance - quarter));
            }
        } else if this.class == Class::IdeographicSpace || next.class == Class::IdeographicSpace {
            gap.natural = rules.tracking;
            gap.stretch = Stretch::Even;
        }
        return gap;
    }
    let western = (this.class.is_western(), next.class.is_western());
    if western == (true, true) {
        return gap;
    }
    if western == (false, false) {
        gap.natural = rules.tracking;
    }
    if !this.class.keeps_close() && !next.class.keeps_close() {
        gap.stretch = Stretch::Even;
    }
    let meets_latin = (is_han_side(this.class) && next.class.is_alphanumeric())
        || (this.class.is_alphanumeric() && is_han_side(next.class));
    if meets_latin && rules.han_latin > Length::ZERO {
        gap.natural = rules.han_latin;
        gap.shrink = Some((ShrinkStep::HanWestern, (rules.han_latin - em / 8).max(Length::ZERO)));
        gap.stretch = Stretch::HanWestern;
        return gap;
    }
    if rules.mark_width == MarkWidth::Full {
        return gap;
    }
    // CLREQ: two adjacent marks take one and a half cells, the bracket close to its text.
    let adjacent = (this.class.blank_right() && (next.class.blank_right() || next.class.blank_left()))
        || (this.class.blank_left() && next.class.blank_left());
    if adjacent {
        gap.natural -= half;
        if next.class.blank_left() && this.class.blank_right() {
            // Half a cell of blank is left between the two.
            gap.shrink = Some((ShrinkStep::Bracket, half));
        }
    } else if let Some(step) = this.class.shrink_right() {
        gap.shrink = Some((step, half));
    } else if next.class.blank_left() && !this.class.blank_left() {
        gap.shrink = Some((ShrinkStep::Bracket, half));
    } else if is_han_side(this.class) && is_han_side(next.class) {
        gap.shrink = Some((ShrinkStep::Tracking, em.fraction(TIGHTEST, 1000)));
    }
    gap
}

/// Whether a line may end between two clusters that are not one unit.
fn breaking(this: &Cluster, next: &Cluster, before_space: Option<Class>, level: Prohibition) -> Break {
    let (a, b) = (this.class, next.class);
    if is_space(b) {
        // The space belongs to the line that it ends.
        return Break::Never;
    }
    if a == Class::NoBreakSpace || b == Class::NoBreakSpace {
        return Break::Never;
    }
    if is_space(a) {
        let after = before_space.unwrap_or(Class::Ideograph);
        return if after.no_line_end(level) || b.no_line_start(level) && !b.is_western() {
            Break::Forbidden
        } else {
            Break::Allowed
        };
    }
    if a.is_western() && b.is_western() {
        return Break::Never;
    }
    if a.is_alphanumeric() && b == Class::Suffix || a == Class::Prefix && b.is_alphanumeric() {
        return Break::Never;
    }
    if a == Class::Exclamation && b == Class::Exclamation {
        return Break::Never;
    }
    if b.no_line_start(level) || a.no_line_end(level) {
        return Break::Forbidden;
    }
    match b {
        Class::Dash | Class::Ellipsis => Break::Discouraged,
        _ => Break::Allowed,
    }
}

/// Breaks inside Western tokens: hyphenation points of words, after / - . in addresses, anywhere at need.
fn token_breaks(paragraph: &Clusters) -> Vec<Break> {
    let list = &paragraph.list;
    let mut out = vec![Break::Never; list.len()];
    let mut start = 0;
    while start < list.len() {
        let mut end = start;
        while end < list.len() && list[end].class.is_western() {
            end += 1;
        }
        if end > start + 1 {
            break_token(paragraph, start, end, &mut out);
        }
        start = end.max(start + 1);
    }
    out
}

/// Tokens shorter than this are never parted except at their own hyphens.
const SHORTEST_PARTED: usize = 8;

fn break_token(paragraph: &Clusters, start: usize, end: usize, out: &mut [Break]) {
    let list = &paragraph.list;
    let text = |c: &Cluster| &paragraph.text[c.text.clone()];
    let address = (start..end).filter(|&i| matches!(text(&list[i]), "/" | "@" | "_" | "&" | "=" | "?")).count() > 1
        || (start..end).any(|i| text(&list[i]) == "@")
        || (end - start > 4 && (start..start + 4).map(|i| text(&list[i])).eq(["w", "w", "w", "."]))
        || (start..end.saturating_sub(2)).any(|i| [0, 1, 2].map(|k| text(&list[i + k])) == [":", "/", "/"]);
    for i in start..end - 1 {
        let (this, next) = (&list[i], &list[i + 1]);
        let in_number = this.class == Class::Digit && matches!(next.class, Class::Digit | Class::WesternClosing)
            // The dot of www.12345.cn is none of a number.
            || matches!(text(this), "." | ",")
                && next.class == Class::Digit
                && !(address && i > start && list[i - 1].class == Class::Letter)
            || this.class == Class::WesternPrefix;
        let hyphen_after = |class: Class| this.class == Class::WesternHyphen && i > start && list[i - 1].class == class;
        // 2021-2025 are two numbers: the hyphen between them may end a line.
        let range = hyphen_after(Class::Digit) && next.class == Class::Digit;
        let compound = !address && hyphen_after(Class::Letter) && next.class == Class::Letter;
        let in_address = address
            && matches!(text(this), "/" | "." | "?" | "&" | "=" | "-" | "_" | "#" | "@" | ":")
            && !matches!(text(next), "/" | ".");
        let inside = in_number || next.class == Class::WesternClosing || this.class == Class::WesternOpening;
        out[i] = if range || (!inside && (in_address || compound)) {
            Break::Token
        } else if inside {
            Break::Never
        } else if end - start >= SHORTEST_PARTED {
            Break::Emergency
        } else {
            Break::Never
        };
    }
    if !address {
        hyphenate(paragraph, start, end, out);
    }
}

/// Marks the hyphenation points of the words of a token.
fn hyphenate(paragraph: &Clusters, start: usize, end: usize, out: &mut [Break]) {
    let list = &paragraph.list;
    let mut word = start;
    while word < end {
        let mut stop = word;
        while stop < end && list[stop].class == Class::Letter {
            stop += 1;
        }
        if stop - word >= 6 {
            let from = list[word].text.start;
            let letters = &paragraph.text[from..list[stop - 1].text.end];
            let mut at = from;
            let mut cluster = word;
            for syllable in hypher::hyphenate(letters, hypher::Lang::English) {
                at += syllable.len();
                while cluster < stop && list[cluster].text.end < at {
                    cluster += 1;
                }
                if cluster + 1 < stop && list[cluster].text.end == at {
                    out[cluster] = Break::Hyphen;
                }
            }
        }
        word = stop.max(word + 1);
    }
}
