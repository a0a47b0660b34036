//! Turning a title: centred lines of balanced width.
//!
//! As few lines as the measure needs, and among those the division whose lines
//! differ least; never against 避头尾 and never inside a unit. The lines of a
//! title are set in their natural width, so nothing here stretches.

use super::clusters::Clusters;
use super::gaps::{Break, Gap, is_space};
use super::linebreak::{LineRange, Measure, break_lines};

/// Parts a centred line into balanced lines.
pub(crate) fn turn(paragraph: &Clusters, gaps: &[Gap], measure: &Measure) -> Vec<LineRange> {
    let n = paragraph.list.len();
    let room = i64::from(measure.width.0);
    let stops: Vec<usize> =
        std::iter::once(0).chain((1..=n).filter(|&i| i == n || gaps[i - 1].breaking >= Break::Discouraged)).collect();
    let mut before = vec![0i64; n + 1];
    for i in 0..n {
        before[i + 1] = before[i] + i64::from((paragraph.list[i].advance + gaps[i].natural).0);
    }
    let shown = |start: usize, end: usize| {
        (start..end).rev().find(|&i| !is_space(paragraph.list[i].class)).map_or(start, |i| i + 1)
    };
    let width = |start: usize, end: usize| {
        let shown = shown(start, end);
        if shown == start { 0 } else { before[shown] - before[start] - i64::from(gaps[shown - 1].natural.0) }
    };
    let total = width(0, n);
    if n == 0 || total <= room {
        return vec![LineRange { start: 0, shown: shown(0, n), end: n, broken: Break::Allowed }];
    }
    // Try line counts from the least possible; a title has a handful of stops, so this is cheap.
    let least = (total / room.max(1) + 1) as usize;
    for count in least..=stops.len().min(least + 4) {
        if let Some(ends) = balance(&stops, count, total / count as i64, room, &width) {
            let starts = std::iter::once(0).chain(ends.iter().copied());
            return starts
                .zip(&ends)
                .map(|(start, &end)| LineRange { start, shown: shown(start, end), end, broken: gaps[end - 1].breaking })
                .collect();
        }
    }
    break_lines(paragraph, gaps, measure)
}

/// The ends of exactly `count` lines whose widths lie closest to `target`.
fn balance(
    stops: &[usize],
    count: usize,
    target: i64,
    room: i64,
    width: &dyn Fn(usize, usize) -> i64,
) -> Option<Vec<usize>> {
    // best[k][s]: least cost of reaching stop s with k lines, and the stop before.
    let mut best: Vec<Vec<Option<(i64, usize)>>> = vec![vec![None; stops.len()]; count + 1];
    best[0][0] = Some((0, 0));
    for k in 1..=count {
        for s in 1..stops.len() {
            for from in (0..s).rev() {
                let w = width(stops[from], stops[s]);
                if w > room {
                    break;
                }
                let Some((cost, _)) = best[k - 1][from] else { continue };
                let off = (w - target) / 65_536;
                let cost = cost + off * off;
                if best[k][s].is_none_or(|(c, _)| cost < c) {
                    best[k][s] = Some((cost, from));
                }
            }
        }
    }
    let mut ends = Vec::with_capacity(count);
    let mut s = stops.len() - 1;
    for k in (1..=count).rev() {
        ends.push(stops[s]);
        s = best[k][s]?.1;
    }
    ends.reverse();
    Some(ends)
}
