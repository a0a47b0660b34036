//! Turning a title by sense (GB/T 9704 7.3.1): centred lines that form a
//! trapezium or a diamond, never parted inside a word, a name, a number or the
//! title of a book.
//!
//! As few lines as the measure needs. Among the ways to make them, the one whose
//! places are best and whose lines differ least wins; the lines of a title are set
//! in their natural width, so nothing here stretches.

use super::clusters::Clusters;
use super::gaps::{Break, Gap, is_space};
use super::linebreak::{LineRange, Measure, break_lines};
use super::words::Words;

/// Costs of places, in squared hundredths of the measure: see [`Shape::cost`].
mod cost {
    /// Inside brackets, quotation marks or a book title.
    pub(super) const INSIDE_MARKS: i64 = 4_000;
    /// Before a particle that belongs to the word before it.
    pub(super) const BEFORE_PARTICLE: i64 = 6_000;
    /// After a preposition or conjunction that belongs to what follows.
    pub(super) const AFTER_PREPOSITION: i64 = 6_000;
    /// Between two words like any others.
    pub(super) const WORD: i64 = 300;
    /// A line in the middle shorter than both its neighbours: an hourglass.
    pub(super) const HOURGLASS: i64 = 8_000;
    /// A last line of fewer than four characters.
    pub(super) const STUB: i64 = 6_000;
}

/// Words that no line begins with.
const PARTICLES: [&str; 20] = [
    "的", "地", "得", "了", "着", "过", "们", "者", "等", "上", "中", "下", "里", "内", "时", "后", "前", "之", "同志",
    "而",
];
/// Words that no line ends with.
const PREPOSITIONS: [&str; 27] = [
    "在", "对", "和", "与", "及", "以及", "把", "被", "为", "以", "向", "从", "于", "由", "将", "关于", "同", "至",
    "第", "各", "全", "新", "并", "暨", "或", "按照", "根据",
];
/// Words that a line likes to begin with.
const OPENERS: [&str; 4] = ["关于", "在", "暨", "并"];

/// A place where a line may end.
struct Stop {
    /// Clusters before it.
    at: usize,
    cost: i64,
}

/// Parts a centred line into lines by sense; one line when it fits.
pub(crate) fn turn(paragraph: &Clusters, gaps: &[Gap], measure: &Measure, words: &Words) -> Vec<LineRange> {
    let shape = Shape::new(paragraph, gaps, i64::from(measure.width.0));
    let n = paragraph.list.len();
    if n == 0 || shape.width(0, n) <= shape.room {
        return vec![shape.line(0, n, Break::Allowed)];
    }
    let stops = stops(paragraph, gaps, words);
    let least = (shape.width(0, n) / shape.room.max(1) + 1) as usize;
    for count in least..=least + 2 {
        if let Some(ends) = shape.best(&stops, count) {
            let starts = std::iter::once(0).chain(ends.iter().copied());
            return starts.zip(&ends).map(|(s, &e)| shape.line(s, e, gaps[e - 1].breaking)).collect();
        }
    }
    // No places that fit: a title of one long word, or one that is really a paragraph.
    break_lines(paragraph, gaps, measure)
}

/// The ends of words at which 避头尾 lets a line end, with what each costs.
fn stops(paragraph: &Clusters, gaps: &[Gap], words: &Words) -> Vec<Stop> {
    let cut = words.cut(&paragraph.text);
    // By the byte at which a word begins: the word before, the word after.
    let mut borders = std::collections::BTreeMap::new();
    let mut at = 0;
    for pair in cut.windows(2) {
        at += pair[0].len();
        borders.insert(at, (pair[0], pair[1]));
    }
    let n = paragraph.list.len();
    let mut depth = 0i32;
    let mut out = Vec::new();
    for i in 1..=n {
        let class = paragraph.list[i - 1].class;
        depth += i32::from(class.blank_left()) - i32::from(class == super::Class::Closing);
        if i == n {
            out.push(Stop { at: n, cost: 0 });
        } else if gaps[i - 1].breaking >= Break::Discouraged
            && let Some((before, after)) = borders.get(&paragraph.list[i].text.start)
        {
            let mut cost = cost::WORD;
            if depth > 0 {
                cost += cost::INSIDE_MARKS;
            }
            if PARTICLES.contains(after) {
                cost += cost::BEFORE_PARTICLE;
            }
            if PREPOSITIONS.contains(before) {
                cost += cost::AFTER_PREPOSITION;
            }
            if OPENERS.contains(after) || *before == "的" || is_space(class) || class.blank_right() {
                cost -= cost::WORD;
            }
            out.push(Stop { at: i, cost });
        }
    }
    out
}

/// Widths of the parts of a title.
struct Shape<'a> {
    paragraph: &'a Clusters,
    gaps: &'a [Gap],
    room: i64,
    /// Width of the clusters and gaps before each position.
    before: Vec<i64>,
}

impl<'a> Shape<'a> {
    fn new(paragraph: &'a Clusters, gaps: &'a [Gap], room: i64) -> Self {
        let mut before = vec![0; paragraph.list.len() + 1];
        for (i, (cluster, gap)) in paragraph.list.iter().zip(gaps).enumerate() {
            before[i + 1] = before[i] + i64::from((cluster.advance + gap.natural).0);
        }
        Self { paragraph, gaps, room, before }
    }

    fn shown(&self, start: usize, end: usize) -> usize {
        let is_shown = |i: &usize| !is_space(self.paragraph.list[*i].class);
        (start..end).rev().find(is_shown).map_or(start, |i| i + 1)
    }

    fn width(&self, start: usize, end: usize) -> i64 {
        let shown = self.shown(start, end);
        if shown == start {
            return 0;
        }
        self.before[shown] - self.before[start] - i64::from(self.gaps[shown - 1].natural.0)
    }

    fn line(&self, start: usize, end: usize, broken: Break) -> LineRange {
        LineRange { start, shown: self.shown(start, end), end, broken, cost: 0 }
    }

    /// The ends of the best `count` lines; none when they do not fit.
    fn best(&self, stops: &[Stop], count: usize) -> Option<Vec<usize>> {
        let mut best: Option<(i64, Vec<usize>)> = None;
        let mut ends = Vec::with_capacity(count);
        // Ways to try: a title has some ten words, a runaway one is cut short.
        let mut budget = 100_000;
        self.search(stops, count, 0, &mut ends, &mut best, &mut budget);
        best.map(|(_, ends)| ends)
    }

    fn search(
        &self,
        stops: &[Stop],
        left: usize,
        from: usize,
        ends: &mut Vec<usize>,
        best: &mut Option<(i64, Vec<usize>)>,
        budget: &mut u32,
    ) {
        let start = ends.last().map_or(0, |&e: &usize| stops[e].at);
        for (i, stop) in stops.iter().enumerate().skip(from) {
            if *budget == 0 || self.width(start, stop.at) > self.room {
                return;
            }
            *budget -= 1;
            ends.push(i);
            if left > 1 {
                self.search(stops, left - 1, i + 1, ends, best, budget);
            } else if i + 1 == stops.len() {
                let cost = self.cost(stops, ends);
                if best.as_ref().is_none_or(|(c, _)| cost < *c) {
                    *best = Some((cost, ends.iter().map(|&e| stops[e].at).collect()));
                }
            }
            ends.pop();
        }
    }

    /// What a division costs: its places, how far its lines differ, and its outline.
    fn cost(&self, stops: &[Stop], ends: &[usize]) -> i64 {
        let mut start = 0;
        let mut widths = Vec::with_capacity(ends.len());
        for &end in ends {
            widths.push(self.width(start, stops[end].at) * 100 / self.room.max(1));
            start = stops[end].at;
        }
        let mean = widths.iter().sum::<i64>() / widths.len().max(1) as i64;
        let spread: i64 = widths.iter().map(|w| (w - mean) * (w - mean)).sum();
        let hourglass = widths.windows(3).filter(|w| w[1] < w[0] && w[1] < w[2]).count() as i64;
        let last = ends.len().checked_sub(2).map_or(0, |k| stops[ends[k]].at);
        let stub = i64::from(self.paragraph.list.len() - last < 4);
        let places: i64 = ends.iter().map(|&e| stops[e].cost).sum();
        places + spread + hourglass * cost::HOURGLASS + stub * cost::STUB
    }
}

#[cfg(all(test, feature = "embed-fonts"))]
mod tests {
    use crate::model::{Document, Text};
    use crate::{Converter, Format};

    #[expect(clippy::unwrap_used, reason = "test helper")]
    fn turned(title: &str) -> Vec<String> {
        let mut document = Document::default();
        document.front.title.push(Text::given(title));
        let wenyin = Converter::builder().build().unwrap();
        assert!(wenyin.render(&document, &[Format::Pdf]).is_ok());
        let pages = wenyin.layout(&document).unwrap();
        pages.iter().flat_map(|p| &p.lines).map(super::super::Line::text).collect()
    }

    #[test]
    fn a_short_title_stays_on_its_line() {
        assert_eq!(turned("在全市春季运动会上的讲话"), ["在全市春季运动会上的讲话"]);
    }

    #[test]
    fn a_long_title_is_turned_between_words() {
        assert_eq!(
            turned("某某市人民政府办公室关于做好春季森林防火工作的通知"),
            ["某某市人民政府办公室", "关于做好春季森林防火工作的通知"]
        );
    }

    #[test]
    fn a_book_title_a_name_and_a_number_stay_whole() {
        for (title, whole) in [
            ("某某市林业和草原局关于印发《春季森林防火工作方案》的通知", "《春季森林防火工作方案》"),
            ("在庆祝某某市第一机械制造厂建厂100周年暨表彰大会上的讲话", "100周年"),
            ("市总工会主席欧阳建国同志在全市劳动模范座谈会上的讲话", "欧阳建国"),
        ] {
            let lines = turned(title);
            assert!(lines.len() == 2 && lines.iter().any(|l| l.contains(whole)), "{lines:?}");
            assert_eq!(lines.concat(), title);
        }
    }

    #[test]
    fn three_lines_make_no_hourglass() {
        let lines =
            turned("某某省人民政府办公厅关于进一步深化农业农村改革加快推进乡村全面振兴和城乡融合发展若干措施的通知");
        let widths: Vec<usize> = lines.iter().map(|l| l.chars().count()).collect();
        assert_eq!(lines.len(), 3);
        assert!(!(widths[1] < widths[0] && widths[1] < widths[2]), "{lines:?}");
    }
}
