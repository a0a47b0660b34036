//! Years named beside an anniversary or a five-year plan.
//!
//! Only what a sentence plainly says is held against it: “2025年是建国70周年”, a plan with
//! its years in brackets, “YYYY年是“N五”开局之年”. That a year *prepares* the next plan, or
//! that a meeting was held in another year than the anniversary, is no fault.

use super::reading::{Number, Piece, Script, digit};
use super::{Code, Found};
use crate::model::Document;

/// What is commemorated, and the year of it.
const EVENTS: &[(&str, u32)] = &[
    ("中华人民共和国成立", 1949),
    ("新中国成立", 1949),
    ("建国", 1949),
    ("中国共产党成立", 1921),
    ("建党", 1921),
    ("中国人民解放军建军", 1927),
    ("建军", 1927),
    ("南昌起义", 1927),
    ("中国人民抗日战争胜利", 1945),
    ("世界反法西斯战争胜利", 1945),
    ("抗日战争胜利", 1945),
    ("抗战胜利", 1945),
    ("全民族抗战爆发", 1937),
    ("改革开放", 1978),
    ("十一届三中全会召开", 1978),
    ("红军长征胜利", 1936),
    ("长征胜利", 1936),
    ("遵义会议召开", 1935),
    ("香港回归祖国", 1997),
    ("香港回归", 1997),
    ("澳门回归祖国", 1999),
    ("澳门回归", 1999),
    ("辛亥革命", 1911),
    ("五四运动", 1919),
    ("抗美援朝出国作战", 1950),
    ("西藏和平解放", 1951),
    ("西藏自治区成立", 1965),
    ("新疆维吾尔自治区成立", 1955),
    ("内蒙古自治区成立", 1947),
    ("广西壮族自治区成立", 1958),
    ("宁夏回族自治区成立", 1958),
    ("共青团成立", 1922),
    ("中国共产主义青年团成立", 1922),
    ("全国人民代表大会成立", 1954),
    ("人民政协成立", 1949),
    ("联合国成立", 1945),
    ("汶川特大地震", 2008),
    ("加入世界贸易组织", 2001),
    ("浦东开发开放", 1990),
    ("孙中山先生诞辰", 1866),
    ("毛泽东同志诞辰", 1893),
    ("周恩来同志诞辰", 1898),
    ("刘少奇同志诞辰", 1898),
    ("朱德同志诞辰", 1886),
    ("邓小平同志诞辰", 1904),
    ("陈云同志诞辰", 1905),
];

/// What opens the year's own sentence about itself.
const IS: &[&str] = &["是", "正值", "适逢", "恰逢", "喜迎", "迎来", "正是", "恰是"];

/// The five-year plans by name, with their first years.
const PLANS: &[(&str, u32)] = &[
    ("十五五", 2026),
    ("十四五", 2021),
    ("十三五", 2016),
    ("十二五", 2011),
    ("十一五", 2006),
    ("十五", 2001),
    ("九五", 1996),
    ("八五", 1991),
    ("七五", 1986),
    ("六五", 1981),
    ("五五", 1976),
    ("四五", 1971),
    ("三五", 1966),
    ("二五", 1958),
    ("一五", 1953),
];

/// The year in which a document was spoken, if it says so in its own date. A title of another year
/// tells that the date is that of something else, of a copy for one.
pub(super) fn of_document(document: &Document) -> Option<u32> {
    let dates = [&document.front.date, &document.back.signature_date];
    let year = dates.into_iter().flatten().find_map(|t| year_in(&t.text, &['年', '.', '-']))?;
    let of_title = document.front.title.iter().find_map(|t| year_in(&t.text, &['年']));
    of_title.is_none_or(|named| named == year).then_some(year)
}

/// The first year of four figures before one of these signs.
fn year_in(text: &str, signs: &[char]) -> Option<u32> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    chars.iter().enumerate().filter(|(_, c)| signs.contains(c)).find_map(|(sign, _)| {
        let figures = chars.get(sign.checked_sub(4)?..sign)?;
        let year = figures.iter().try_fold(0, |n, c| Some(n * 10 + digit(*c).or(super::reading::han_digit(*c))?))?;
        (1900..2100).contains(&year).then_some(year)
    })
}

pub(super) fn read(piece: &Piece, spoken: Option<u32>, out: &mut Found) {
    for at in 0..piece.chars.len() {
        match piece.chars[at].c {
            '周' if piece.starts(at, "周年") => anniversary(piece, at, spoken, out),
            '五' => plan(piece, at, spoken, out),
            _ => {}
        }
    }
}

/// 70周年, its 周 at the place.
fn anniversary(piece: &Piece, at: usize, spoken: Option<u32>, out: &mut Found) {
    let Some(count) = piece.number_before(at).filter(|n| (5..=300).contains(&n.value)) else { return };
    let mut head = count.start;
    while piece.before(head).is_some_and(|c| matches!(c, ' ' | '”' | '“')) {
        head -= 1;
    }
    let sentence = sentence_start(piece, head);
    let named = EVENTS.iter().find(|(name, _)| piece.ends(head, name));
    let (event, year) = match named {
        Some((name, founded)) => (head - name.chars().count(), Some(*founded)),
        None => {
            let Some((word, year)) = founded(piece, sentence, head) else { return };
            (head - word, Some(year))
        }
    };
    let Some(founded) = year else { return };
    // The year that the sentence is about: the last one named before the event.
    let (mut subject, mut told) = (None, false);
    for i in (sentence..event).rev() {
        if piece.chars[i].c == '年' {
            let Some(this) =
                (if piece.before(i) == Some('今') { spoken.map(|y| (y, i - 1)) } else { year_before(piece, i) })
            else {
                if piece.before(i).is_some_and(|c| digit(c).is_some() || "去前明后".contains(c)) {
                    return;
                }
                continue;
            };
            subject = Some(this);
            told = is_about(piece, i + 1, event);
            break;
        }
    }
    if let (Some((year, start)), true) = (subject, told)
        && year >= founded
        && year - founded != count.value
    {
        out.add(Code::AnniversaryMismatch, piece, start..at + 2, vec![founded.to_string(), piece.text(start..at + 2)]);
    }
}

/// Whether what stands between the year and the event says that the year is the event's: 是, 正值,
/// a month and a day, what else it is (“是全面建成小康社会之年，也是”).
fn is_about(piece: &Piece, from: usize, to: usize) -> bool {
    let between = piece.text(from..to);
    if between.chars().count() > 60 || between.contains(['“', '《', '；']) {
        return false;
    }
    const AFTER: &[&str] = &["纪念", "庆祝", "前", "后", "筹备", "准备", "将", "到", "开始", "为"];
    let opens = between.trim_start_matches(|c: char| digit(c).is_some() || "月日号，, ".contains(c));
    let own_clause = IS.iter().any(|word| opens.starts_with(word) || opens.starts_with(&format!("我们{word}")));
    let last = between.rsplit(['，', '、']).next().unwrap_or("");
    let stem = last.trim_end_matches('了');
    let near =
        IS.iter().any(|word| stem.ends_with(word)) || last.is_empty() || last.contains('是') || last.ends_with("的");
    own_clause && near && !AFTER.iter().any(|word| last.contains(word))
}

/// The founding year that the same sentence names (成立于1950年), and the characters of the word before the count.
fn founded(piece: &Piece, sentence: usize, to: usize) -> Option<(usize, u32)> {
    const FOUNDED: &[&str] =
        &["成立于", "创建于", "创办于", "始建于", "建于", "组建于", "诞生于", "创立于", "建校于", "建厂于"];
    const COUNTED: &[&str] =
        &["成立", "创建", "创办", "建校", "建厂", "组建", "诞生", "创立", "建院", "建馆", "建社", "建企"];
    let word = COUNTED.iter().find(|word| piece.ends(to, word))?.chars().count();
    let mut years = (sentence..to).filter(|&at| FOUNDED.iter().any(|word| piece.ends(at, word)));
    let at = years.next()?;
    if years.next().is_some() {
        return None;
    }
    let number = piece.number_at(at)?;
    (piece.get(number.end) == Some('年') && (1000..2100).contains(&number.value)).then_some((word, number.value))
}

/// A year of four figures that ends before its sign, and where it begins.
fn year_before(piece: &Piece, sign: usize) -> Option<(u32, usize)> {
    let n = piece.number_before(sign)?;
    (n.end - n.start == 4 && (1000..2100).contains(&n.value)).then_some((n.value, n.start))
}

fn sentence_start(piece: &Piece, at: usize) -> usize {
    (0..at).rev().find(|&i| "。！？；".contains(piece.chars[i].c)).map_or(0, |i| i + 1)
}

/// “十三五”, one 五 of it at the place.
fn plan(piece: &Piece, at: usize, spoken: Option<u32>, out: &mut Found) {
    let quoted = matches!(piece.get(at + 1), Some('”' | '"' | '」'));
    let Some((name, first)) = PLANS.iter().find(|(name, _)| {
        let opens = at.checked_sub(name.chars().count()).and_then(|q| piece.get(q));
        // 十四五规划 without quotation marks; of the shorter names only what stands in them is one.
        let bare = name.chars().count() == 3 && ["规划", "时期", "期间"].iter().any(|word| piece.starts(at + 1, word));
        piece.ends(at + 1, name) && if quoted { opens.is_some_and(|c| matches!(c, '“' | '"' | '「')) } else { bare }
    }) else {
        return;
    };
    let open = if quoted { at - name.chars().count() } else { at + 1 - name.chars().count() };
    let years = (
        *first,
        if *name == "一五" {
            1957
        } else if *name == "二五" {
            1962
        } else if *name == "三五" {
            1970
        } else {
            first + 4
        },
    );
    let mut end = at + 1 + usize::from(quoted);
    while let Some(word) =
        ["规划纲要", "规划", "计划", "时期", "期间", "发展"].iter().find(|word| piece.starts(end, word))
    {
        end += word.chars().count();
    }
    let told = |range: std::ops::Range<usize>, out: &mut Found| {
        out.add(Code::PlanYear, piece, range, vec![(*name).to_owned(), format!("{}—{}", years.0, years.1)]);
    };
    if matches!(piece.get(end), Some('（' | '('))
        && let Some((from, to, close)) = year_range(piece, end + 1)
        && (from, to) != years
    {
        told(open..close, out);
        return;
    }
    let Some(part) = part_of_plan(piece, end) else { return };
    let sentence = sentence_start(piece, open);
    let Some(sign) = (sentence..open).rev().find(|&i| piece.chars[i].c == '年' && is_year_sign(piece, i)) else {
        return;
    };
    let subject =
        if piece.before(sign) == Some('今') { spoken.map(|y| (y, sign - 1)) } else { year_before(piece, sign) };
    let Some((year, start)) = subject else { return };
    let fits = match part {
        Part::First => year == years.0,
        Part::Last => year == years.1,
        Part::Any => (years.0..=years.1).contains(&year),
    };
    if !fits && says_of_itself(piece, sign + 1, open) {
        told(start..end, out);
    }
}

/// A year, not a number of years or the end of 关键之年.
fn is_year_sign(piece: &Piece, at: usize) -> bool {
    piece
        .before(at)
        .is_some_and(|c| digit(c).is_some() || super::reading::han_digit(c).is_some() || "今去明前后".contains(c))
        && !piece.ends(at, "第一")
        && !piece.ends(at, "关键一")
}

#[derive(Clone, Copy)]
enum Part {
    First,
    Last,
    Any,
}

/// 开局之年, 收官之年, 的关键一年 after the plan's name.
fn part_of_plan(piece: &Piece, at: usize) -> Option<Part> {
    let at = at + usize::from(piece.get(at) == Some('的'));
    let words: [(&str, Part); 11] = [
        ("开局", Part::First),
        ("开局起步", Part::First),
        ("起步", Part::First),
        ("收官", Part::Last),
        ("最后", Part::Last),
        ("收尾", Part::Last),
        ("关键", Part::Any),
        ("攻坚", Part::Any),
        ("承上启下", Part::Any),
        ("中期", Part::Any),
        ("第", Part::Any),
    ];
    words.iter().find_map(|(word, part)| {
        let end = at + word.chars().count();
        let year = ["之年", "一年", "的一年", "年", "的关键一年", "的关键之年", "一年", "二年", "三年", "四年", "五年"];
        (piece.starts(at, word) && year.iter().any(|y| piece.starts(end, y))).then_some(*part)
    })
}

/// Whether the sentence says that the year *is* the plan's: nothing but what a year is or
/// carries out stands between.
fn says_of_itself(piece: &Piece, from: usize, to: usize) -> bool {
    const PLAIN: &[&str] =
        &["实施", "落实", "推进", "完成", "深入实施", "全面实施", "全面完成", "圆满完成", "全面推进", "执行"];
    let between = piece.text(from..to);
    let last = between.rsplit(['，', '、', '和']).next().unwrap_or("").trim();
    let last = last.trim_start_matches(['也', '又', '更', '还']);
    let last = last.strip_prefix('是').or_else(|| last.strip_prefix("正值")).unwrap_or(last);
    let last = [
        "我国", "国家", "全国", "我省", "我市", "我县", "我区", "全省", "全市", "全县", "全区", "公司", "我校", "集团",
    ]
    .iter()
    .find_map(|who| last.strip_prefix(who))
    .unwrap_or(last);
    between.chars().count() <= 60
        && (between.trim_start().starts_with('是') || between.trim_start().starts_with("，是"))
        && (last.is_empty() || PLAIN.contains(&last))
        && !between.contains(['《', '“'])
}

/// 2016—2020年）, and the index just after it.
fn year_range(piece: &Piece, at: usize) -> Option<(u32, u32, usize)> {
    let four = |n: Option<Number>| n.filter(|n| n.script == Script::Arabic && n.end - n.start == 4);
    let from = four(piece.number_at(at))?;
    let mut next = from.end + usize::from(piece.get(from.end) == Some('年'));
    let dash = next;
    while piece.get(next).is_some_and(|c| "-—–－~～至到".contains(c)) {
        next += 1;
    }
    if next == dash {
        return None;
    }
    let to = four(piece.number_at(next))?;
    let mut end = to.end + usize::from(piece.get(to.end) == Some('年'));
    matches!(piece.get(end), Some('）' | ')')).then(|| {
        end += 1;
        (from.value, to.value, end)
    })
}
