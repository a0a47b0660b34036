//! Turning a title by sense (GB/T 9704 7.3.1): centred lines that form a
//! trapezium or a diamond, never parted inside a word, a name, a number or the
//! title of a book.
//!
//! Among the ways to make as few lines as the measure needs, or one more, the one
//! whose places are best and whose lines differ least wins; the lines of a title are
//! set in their natural width, so nothing here stretches.

use std::ops::Range;

use super::classes::Class;
use super::clusters::Clusters;
use super::gaps::{Break, Gap, is_space};
use super::linebreak::{LineRange, Measure, break_lines};
use super::words;

/// Costs of places, in squared hundredths of the measure: see [`Shape::cost`].
mod cost {
    /// Between two words like any others.
    pub(super) const WORD: i64 = 1_000;
    /// Beside brackets and quotation marks, after 、 and 的.
    pub(super) const JOINT: i64 = 200;
    /// Before the noun that a compound turns on: 劳动争议｜案件.
    pub(super) const BEFORE_HEAD: i64 = 1_200;
    /// Inside brackets, quotation marks or a book title that fit no line.
    pub(super) const INSIDE_MARKS: i64 = 4_000;
    /// Before a particle that belongs to the word before it.
    pub(super) const BEFORE_PARTICLE: i64 = 6_000;
    /// After a preposition or conjunction that belongs to what follows.
    pub(super) const AFTER_PREPOSITION: i64 = 6_000;
    /// A line in the middle shorter than both its neighbours: an hourglass.
    pub(super) const HOURGLASS: i64 = 2_000;
    /// A line of fewer than four characters.
    pub(super) const STUB: i64 = 6_000;
    /// A line more than the measure needs.
    pub(super) const EXTRA_LINE: i64 = 900;
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
/// Words with which a part of a title begins.
const OPENERS: [&str; 4] = ["关于", "在", "暨", "并"];
/// Nouns that a compound turns on; a line that begins with one leaves the other half behind.
const HEADS: [&str; 28] = [
    "案件",
    "工作",
    "问题",
    "活动",
    "情况",
    "制度",
    "机关",
    "法院",
    "法庭",
    "部门",
    "人员",
    "会议",
    "大会",
    "建设",
    "管理",
    "纠纷",
    "争议",
    "责任",
    "赔偿",
    "处罚",
    "安全",
    "程序",
    "行为",
    "事项",
    "方法",
    "体系",
    "委员会",
    "人民政府",
];

/// A place where a line may end.
struct Stop {
    /// Clusters before it.
    at: usize,
    cost: i64,
    /// Inside marks that fit a line as a whole.
    closed: bool,
}

/// Parts a centred line into lines by sense; one line when it fits.
pub(crate) fn turn(paragraph: &Clusters, gaps: &[Gap], measure: &Measure) -> Vec<LineRange> {
    let shape = Shape::new(paragraph, gaps, i64::from(measure.width.0));
    let n = paragraph.list.len();
    if n == 0 || shape.width(0, n) <= shape.room {
        return vec![shape.line(0, n, Break::Allowed)];
    }
    let mut stops = stops(paragraph, gaps, &shape);
    let least = (shape.width(0, n) / shape.room.max(1) + 1) as usize;
    for _ in 0..2 {
        let ways = (least..=least + 2).filter_map(|count| {
            let (cost, ends) = shape.best(&stops, count)?;
            Some((cost + (count - least) as i64 * cost::EXTRA_LINE, ends))
        });
        if let Some((_, ends)) = ways.min_by_key(|(cost, _)| *cost) {
            let starts = std::iter::once(0).chain(ends.iter().copied());
            return starts.zip(&ends).map(|(s, &e)| shape.line(s, e, gaps[e - 1].breaking)).collect();
        }
        // A second look, with marks opened that would fit a line of their own.
        stops.iter_mut().for_each(|stop| stop.closed = false);
    }
    // No places that fit: a title of one long word, or one that is really a paragraph.
    break_lines(paragraph, gaps, measure)
}

/// The ends of words at which 避头尾 lets a line end, with what each costs.
fn stops(paragraph: &Clusters, gaps: &[Gap], shape: &Shape<'_>) -> Vec<Stop> {
    let cut = words::cut(&paragraph.text);
    // By the byte at which a word begins: the word before, the word after.
    let mut borders = std::collections::BTreeMap::new();
    let mut at = 0;
    for pair in cut.windows(2) {
        at += pair[0].len();
        borders.insert(at, (pair[0], pair[1]));
    }
    let n = paragraph.list.len();
    let inside = inside_marks(paragraph);
    let mut out = Vec::new();
    for i in 1..n {
        if gaps[i - 1].breaking < Break::Discouraged {
            continue;
        }
        let Some((before, after)) = borders.get(&paragraph.list[i].text.start) else { continue };
        let (class, next) = (paragraph.list[i - 1].class, paragraph.list[i].class);
        let mut cost = match class {
            _ if OPENERS.contains(after) || is_space(class) => 0,
            Class::Comma if *before != "、" => 0,
            Class::Stop | Class::Exclamation => 0,
            _ if class.blank_right() || next.blank_left() || *before == "的" => cost::JOINT,
            _ if HEADS.contains(after) => cost::WORD + cost::BEFORE_HEAD,
            _ => cost::WORD,
        };
        if PARTICLES.contains(after) {
            cost += cost::BEFORE_PARTICLE;
        }
        if PREPOSITIONS.contains(before) {
            cost += cost::AFTER_PREPOSITION;
        }
        let marks = inside.iter().filter(|m| m.start < i && i < m.end).min_by_key(|m| m.len());
        if marks.is_some() {
            cost += cost::INSIDE_MARKS;
        }
        out.push(Stop { at: i, cost, closed: marks.is_some_and(|m| shape.width(m.start, m.end) <= shape.room) });
    }
    out.push(Stop { at: n, cost: 0, closed: false });
    out
}

/// Stretches from an opening mark to its closing one, both included.
fn inside_marks(paragraph: &Clusters) -> Vec<Range<usize>> {
    let (mut open, mut out) = (Vec::new(), Vec::new());
    for (i, cluster) in paragraph.list.iter().enumerate() {
        if cluster.class == Class::Opening {
            open.push(i);
        } else if cluster.class == Class::Closing
            && let Some(start) = open.pop()
        {
            out.push(start..i + 1);
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

    /// What the best `count` lines cost and where they end; none when they do not fit.
    fn best(&self, stops: &[Stop], count: usize) -> Option<(i64, Vec<usize>)> {
        let mut best: Option<(i64, Vec<usize>)> = None;
        let mut ends = Vec::with_capacity(count);
        // Ways to try: a title has some ten words, a runaway one is cut short.
        let mut budget = 100_000;
        self.search(stops, count, 0, &mut ends, &mut best, &mut budget);
        best
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
            if stop.closed {
                continue;
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
        let (mut widths, mut lengths) = (Vec::with_capacity(ends.len()), Vec::with_capacity(ends.len()));
        for &end in ends {
            lengths.push(stops[end].at - start);
            widths.push(self.width(start, stops[end].at) * 100 / self.room.max(1));
            start = stops[end].at;
        }
        let mean = widths.iter().sum::<i64>() / widths.len().max(1) as i64;
        let spread: i64 = widths.iter().map(|w| (w - mean) * (w - mean)).sum::<i64>() / 2;
        let hourglass = widths.windows(3).filter(|w| w[1] < w[0] && w[1] < w[2]).count() as i64;
        let stubs = lengths.iter().filter(|length| **length < 4).count() as i64;
        let places: i64 = ends.iter().map(|&e| stops[e].cost).sum();
        places + spread + hourglass * cost::HOURGLASS + stubs * cost::STUB
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
    fn marks_and_openers_are_where_a_title_likes_to_turn() {
        // The book title would have to be parted to make two lines; after a comma; before 关于; before 在.
        for (title, lines) in [
            (
                "某某市中级人民法院关于适用《某某省农村土地承包条例》若干问题的解释",
                vec!["某某市中级人民法院关于适用", "《某某省农村土地承包条例》若干问题的解释"],
            ),
            (
                "加强基层图书馆建设，不断提高读者服务水平和质量",
                vec!["加强基层图书馆建设，", "不断提高读者服务水平和质量"],
            ),
            (
                "某某市林业和草原局关于审理林权争议案件的若干意见",
                vec!["某某市林业和草原局", "关于审理林权争议案件的若干意见"],
            ),
        ] {
            assert_eq!(turned(title), lines);
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
