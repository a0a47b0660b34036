//! The title block: everything before the text proper.
//!
//! Read line by line from the top, each by its form: a line opening with a dash is
//! the subtitle, a date is the date, a name is the speaker, a short line without a
//! final mark the title. The order is free. The block ends at the salutation, or at
//! the first line that has none of these forms.

use crate::model::{Front, Reason, Text};

use super::chars::{is_final_mark, length, squeeze};
use super::lines::{Kind, Line};
use super::{address, forms, numbering, official, people};

/// How far down a salutation may stand: below title, subtitle, speaker, date and an editor's note.
const REACH: usize = 14;

/// Takes the title block off the lines.
pub(super) fn read(lines: &mut Vec<Line>) -> Front {
    unglue(lines);
    let salutation = find_salutation(lines);
    let mut front = Front::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if salutation == Some(at) {
            break;
        }
        let Some(field) = field(lines, at, &front, salutation) else { break };
        let text = |reason| Text { text: line.text.clone(), span: line.whole(), reason };
        match field {
            Field::Preamble(reason) => front.preamble.push(text(reason)),
            Field::CopyNumber => front.copy_number = Some(text(Reason::CopyNumberForm)),
            Field::Classification => front.classification = Some(text(Reason::ClassificationForm)),
            Field::Urgency => front.urgency = Some(text(Reason::UrgencyForm)),
            Field::Issuer => front.issuers.push(text(Reason::IssuerLine)),
            Field::Signatory => front.signatories.push(text(Reason::SignatoryLabel)),
            Field::DocNumber => front.doc_number = Some(text(Reason::DocNumberForm)),
            Field::Title if line.heading.is_some() => front.title.push(text(Reason::MarkedHeading)),
            Field::Title => front.title.push(text(Reason::OpeningLine)),
            Field::Subtitle => front.subtitle.push(text(Reason::DashSubtitle)),
            Field::Speaker => front.speaker = Some(text(Reason::SpeakerLine)),
            Field::Date => front.date = Some(text(Reason::DateLine)),
        }
        at += 1;
    }
    if let Some(place) = salutation {
        // What stands between the title block and the salutation is a note, not yet the speech.
        for line in &lines[at..place] {
            front.preamble.push(Text { text: line.text.clone(), span: line.whole(), reason: Reason::LeadIn });
        }
        let line = &lines[place];
        let reason =
            if line.core().ends_with(['：', ':']) { Reason::ColonSalutation } else { Reason::ExclamationSalutation };
        front.salutation.push(Text { text: line.text.clone(), span: line.whole(), reason });
        at = place + 1;
    }
    lines.drain(..at);
    front
}

pub(super) enum Field {
    CopyNumber,
    Classification,
    Urgency,
    Issuer,
    Signatory,
    Preamble(Reason),
    DocNumber,
    Title,
    Subtitle,
    Speaker,
    Date,
}

/// What a line of the title block is.
fn field(lines: &[Line], at: usize, front: &Front, salutation: Option<usize>) -> Option<Field> {
    let line = &lines[at];
    let text = line.core();
    if line.kind != Kind::Text {
        return None;
    }
    let titled = !front.title.is_empty();
    // What is marked as a heading is the title when it comes first, else a heading of the text.
    if line.heading.is_some() && !(titled && is_subtitle(text)) {
        let numbered = numbering::number(text).is_some_and(|n| n.scheme.level().is_some());
        return (!titled && !numbered && lines.len() > at + 1).then_some(Field::Title);
    }
    if let Some(field) = official::field(lines, at, front) {
        return Some(field);
    }
    if forms::is_date(text) && front.date.is_none() && (titled || title_below(lines, at)) {
        return Some(Field::Date);
    }
    if forms::is_doc_number(text) && front.doc_number.is_none() {
        return Some(Field::DocNumber);
    }
    if is_subtitle(text) && titled && front.subtitle.len() < 2 {
        return Some(Field::Subtitle);
    }
    // The title again, set in lines, as court papers have it.
    let again = |title: &Text| {
        // 最高人民法院　最高人民检察院 repeats 最高人民法院、最高人民检察院.
        let (title, line) = (squeeze(&title.text).replace('、', ""), squeeze(&line.text).replace('、', ""));
        line.chars().count() >= 4 && title.contains(&line)
    };
    if front.title.len() == 1 && front.title.iter().any(again) {
        return Some(Field::Preamble(Reason::RepeatedTitle));
    }
    if titled && is_source(text) {
        return Some(Field::Preamble(Reason::LeadIn));
    }
    if titled && front.subtitle.is_empty() && (is_occasion(text) || is_series(text)) {
        return Some(Field::Subtitle);
    }
    if titled && is_note(text) {
        return Some(Field::Preamble(Reason::EditorNote));
    }
    if titled && is_adoption_note(text) {
        return Some(Field::Preamble(Reason::AdoptionNote));
    }
    if front.speaker.is_none() && people::is_speaker(text) && (titled || title_below(lines, at)) {
        return Some(Field::Speaker);
    }
    // The lines of a title stand together.
    let adjacent =
        at.checked_sub(1).is_some_and(|above| front.title.last().is_some_and(|t| t.span == lines[above].whole()));
    let open = adjacent && front.subtitle.is_empty() && front.speaker.is_none()
        // Below a 发文机关标志 the number stands above the title.
        && (front.doc_number.is_none() || !front.issuers.is_empty());
    if !titled {
        if is_lead_in(text) && lines.get(at + 1).is_some() {
            return Some(Field::Preamble(Reason::LeadIn));
        }
        // A longer line or a question is a title when a subtitle, a date or a name follows it.
        let long = is_shouted(text, 48) || (length(text) <= 90 && is_bare(text));
        let led = long && lines.get(at + 1).is_some_and(|l| is_block_line(l.core()));
        if (is_title(text) || led) && lines.len() > at + 1 {
            return Some(Field::Title);
        }
        return None;
    }
    // A further line of the title: the rest of the title block must follow, or nothing would tell it from text.
    let more_follows = lines[at + 1..]
        .iter()
        .take(3)
        .take_while(|l| is_title(l.core()) || is_block_line(l.core()))
        .any(|l| is_block_line(l.core()));
    let before_salutation = salutation.is_some_and(|s| s > at && s - at <= 3);
    let marked = adjacent && lines[at - 1].heading.is_some();
    (open
        && !marked
        && front.date.is_none()
        && front.title.len() < 4
        && is_title(text)
        && (more_follows || before_salutation))
        .then_some(Field::Title)
}

/// A line that only a title block has.
fn is_block_line(text: &str) -> bool {
    is_subtitle(text) || forms::is_date(text) || people::is_speaker(text) || forms::is_doc_number(text)
}

fn title_below(lines: &[Line], at: usize) -> bool {
    lines[at + 1..]
        .iter()
        .take(3)
        .any(|l| is_title(l.core()) && !people::is_speaker(l.core()) && !forms::is_date(l.core()))
        && lines[at..].iter().take(6).any(|l| length(l.core()) > 40 || is_subtitle(l.core()))
}

fn is_subtitle(text: &str) -> bool {
    let dashed = ["——", "—", "--", "──", "－－", "―"].iter().any(|dash| text.starts_with(dash));
    (dashed && length(text) <= 80 && !text.ends_with(['。', '；', '！'])) || is_occasion_in_brackets(text)
}

/// （在全县植树节上的讲话）, （征求意见稿）
fn is_occasion_in_brackets(text: &str) -> bool {
    const KINDS: &[&str] = &[
        "讲话",
        "演讲",
        "发言",
        "致辞",
        "致词",
        "报告",
        "谈话",
        "讲演",
        "贺词",
        "祝词",
        "祝酒词",
        "答词",
        "开幕词",
        "闭幕词",
        "悼词",
        "献词",
        "讲稿",
        "提纲",
        "节选",
        "摘要",
        "摘录",
        "修订稿",
        "草案",
        "意见稿",
        "送审稿",
        "试行",
        "代序",
        "记录",
        "纪要",
    ];
    let inner = text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')']));
    inner.is_some_and(|t| length(t) <= 60 && !t.contains(['。', '；']) && KINDS.iter().any(|kind| t.ends_with(kind)))
}

/// A short line without a final mark. Titles of laws run to ninety characters.
fn is_title(text: &str) -> bool {
    let official = KINDS.iter().any(|end| text.ends_with(end));
    let longest = if official { 110 } else { 48 };
    let shouted = is_shouted(text, 20);
    length(text) <= longest && length(text) >= 2 && (shouted || is_bare(text))
}

/// A line without a final mark, a number or the mark of something else.
fn is_bare(text: &str) -> bool {
    let Some(last) = text.chars().next_back() else { return false };
    (!is_final_mark(last) || matches!(last, '”' | '…'))
        && !matches!(last, '；' | '：' | '，' | ':' | ';' | ',' | '、')
        && !text.contains('。')
        && numbering::number(text).is_none_or(|n| n.scheme.level().is_none())
        && !text.starts_with(['—', '|', '-', '【', '<'])
}

/// What the name of a document may end in.
const KINDS: &[&str] = &[
    "规定",
    "解释",
    "案",
    "决定",
    "通知",
    "意见",
    "办法",
    "批复",
    "条例",
    "通报",
    "）",
    "》",
    "答复",
    "讲话",
    "发言",
    "致辞",
    "报告",
    "记者问",
    "纪要",
    "函",
    "公告",
    "通告",
    "方案",
    "规划",
    "细则",
    "决议",
    "公报",
    "命令",
    "请示",
    "声明",
    "倡议书",
    "公开信",
    "贺信",
    "演讲",
    "谈话",
];

/// A question or a call, as some titles are.
fn is_shouted(text: &str, longest: usize) -> bool {
    text.ends_with(['！', '？', '!', '?'])
        && length(text) <= longest
        && !text.contains('。')
        && !address::is_salutation(text)
}

/// 【导读】… 编者按：… 题记
fn is_note(text: &str) -> bool {
    let head: String = squeeze(text).chars().take(8).collect();
    [
        "【导读",
        "【背景",
        "编者按语",
        "【编者",
        "[导读",
        "[编者",
        "编者按",
        "编者注",
        "【按语",
        "【摘要",
        "【题注",
        "导读：",
        "本刊编者按",
        "按：",
    ]
    .iter()
    .any(|note| head.starts_with(note))
}

/// 最高人民法院发布: who made it public.
fn is_source(text: &str) -> bool {
    length(text) <= 24
        && ["发布", "供稿", "公布"].iter().any(|end| text.ends_with(end))
        && !text.contains(['，', '。', '：', '、'])
}

/// 乡村札记之三, 《山乡纪事》之二, 农技讲座第五讲: the series that the text belongs to.
fn is_series(text: &str) -> bool {
    const SERIES: &[&str] = &[
        "系列", "谈", "论", "随笔", "札记", "笔记", "专栏", "讲座", "报道", "通讯", "述评", "评论", "连载", "纪事",
        "》",
    ];
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')'])).unwrap_or(text);
    let inner = inner.strip_suffix(['讲', '期', '辑', '篇']).unwrap_or(inner);
    let name = inner.trim_end_matches(numeral);
    let name = if name.len() < inner.len() { name.strip_suffix(['之', '第']) } else { None };
    name.is_some_and(|n| {
        (3..=24).contains(&length(n))
            && !n.contains(['，', '。', '：'])
            && SERIES.iter().any(|s| n.trim_end().ends_with(s))
    })
}

/// 第十二届全国人大二次会议，2014年3月5日: occasion and date under the title.
fn is_occasion(text: &str) -> bool {
    length(text) <= 60
        && !forms::is_date(text)
        && !text.contains(['。', '；', '！'])
        && forms::date_at_end(text).is_some_and(|at| {
            text[..at].ends_with(['，', ' ', '\u{3000}', '（']) || text[..at].trim_end().ends_with('议')
        })
}

/// 2007年8月27日 …会议通过: the history of a law, under its title.
fn is_adoption_note(text: &str) -> bool {
    let inner = text.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')'));
    let dated = inner.starts_with(|c: char| c.is_ascii_digit()) && inner.chars().take(5).any(|c| c == '年');
    let done = ["通过", "公布", "发布", "施行", "修订", "修正", "批准", "实施", "生效", "印发", "颁布", "会议"]
        .iter()
        .any(|end| inner.trim_end().ends_with(end));
    dated && done && length(text) <= 160 && !text.contains('。')
}

/// 新华网 2020-06-01 10:10, 双语全文如下：, 新华社北京8月1日电
fn is_lead_in(text: &str) -> bool {
    let short = length(text) <= 40;
    let clock = text.contains(':') && text.chars().filter(char::is_ascii_digit).count() >= 6;
    let agency = ["新华网", "新华社", "人民网", "来源：", "来源:", "发布时间", "发布日期", "中新网", "央视网"]
        .iter()
        .any(|head| text.starts_with(head));
    short && (clock || agency || (text.ends_with(['：', ':']) && text.contains("全文")))
}

/// The line that is the salutation, if there is one near the top.
fn find_salutation(lines: &[Line]) -> Option<usize> {
    let mut long = 0;
    for (at, line) in lines.iter().enumerate().take(REACH) {
        let text = line.core();
        if address::is_salutation(text) {
            return Some(at);
        }
        let quoted = matches!(line.kind, Kind::Quote | Kind::Item);
        if !(line.kind == Kind::Text || quoted) || numbering::number(text).is_some_and(|n| n.scheme.level().is_some()) {
            return None;
        }
        // Text has begun when two lines in a row are paragraphs.
        if (length(text) > 48 || (length(text) > 30 && text.ends_with('。')))
            && !is_note(text)
            && !is_title(text)
            && !is_adoption_note(text)
        {
            long += 1;
        }
        if long > 1 {
            return None;
        }
    }
    None
}

/// Parts what was run together on one line: title and number, number and recipients, address and text.
fn unglue(lines: &mut Vec<Line>) {
    let mut at = 0;
    while at < lines.len().min(6) {
        let text = lines[at].look();
        let number = forms::doc_number_inside(text).filter(|_| at < 4).or_else(|| forms::order_number(text));
        let cut = match number {
            Some((start, _)) if start > 0 => Some(start),
            Some((_, end)) if end < text.len() => Some(end),
            Some(_) => None,
            None => address_cut(text, at > 0).or_else(|| date_cut(text, at)),
        };
        if let Some(cut) = cut {
            let (head, tail) = lines[at].split(cut);
            let addressed = address::is_salutation(head.core());
            lines.splice(at..=at, [head, tail]);
            if addressed {
                return;
            }
        }
        at += 1;
    }
}

/// A title or a speaker and a date on one line: where the second begins.
fn date_cut(text: &str, at: usize) -> Option<usize> {
    if length(text) > 70 || text.contains('。') || is_adoption_note(text) {
        return None;
    }
    let named = |head: &str| people::is_speaker(head) || (at == 0 && is_title(head) && !forms::is_date(head));
    let whole = |date: &str| date.contains('月') && forms::is_date(date);
    // …（2023年3月12日）
    if let Some((open, _)) = text.char_indices().rfind(|(_, c)| matches!(c, '（' | '('))
        && open > 0
        && text.ends_with(['）', ')'])
    {
        return (whole(&text[open..]) && named(text[..open].trim_end())).then_some(open);
    }
    // 2023年3月12日　县长　陈大山 and the other way round.
    let (first, rest) = text.split_once(char::is_whitespace).map_or((text, ""), |(a, b)| (a, b.trim()));
    if whole(first) && people::is_speaker(rest) {
        return Some(first.len());
    }
    let start = forms::date_at_end(text).filter(|start| text[..*start].ends_with(char::is_whitespace))?;
    named(text[..start].trim_end()).then_some(start)
}

/// 各位代表：现在，我代表… → the address ends at this byte.
fn address_cut(text: &str, below_title: bool) -> Option<usize> {
    if !below_title || length(text) < 12 {
        return None;
    }
    let (at, colon) = text.char_indices().take(140).find(|(_, c)| matches!(c, '：' | ':' | '。' | '；'))?;
    let end = at + colon.len_utf8();
    let head = &text[..end];
    (matches!(colon, '：' | ':')
        && end < text.len()
        && (address::is_recipients(head) || (length(head) <= 30 && address::is_salutation(head))))
    .then_some(end)
}
