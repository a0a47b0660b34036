//! Distribute: where each cluster of a line stands.
//!
//! A line that is too wide is shrunk by the steps s2–s7, one that is too narrow
//! is stretched by e1–e3, each class equally and together (CLREQ, line
//! adjustment). The arithmetic is in integers; a remainder of a few 1/65536 pt
//! goes to the first gaps, so the right edge is exact.

use super::classes::ShrinkStep;
use super::clusters::Clusters;
use super::gaps::{Gap, HAN_WESTERN_GROWTH, Stretch, WORD_SPACE_GROWTH};
use super::linebreak::{LineRange, wide_blank};
use crate::style::{Length, MarkWidth};

/// How a line is to be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// To the measure.
    Justified,
    /// Natural width; shrunk only if it would not fit.
    Natural,
}

/// What was done to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Adjustment {
    /// Nothing: it fits as it is.
    None,
    /// Shrunk by so much; the last step used.
    Shrunk(Length, ShrinkStep),
    /// Stretched: each even gap got so much.
    Stretched(Length),
    /// Could not be filled to the measure: it has no gap that gives.
    Short(Length),
}

/// The line's clusters in place.
pub(crate) struct Placed {
    /// Origin of each printed cluster, from the left edge of the measure.
    pub(crate) origins: Vec<Length>,
    /// Right edge of the last cluster, its blank trimmed where the line is full.
    pub(crate) width: Length,
    pub(crate) adjustment: Adjustment,
}

/// Where a line stands and how it is filled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineMeasure {
    /// Where the line begins, from the left edge of the measure.
    pub(crate) indent: Length,
    /// Width of the measure.
    pub(crate) room: Length,
    /// Width of what is printed after the last cluster (a hyphen).
    pub(crate) extra: Length,
    pub(crate) fill: Fill,
    /// Whether marks give up their blank at the edges.
    pub(crate) edge_marks: MarkWidth,
}

/// Places the printed clusters of a line.
pub(crate) fn place(paragraph: &Clusters, gaps: &[Gap], line: &LineRange, measure: &LineMeasure) -> Placed {
    let LineMeasure { indent, room, extra, fill, edge_marks } = *measure;
    let trims = edge_marks == MarkWidth::Compressed;
    let list = &paragraph.list[line.start..line.shown];
    let Some(count) = list.len().checked_sub(1) else {
        return Placed { origins: Vec::new(), width: indent, adjustment: Adjustment::None };
    };
    let inner = &gaps[line.start..line.start + count];
    let mut given: Vec<Length> = inner.iter().map(|g| g.natural).collect();

    let mut start = indent;
    if trims && line.start > 0 && list[0].class.blank_left() {
        start -= list[0].size / 2;
    }
    let cells: Length = list.iter().map(|c| c.advance).sum();
    let blank = if trims && list[count].class.blank_right() { list[count].size / 2 } else { Length::ZERO };
    let natural = start + cells + given.iter().copied().sum() + extra;
    // s1: the mark at the end of a full line takes half its cell.
    let trimmed = natural - blank;
    let is_full = fill == Fill::Justified || natural > room;
    let width = if is_full { trimmed } else { natural };

    let mut slack = room - width;
    if slack > Length::ZERO {
        slack -= slack.min(wide_blank(paragraph, line.shown, line.end));
    }
    let adjustment = if slack < Length::ZERO {
        shrink(inner, &mut given, -slack)
    } else if fill == Fill::Justified && slack > Length::ZERO {
        let em = list.iter().map(|c| c.size).max().unwrap_or_default();
        stretch(inner, &mut given, slack, em)
    } else {
        Adjustment::None
    };

    let mut origins = Vec::with_capacity(list.len());
    let mut x = start;
    for (i, cluster) in list.iter().enumerate() {
        origins.push(x);
        x += cluster.advance;
        if let Some(gap) = given.get(i) {
            x += *gap;
        }
    }
    Placed { origins, width: x - if is_full { blank } else { Length::ZERO } + extra, adjustment }
}

fn shrink(gaps: &[Gap], given: &mut [Length], needed: Length) -> Adjustment {
    let mut left = needed;
    for step in ShrinkStep::ORDER {
        let members: Vec<usize> = (0..gaps.len()).filter(|&i| gaps[i].shrink.is_some_and(|(s, _)| s == step)).collect();
        let room: Length = members.iter().filter_map(|&i| gaps[i].shrink).map(|(_, room)| room).sum();
        if room == Length::ZERO {
            continue;
        }
        let used = left.min(room);
        // Equally and together: each in proportion to its room, which is the same for all but mixed sizes.
        let mut rest = used;
        for (k, &i) in members.iter().enumerate() {
            let own = gaps[i].shrink.map_or(Length::ZERO, |(_, r)| r);
            let share = if k + 1 == members.len() {
                rest
            } else {
                Length((i64::from(used.0) * i64::from(own.0) / i64::from(room.0)) as i32)
            };
            given[i] -= share;
            rest -= share;
        }
        left -= used;
        if left == Length::ZERO {
            return Adjustment::Shrunk(needed, step);
        }
    }
    Adjustment::Short(-left)
}

fn stretch(gaps: &[Gap], given: &mut [Length], slack: Length, em: Length) -> Adjustment {
    let of = |class: Stretch| -> Vec<usize> { (0..gaps.len()).filter(|&i| gaps[i].stretch == class).collect() };
    let (words, han_western) = (of(Stretch::WordSpace), of(Stretch::HanWestern));
    let mut left = slack;
    for (members, limit) in [(&words, em / WORD_SPACE_GROWTH), (&han_western, em / HAN_WESTERN_GROWTH)] {
        left -= share(members, given, left, limit);
    }
    if left == Length::ZERO {
        return Adjustment::Stretched(Length::ZERO);
    }
    // e3: everything evenly, the spaces of e1 and e2 with the rest.
    let all: Vec<usize> = (0..gaps.len()).filter(|&i| gaps[i].stretch != Stretch::None).collect();
    if all.is_empty() {
        return letterspace(gaps, given, left);
    }
    share(&all, given, left, Length(i32::MAX));
    Adjustment::Stretched(left / all.len() as i32)
}

/// A line without any gap that gives (one long token): the rest goes between its letters.
fn letterspace(gaps: &[Gap], given: &mut [Length], left: Length) -> Adjustment {
    if gaps.is_empty() {
        return Adjustment::Short(left);
    }
    let all: Vec<usize> = (0..gaps.len()).collect();
    share(&all, given, left, Length(i32::MAX));
    Adjustment::Stretched(left / gaps.len() as i32)
}

/// Adds up to `limit` to each member, `total` at most; returns what was used.
fn share(members: &[usize], given: &mut [Length], total: Length, limit: Length) -> Length {
    let Ok(n) = i32::try_from(members.len()) else { return Length::ZERO };
    if n == 0 {
        return Length::ZERO;
    }
    let used = Length(i64::from(total.0).min(i64::from(limit.0) * i64::from(n)) as i32);
    let (each, mut remainder) = (used / n, used.0 % n);
    for &i in members {
        given[i] += each + Length(i32::from(remainder > 0));
        remainder -= 1;
    }
    used
}
