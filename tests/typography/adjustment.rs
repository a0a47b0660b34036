//! Line adjustment: what gives, in which order, and what never does (CLREQ B4).

use super::*;

/// Added between two cells of the body size, so that 28 fill the measure.
const TRACKING: f64 = (MEASURE - EM) / 27.0 - EM;
/// A hundredth of a point.
const FINE: f64 = 0.01;

/// A step of shrinking and how much of its room a gap has given, from 0 to 1.
type Given = (usize, f64);

/// What a gap of a line has given, by the steps of CLREQ: s4 brackets, s5 commas, s6 Han–Western, s7 stops.
fn given(a: &Glyph, b: &Glyph) -> Option<Given> {
    let gap = b.x - a.right();
    let latin = |g: &Glyph| is(g, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    let (step, natural, room) = match (a, b) {
        _ if is(a, BLANK_RIGHT) && is(b, BLANK_LEFT) => (4, TRACKING - EM / 2.0, EM / 2.0),
        _ if is(a, BLANK_RIGHT) && is(b, BLANK_RIGHT) || is(a, BLANK_LEFT) && is(b, BLANK_LEFT) => return None,
        _ if is(a, "”’）》】〕") || is(b, BLANK_LEFT) => (4, TRACKING, EM / 2.0),
        _ if is(a, "，、；：") => (5, TRACKING, EM / 2.0),
        _ if is(a, "。！？") => (7, TRACKING, EM / 2.0),
        _ if is_han(a) && latin(b) || latin(a) && is_han(b) => (6, EM / 4.0, EM / 8.0),
        _ => return None,
    };
    // Beside Western text nothing is tracked.
    let natural = if step != 6 && (latin(a) || latin(b)) { natural - TRACKING } else { natural };
    Some((step, (natural - gap) / room))
}

fn steps(line: &Line) -> Vec<Given> {
    // The second of ？！ has given its blank whatever the line needs.
    let stacked = |at: usize| at > 0 && is(&line[at - 1], "！？") && is(&line[at], "！？");
    let pairs = line.windows(2).enumerate().filter(|(at, _)| !stacked(*at));
    pairs.filter_map(|(_, p)| given(&p[0], &p[1])).collect()
}

/// Whether every step before one that gave has given all it had, and each step gave equally.
fn in_order(steps: &[Given]) -> bool {
    steps.iter().all(|(step, share)| {
        *share < 0.02
            || steps.iter().all(|(other, theirs)| match other.cmp(step) {
                std::cmp::Ordering::Less => *theirs > 0.98,
                std::cmp::Ordering::Equal => (theirs - share).abs() < 0.02,
                std::cmp::Ordering::Greater => true,
            })
    })
}

/// Sentences in which every step has something to give.
const MIXED: [&str; 6] = [
    "他说“《论语》和《孟子》（节选）”真好，大家都说好，都说好。好！",
    "共有A型、B型和C型（含D型）三种，其中A型36家，B型12家。",
    "好，好，好，好；好：好、好。",
    "从2019年到2024年，全市GDP增长12.5%，工业增长8.3%。",
    "《规定》、《办法》、《细则》，（一）（二）（三）。",
    "什么是“劳动”，什么是“创造”？怎么办！",
];

#[test]
fn a_line_is_shrunk_by_the_steps_in_their_order_each_class_equally() {
    let (mut shrunk, mut several) = (0, 0);
    for text in MIXED.iter().map(|c| sweep(c)).chain([random_text()]) {
        for line in full_lines(&pdf(&text, "")) {
            let steps = steps(&line);
            assert!(in_order(&steps), "{steps:?}");
            let gave = steps.iter().filter(|(_, share)| *share > 0.02);
            let classes: std::collections::BTreeSet<usize> = gave.map(|(step, _)| *step).collect();
            shrunk += usize::from(!classes.is_empty());
            several += usize::from(classes.len() > 1);
            // Negative control: the same loss spread over all classes by one ratio.
            let kinds: std::collections::BTreeSet<usize> = steps.iter().map(|(step, _)| *step).collect();
            if kinds.len() > 1 && !classes.is_empty() {
                let ratio: Vec<Given> = steps.iter().map(|(step, _)| (*step, 0.5)).collect();
                assert!(!in_order(&ratio));
            }
        }
    }
    assert!(shrunk > 20 && several > 5, "{shrunk} lines shrunk, {several} by more than one step");
}

/// Gaps between two Han characters of a line.
fn han_gaps(line: &Line) -> Vec<f64> {
    line.windows(2).filter(|p| is_han(&p[0]) && is_han(&p[1])).map(|p| p[1].x - p[0].right()).collect()
}

#[test]
fn what_does_not_stretch_stays_in_a_line_that_is_stretched() {
    let mut stretched = 0;
    for cluster in ["五～七人／组", "时代——新时代", "我们……我们", "第12.5万", "三–五天"] {
        for line in full_lines(&pdf(&sweep(cluster), "")) {
            let loose = han_gaps(&line).first().is_some_and(|gap| *gap > TRACKING + 0.3);
            stretched += usize::from(loose);
            for pair in line.windows(2) {
                let gap = pair[1].x - pair[0].right();
                let inside = |set: &str| is(&pair[0], set) && is(&pair[1], set);
                if inside("—") || inside("…") || inside("0123456789.") {
                    assert!(gap.abs() < FINE, "{cluster} {gap}");
                } else if is(&pair[0], "～／") || is(&pair[1], "～／") {
                    assert!((gap - TRACKING).abs() < FINE, "{cluster} {gap}");
                }
            }
        }
    }
    // The control is in the same lines: their Han gaps did open.
    assert!(stretched > 10, "{stretched}");
}

#[test]
fn han_gaps_are_never_squeezed_below_the_last_resort_nor_torn() {
    let extremes = |text: &str, changes: &str| {
        let gaps: Vec<f64> = full_lines(&pdf(text, changes)).iter().flat_map(han_gaps).collect();
        (gaps.iter().copied().fold(f64::MAX, f64::min), gaps.iter().copied().fold(f64::MIN, f64::max))
    };
    let seed = String::from_utf8(seed()).unwrap();
    let text = random_text();
    for text in MIXED.iter().chain(&CLUSTERS).map(|c| sweep(c)).chain([seed, text.clone()]) {
        let (tightest, loosest) = extremes(&text, "");
        assert!(tightest > TRACKING - 0.015 * EM - FINE, "{tightest}");
        assert!((EM + loosest) / (EM + TRACKING) < 1.15, "{loosest}");
    }
    // Negative control: where marks keep their cell, lines are torn further.
    let torn = extremes(&text, "[text]\nmark_width = \"full\"\nprohibition = \"strict\"").1;
    assert!(torn > extremes(&text, "").1, "{torn}");
}

#[test]
fn the_last_line_of_a_paragraph_has_its_natural_width() {
    let seed = String::from_utf8(seed()).unwrap();
    let read = pdf(&seed, "");
    let lines = body_lines(&read);
    let natural = |line: &Line| han_gaps(line).iter().all(|gap| (gap - TRACKING).abs() < FINE);
    let last = lines.windows(2).filter(|w| starts_paragraph(&w[1]) && !starts_paragraph(&w[0])).map(|w| &w[0]);
    let last: Vec<&Line> = last.filter(|l| l.last().unwrap().right() < RIGHT - FINE).collect();
    assert!(last.len() > 10 && last.iter().all(|l| natural(l)), "{}", last.len());
    assert!(!full_lines(&read).iter().all(natural), "negative control: full lines are adjusted");
}

/// Trims are counted before 避头尾 is asked: 27 Han and 。” fill a line (CLREQ B1, rule 7).
#[test]
fn two_marks_that_fit_when_trimmed_push_nothing_down() {
    let filler = "劳动创造幸福".repeat(12);
    let text: String = filler.chars().take(27).chain("。”".chars()).chain(filler.chars()).collect();
    let first = |changes: &str| {
        let flush = format!("{changes}\n[blocks.paragraph]\nindent_em = 0.0");
        let read = pdf(&format!("同志们：\n{text}。\n"), &flush);
        let line = body_lines(&read).into_iter().find(|l| l[0].text == "劳").unwrap();
        line.iter().map(|g| g.text.as_str()).collect::<String>()
    };
    let line = first("");
    assert!(line.chars().count() == 29 && line.ends_with("。”"), "{line}");
    assert!(first("[text]\nmark_width = \"full\"").chars().count() < 29, "negative control");
}
