//! Breaking: the lines of a paragraph by total fit.
//!
//! Every possible line is costed as it would be printed, with its own trims at
//! both ends, by how far the steps of CLREQ would have to shrink or stretch it;
//! the cheapest sequence of lines wins. One pass over the break positions; each
//! looks back over one line's worth of starts, so the cost is linear in the text.

use super::classes::{Class, ShrinkStep};
use super::clusters::Clusters;
use super::gaps::{Break, Gap, HAN_WESTERN_GROWTH, Stretch, WORD_SPACE_GROWTH, is_space};
use crate::style::{Length, LoneCharacter, MarkWidth};

/// A line of a paragraph: clusters `start..end`, printed ones only up to `shown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LineRange {
    pub(crate) start: usize,
    /// End of the printed clusters; spaces may follow.
    pub(crate) shown: usize,
    pub(crate) end: usize,
    pub(crate) broken: Break,
    /// What the line costs with the break at its end, in the units of [`cost`].
    pub(crate) cost: i64,
}

/// Widths that a paragraph is broken to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    /// Of every line.
    pub(crate) width: Length,
    /// Taken from the first line (首行缩进).
    pub(crate) indent: Length,
    /// Of the hyphen printed at a hyphenation point.
    pub(crate) hyphen: Length,
    /// Whether marks give up their blank at the edges.
    pub(crate) edge_marks: MarkWidth,
    pub(crate) lone_character: LoneCharacter,
}

/// Costs are in units of "a thousandth of an em, cubed over a thousand": see [`stretch_cost`].
mod cost {
    /// A line more is a little worse than a tight one.
    pub(super) const LINE: i64 = 100;
    /// A last line of one character (孤字): worse than any line that can still be read.
    pub(super) const LONE_CHARACTER: i64 = 4_000_000;
    /// —— or …… at a line start: worth a slightly looser line.
    pub(super) const DISCOURAGED: i64 = 400;
    /// After a slash or hyphen of a long token.
    pub(super) const TOKEN: i64 = 1_500;
    /// Between the label of an item and its text: worth a Han pitch of 1.08.
    pub(super) const LABEL: i64 = 12_000;
    /// A hyphenated word: worth a Han pitch of 1.1.
    pub(super) const HYPHEN: i64 = 30_000;
    /// Anywhere in a token: worth a pitch of 1.2.
    pub(super) const EMERGENCY: i64 = 300_000;
    /// Against 避头尾.
    pub(super) const FORBIDDEN: i64 = 1_000_000_000;
    /// Inside a unit.
    pub(super) const NEVER: i64 = 100_000_000_000;
}

fn break_cost(b: Break) -> i64 {
    match b {
        Break::Allowed => 0,
        Break::Discouraged => cost::DISCOURAGED,
        Break::Token => cost::TOKEN,
        Break::Label => cost::LABEL,
        Break::Hyphen => cost::HYPHEN,
        Break::Emergency => cost::EMERGENCY,
        Break::Forbidden => cost::FORBIDDEN,
        Break::Never => cost::NEVER,
    }
}

/// Sums over the clusters and gaps before each position.
struct Sums {
    width: Vec<i64>,
    shrink: Vec<[i64; ShrinkStep::ORDER.len()]>,
    /// Number of gaps of each stretch class: word spaces, Han–Western, even.
    stretch: Vec<[i32; 3]>,
}

impl Sums {
    fn new(paragraph: &Clusters, gaps: &[Gap]) -> Self {
        let n = paragraph.list.len();
        let mut sums =
            Self { width: vec![0; n + 1], shrink: vec![Default::default(); n + 1], stretch: vec![[0; 3]; n + 1] };
        for (i, (cluster, gap)) in paragraph.list.iter().zip(gaps).enumerate() {
            sums.width[i + 1] = sums.width[i] + i64::from((cluster.advance + gap.natural).0);
            sums.shrink[i + 1] = sums.shrink[i];
            if let Some((step, room)) = gap.shrink {
                sums.shrink[i + 1][step as usize] += i64::from(room.0);
            }
            sums.stretch[i + 1] = sums.stretch[i];
            match gap.stretch {
                Stretch::None => {}
                Stretch::WordSpace => sums.stretch[i + 1][0] += 1,
                Stretch::HanWestern => sums.stretch[i + 1][1] += 1,
                Stretch::Even => sums.stretch[i + 1][2] += 1,
            }
        }
        sums
    }
}

/// The best way to part a paragraph into lines of a measure.
pub(crate) fn break_lines(paragraph: &Clusters, gaps: &[Gap], measure: &Measure) -> Vec<LineRange> {
    let n = paragraph.list.len();
    if n == 0 {
        return Vec::new();
    }
    let sums = Sums::new(paragraph, gaps);
    let em = i64::from(paragraph.list.iter().map(|c| c.size.0).max().unwrap_or(1).max(1));
    let shown: Vec<usize> = shown_ends(paragraph);
    // A first pass keeps every rule; only a paragraph that has no such lines is
    // broken again with 避头尾 relaxed, then with units opened.
    for floor in [Break::Emergency, Break::Forbidden, Break::Never] {
        let problem = Problem { paragraph, gaps, measure, sums: &sums, shown: &shown, em, floor };
        if let Some(lines) = fit(&problem, bound(&problem)) {
            return lines;
        }
    }
    // Not even single clusters fit: one a line, so that nothing is lost.
    (0..n).map(|i| LineRange { start: i, shown: i + 1, end: i + 1, broken: Break::Never, cost: 0 }).collect()
}

/// For each break position, the end of the clusters that are printed before it.
fn shown_ends(paragraph: &Clusters) -> Vec<usize> {
    let mut shown = vec![0; paragraph.list.len() + 1];
    for (i, cluster) in paragraph.list.iter().enumerate() {
        // No line breaks at a no-break space, but one may stand in a run of spaces that ends a line.
        let blank = is_space(cluster.class) || cluster.class == Class::NoBreakSpace;
        shown[i + 1] = if blank { shown[i] } else { i + 1 };
    }
    shown
}

struct Problem<'a> {
    paragraph: &'a Clusters,
    gaps: &'a [Gap],
    measure: &'a Measure,
    sums: &'a Sums,
    shown: &'a [usize],
    em: i64,
    /// The worst kind of break that is open.
    floor: Break,
}

impl Problem<'_> {
    /// Whether a line may end before this cluster.
    fn may_end(&self, end: usize) -> bool {
        // A blank belongs to the line that it ends: no line begins with one, however long the run.
        let before_blank = || self.shown.get(end + 1).is_some_and(|&shown| shown <= end);
        end == self.paragraph.list.len() || self.gaps[end - 1].breaking >= self.floor && !before_blank()
    }

    /// What it costs to break there; the end of the paragraph costs nothing.
    fn break_cost(&self, end: usize) -> i64 {
        if end == self.paragraph.list.len() { 0 } else { break_cost(self.gaps[end - 1].breaking) }
    }
}

/// The best known way to reach a break position.
#[derive(Clone, Copy)]
struct Reached {
    cost: i64,
    from: usize,
}

/// The cheapest lines, which cost no more than the bound.
fn fit(p: &Problem<'_>, bound: i64) -> Option<Vec<LineRange>> {
    let n = p.paragraph.list.len();
    let mut best: Vec<Option<Reached>> = vec![None; n + 1];
    best[0] = Some(Reached { cost: 0, from: 0 });
    let mut open: Vec<usize> = vec![0];
    // Of the open places the first from which a line to here is not too wide.
    let mut oldest = 0;
    // Costs only add up: what is dearer on the way than lines that are known leads nowhere.
    for end in 1..=n {
        let last = end == n;
        if !p.may_end(end) {
            continue;
        }
        while oldest + 1 < open.len() && too_wide(p, open[oldest], end) {
            oldest += 1;
        }
        let starts = &open[oldest..];
        let least = starts.iter().filter_map(|&start| best[start]).map(|r| r.cost).min().unwrap_or(0);
        let mut winner: Option<Reached> = None;
        // From the fullest line to the emptiest.
        for &start in starts {
            let (Some(reached), Some(line)) = (best[start], line_cost(p, start, end, last)) else { continue };
            let cost = reached.cost + line;
            if winner.is_none_or(|w| cost <= w.cost) {
                winner = Some(Reached { cost, from: start });
            }
            // Lines that begin later are looser still, and the cost of looseness grows with its cube.
            let hopeless =
                winner.is_some_and(|w| line > 4 * (w.cost - least)) || line / 4 > bound && is_loose(p, start, end);
            if !last && hopeless {
                break;
            }
        }
        best[end] =
            winner.map(|w| Reached { cost: w.cost + p.break_cost(end), ..w }).filter(|reached| reached.cost <= bound);
        if best[end].is_some() {
            open.push(end);
        }
    }
    best[n]?;
    let mut lines = Vec::new();
    let mut end = n;
    while end > 0 {
        let reached = best[end]?;
        let start = reached.from;
        let cost = reached.cost - best[start]?.cost;
        lines.push(LineRange { start, shown: p.shown[end].max(start), end, broken: p.gaps[end - 1].breaking, cost });
        end = start;
    }
    lines.reverse();
    Some(lines)
}

/// What lines cost of which each is the best by itself, one after the other; the best lines altogether cost no more.
fn bound(p: &Problem<'_>) -> i64 {
    let n = p.paragraph.list.len();
    let (mut start, mut total) = (0, 0);
    while start < n {
        // A line not half full is the best of none.
        let half = p.sums.width[start] + i64::from(p.measure.width.0) / 2;
        let first = p.sums.width.partition_point(|width| *width < half).clamp(start + 1, n);
        let ends = (first..=n).take_while(|&end| !too_wide(p, start, end)).filter(|&end| p.may_end(end));
        let costs = ends.filter_map(|end| Some((line_cost(p, start, end, end == n)? + p.break_cost(end), end)));
        let Some((cost, end)) = costs.min_by_key(|&(cost, end)| (cost, std::cmp::Reverse(end))) else {
            return i64::MAX;
        };
        total += cost;
        start = end;
    }
    total
}

/// The width of the blanks at a line's end when somebody meant them to be seen (填写处): they fill the
/// line in the place of stretching. A word space or two are nothing of the kind.
pub(crate) fn wide_blank(paragraph: &Clusters, shown: usize, end: usize) -> Length {
    let blanks = &paragraph.list[shown..end];
    let width: Length = blanks.iter().map(|c| c.advance).sum();
    let wide = blanks.first().is_some_and(|c| width >= c.size * WIDE_BLANK);
    if wide { width } else { Length::ZERO }
}

/// Ems from which a blank is meant to be seen.
const WIDE_BLANK: i32 = 3;

/// Natural width of the clusters `start..shown`, their outer blanks trimmed.
fn natural_width(p: &Problem<'_>, start: usize, shown: usize, last: bool) -> i64 {
    let list = &p.paragraph.list;
    let mut width = p.sums.width[shown] - p.sums.width[start] - i64::from(p.gaps[shown - 1].natural.0);
    let size = |i: usize| i64::from(list[i].size.0);
    let trims = p.measure.edge_marks == MarkWidth::Compressed;
    if trims && start > 0 && list[start].class.blank_left() {
        width -= size(start) / 2;
    }
    if start == 0 {
        width += i64::from(p.measure.indent.0);
    }
    if trims && list[shown - 1].class.blank_right() && (!last || width > i64::from(p.measure.width.0)) {
        width -= size(shown - 1) / 2;
    }
    width
}

/// Whether the line is so wide that every earlier start is too wide as well.
fn too_wide(p: &Problem<'_>, start: usize, end: usize) -> bool {
    let shown = p.shown[end];
    if shown <= start {
        return false;
    }
    let over = natural_width(p, start, shown, false) - i64::from(p.measure.width.0) - p.em;
    over > 0 && over > shrink_room(p, start, shown).iter().sum()
}

/// Whether the line is surely narrower than the measure.
fn is_loose(p: &Problem<'_>, start: usize, end: usize) -> bool {
    let indent = if start == 0 { p.measure.indent } else { Length::ZERO };
    p.sums.width[p.shown[end]] - p.sums.width[start] < i64::from((p.measure.width - indent).0)
}

fn shrink_room(p: &Problem<'_>, start: usize, shown: usize) -> [i64; ShrinkStep::ORDER.len()] {
    let mut room = p.sums.shrink[shown - 1];
    for (r, before) in room.iter_mut().zip(p.sums.shrink[start]) {
        *r -= before;
    }
    room
}

/// What a line costs; none when it cannot be made to fit.
fn line_cost(p: &Problem<'_>, start: usize, end: usize, last: bool) -> Option<i64> {
    let shown = p.shown[end];
    if shown <= start {
        // Nothing but spaces: only at the very end, where they are dropped.
        return last.then_some(0);
    }
    let mut width = natural_width(p, start, shown, last);
    if !last && p.gaps[end - 1].breaking == Break::Hyphen {
        width += i64::from(p.measure.hyphen.0);
    }
    let mut slack = i64::from(p.measure.width.0) - width;
    if slack > 0 {
        slack -= slack.min(i64::from(wide_blank(p.paragraph, shown, end).0));
    }
    let avoid = p.measure.lone_character == LoneCharacter::Avoid;
    let lone = if avoid && last && start > 0 && is_lone(p, start, shown) { cost::LONE_CHARACTER } else { 0 };
    if slack < 0 {
        return shrink_cost(&shrink_room(p, start, shown), -slack, p.em).map(|c| c + cost::LINE + lone);
    }
    if last {
        return Some(cost::LINE + lone);
    }
    let from = p.sums.stretch[start];
    let mut counts = p.sums.stretch[shown - 1];
    for (c, before) in counts.iter_mut().zip(from) {
        *c -= before;
    }
    Some(stretch_cost(counts, slack, p.em) + cost::LINE)
}

/// Fewer than two characters of the text in the last line (孤字).
fn is_lone(p: &Problem<'_>, start: usize, shown: usize) -> bool {
    p.paragraph.list[start..shown].iter().filter(|c| c.class.is_text()).take(2).count() < 2
}

/// Cost of shrinking by step: brackets and commas give way readily, the blank
/// after a full stop only when stretching would tear the line.
fn shrink_cost(room: &[i64; ShrinkStep::ORDER.len()], needed: i64, em: i64) -> Option<i64> {
    const WEIGHT: [i64; ShrinkStep::ORDER.len()] = [1, 1, 1, 3, 8, 40];
    let mut left = needed;
    let mut cost = 0;
    for (room, weight) in room.iter().zip(WEIGHT) {
        let used = left.min(*room);
        if used == 0 {
            continue;
        }
        cost += used * 1000 / em * weight;
        left -= used;
        if left == 0 {
            return Some(cost);
        }
    }
    None
}

/// Cost of stretching: the cube of what each even gap gets, so that one torn
/// line is worse than several loose ones.
///
/// A gap of 0.04 em (a line one character short of 28) costs 1,280, of 0.09 em 14,580.
fn stretch_cost([words, han_western, even]: [i32; 3], slack: i64, em: i64) -> i64 {
    // What e1 and e2 take before the rest has to give.
    let first = i64::from(words) * em / i64::from(WORD_SPACE_GROWTH)
        + i64::from(han_western) * em / i64::from(HAN_WESTERN_GROWTH);
    let taken = slack.min(first);
    let left = slack - taken;
    let gaps = i64::from(words + han_western + even);
    let per_mille = if left == 0 {
        0
    } else if gaps == 0 {
        left * 1000 / em * 10
    } else {
        left * 1000 / (em * gaps)
    };
    taken * 200 / em + (per_mille * per_mille * per_mille) / 50
}

#[cfg(all(test, feature = "embed-fonts"))]
mod tests {
    use proptest::prelude::*;

    use super::super::clusters::{StyledRun, clusters};
    use super::super::gaps::{GapRules, gaps};
    use super::*;
    use crate::font::FontSet;
    use crate::model::{BlockKind, RunRole};
    use crate::style::Profile;

    /// A paragraph of the default profile to be broken to so many ems.
    #[expect(clippy::unwrap_used, reason = "test helper")]
    fn on<T>(text: &str, ems: i32, ask: impl Fn(&Problem<'_>) -> T) -> T {
        let (fonts, profile) = (FontSet::built_in().unwrap(), Profile::speech());
        let style = profile.style(BlockKind::Paragraph);
        let run = StyledRun { text, role: RunRole::Text, style: *style };
        let mut paragraph = clusters(&[run], &fonts, profile.region()).unwrap();
        let gaps = gaps(&mut paragraph, &GapRules::of(&profile, style.size));
        let measure = Measure {
            width: style.size * ems,
            indent: style.size * 2,
            hyphen: style.size / 3,
            edge_marks: profile.text.mark_width,
            lone_character: profile.text.lone_character,
        };
        let (sums, shown) = (Sums::new(&paragraph, &gaps), shown_ends(&paragraph));
        let em = i64::from(style.size.0);
        let floor = Break::Emergency;
        let problem =
            Problem { paragraph: &paragraph, gaps: &gaps, measure: &measure, sums: &sums, shown: &shown, em, floor };
        ask(&problem)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn what_is_left_out_as_too_dear_is_never_the_best(text in "[一二三四五，。“”《》、a-c1-3 ]{1,160}", ems in 6..30) {
            let [with, without] = on(&text, ems, |p| [bound(p), i64::MAX].map(|bound| fit(p, bound)));
            prop_assert_eq!(with, without);
        }
    }

    #[test]
    fn lines_dearer_than_the_bound_are_left_out() {
        let text = "我们要把握机遇，迎接挑战；坚持稳中求进，推动发展再上新台阶。".repeat(3);
        let cost = |lines: &[LineRange]| lines.iter().map(|line| line.cost).sum::<i64>();
        let best = on(&text, 20, |problem| fit(problem, i64::MAX)).unwrap();
        assert!(best.len() > 3);
        assert_eq!(on(&text, 20, |problem| fit(problem, cost(&best))), Some(best.clone()));
        assert_eq!(on(&text, 20, |problem| fit(problem, cost(&best) - 1)), None);
    }
}
