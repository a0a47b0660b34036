//! What follows the text: closing words, signature and date, attachments, notes,
//! copies, print note. Read from the last line upwards.

use crate::model::{Back, Front, Reason, Text};

use super::body;
use super::chars::{length, squeeze};
use super::lines::{Kind, Line};
use super::numbering::{self, Scheme};
use super::options::ParseOptions;
use super::{forms, people, script};

/// Takes what follows the text off the lines.
pub(super) fn read(lines: &mut Vec<Line>, front: &Front, options: &ParseOptions) -> Back {
    let mut back = Back::default();
    attachment_bodies(lines, &mut back, options);
    footnotes(lines, &mut back);
    let issuer =
        front.title.first().map(|t| script::simplified(&t.text).unwrap_or_else(|| t.text.clone())).unwrap_or_default();
    let mut upwards = Upwards { lines, issuer: &issuer, signed: false };
    upwards.printing(&mut back);
    // The list of attachments stands above the signature, by an older custom below the date.
    upwards.attachments(&mut back);
    upwards.sign_off(&mut back);
    if back.attachments.is_empty() {
        upwards.attachments(&mut back);
    }
    upwards.printing(&mut back);
    upwards.closing(&mut back);
    if !upwards.signed {
        signed_above(lines, &mut back);
    }
    back
}

fn leftover(line: &Line) -> Option<Reason> {
    match line.kind {
        Kind::PageNumber => Some(Reason::PageNumber),
        Kind::RunningHead => Some(Reason::RunningHead),
        _ => None,
    }
}

fn text(line: &Line, reason: Reason) -> Text {
    Text { text: line.text.clone(), span: line.whole(), reason }
}

/// 附件 on a line of its own after a date or a print note: from there on the attachments themselves.
fn attachment_bodies(lines: &mut Vec<Line>, back: &mut Back, options: &ParseOptions) {
    let head = lines.iter().enumerate().skip(2).find(|(at, line)| {
        let squeezed = squeeze(line.core());
        let label = squeezed.trim_end_matches(['：', ':']);
        let number =
            label.strip_prefix("附件").or_else(|| label.strip_prefix("附：")).or((label == "附").then_some(""));
        let alone = number.is_some_and(|n| n.is_empty() || numeral(n));
        alone
            && lines[at - 2..*at].iter().any(|l| {
                forms::date_at_end(l.core()).is_some()
                    || is_public_note(l.core())
                    || is_public_note_at_end(l.core()).is_some()
            })
    });
    if let Some((at, _)) = head {
        let mut rest: Vec<Line> = lines.drain(at..).collect();
        // Copies and imprint stand on the last page, below the attachments (GB/T 9704 7.4).
        if rest.last().is_some_and(|l| is_imprint(l.core())) {
            Upwards { lines: &mut rest, issuer: "", signed: false }.printing(back);
        }
        back.attachment_bodies = body::read(&rest, options);
    }
}

fn numeral(text: &str) -> bool {
    text.chars().count() <= 3 && text.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// Notes at the end: a rule or 注释 and what follows, or a run of lines 〔1〕, [1], 注：.
fn footnotes(lines: &mut Vec<Line>, back: &mut Back) {
    let rule = |l: &Line| {
        let squeezed = squeeze(l.core());
        squeezed == "注释" || squeezed == "注" || squeezed == "【注释】" || squeezed == "注释："
    };
    let mut start = lines.len();
    while start > 0 && is_note(lines[start - 1].core()) {
        start -= 1;
    }
    // Below a rule, circled numbers are those of notes as well.
    let circled = lines.iter().rev().take_while(|l| is_note(l.core()) || is_circled(l.core())).count();
    let above = lines.len() - circled;
    if above > 0 && circled > 0 && (is_rule(lines[above - 1].core()) || rule(&lines[above - 1])) {
        start = above;
    }
    let heading = lines.iter().rposition(rule).filter(|at| *at > 0);
    if let Some(at) = heading.filter(|at| lines.get(at + 1).is_none_or(|l| is_note(l.core()))) {
        start = start.min(at);
    }
    while start > 0 && start < lines.len() && is_rule(lines[start - 1].core()) {
        start -= 1;
    }
    if start == 0 {
        return;
    }
    for line in lines.drain(start..) {
        let reason = if is_note(line.core()) || is_circled(line.core()) { Reason::NoteMark } else { Reason::NotesRule };
        back.footnotes.push(text(&line, reason));
    }
}

fn is_rule(text: &str) -> bool {
    text.chars().count() >= 5 && text.chars().all(|c| matches!(c, '-' | '—' | '_' | '─' | '=' | '＿' | '*'))
}

/// ①…
fn is_circled(text: &str) -> bool {
    text.starts_with(|c| ('\u{2460}'..='\u{2473}').contains(&c))
}

/// 〔1〕…, [1] …, 注：…
fn is_note(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let close = match first {
        '〔' => '〕',
        '[' => ']',
        '［' => '］',
        _ => return ["注：", "编者注：", "注释：", "*注："].iter().any(|n| text.starts_with(n)),
    };
    let inner = text[first.len_utf8()..].split(close).next().unwrap_or("");
    inner.len() < text.len() - first.len_utf8() && numeral(inner)
}

/// （此件公开发布） and its like.
fn is_public_note(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')']));
    inner.is_some_and(|t| {
        length(t) <= 40
            && (["此件", "责任编辑", "新华社", "作者", "本报", "据", "来源：", "编辑："]
                .iter()
                .any(|head| t.starts_with(head))
                || t.starts_with("本文")
                || t.starts_with("摘自")
                || t.starts_with("来源")
                || t.starts_with("根据录音")
                || t.starts_with("载于")
                || t.starts_with("原载")
                || t.starts_with("联系人"))
    })
}

fn is_public_note_at_end(text: &str) -> Option<usize> {
    let open = text.rfind(['（', '('])?;
    (open > 0 && is_public_note(&text[open..])).then_some(open)
}

/// The lines, taken from the end.
struct Upwards<'a> {
    lines: &'a mut Vec<Line>,
    /// The title; an official one opens with the name of who signs.
    issuer: &'a str,
    /// Whether a signature or a date was found: the text above it ends a document.
    signed: bool,
}

impl Upwards<'_> {
    fn last(&self) -> Option<&str> {
        // A short line that is all there is is the text itself.
        let [.., last] = self.lines.as_slice() else { return None };
        if matches!(last.kind, Kind::Row | Kind::Quote | Kind::Item | Kind::Code | Kind::Heading(_)) {
            return None;
        }
        (self.lines.len() > 1 || length(last.core()) > 40).then(|| last.core())
    }

    fn take(&mut self, reason: Reason) -> Option<Text> {
        self.lines.pop().map(|line| text(&line, reason))
    }

    /// Cuts the last line in two.
    fn cut(&mut self, at: usize) {
        if let Some(line) = self.lines.pop() {
            let (head, tail) = line.split(line.lead() + at);
            self.lines.extend([head, tail]);
        }
    }

    /// Page numbers, print notes, copies.
    fn printing(&mut self, back: &mut Back) {
        let (mut notes, mut copies) = (Vec::new(), Vec::new());
        while let Some(last) = self.last() {
            if let Some(reason) = self.lines.last().and_then(leftover) {
                notes.extend(self.take(reason));
            } else if last.starts_with("抄送")
                || last.starts_with("抄报")
                || last.starts_with("主送：") && self.lines.len() > 8
            {
                copies.extend(self.take(Reason::CopiesTo));
            } else if is_public_note(last) || is_imprint(last) || is_author(last) || is_contact(last) {
                notes.extend(self.take(Reason::PrintNoteForm));
            } else if let Some(at) =
                is_public_note_at_end(last).filter(|_| length(last) > 6 && notes.len() < PRINT_NOTES)
            {
                self.cut(at);
            } else {
                break;
            }
        }
        // Read upwards, and above what was read before.
        back.print_note.splice(0..0, notes.into_iter().rev());
        back.cc.splice(0..0, copies.into_iter().rev());
    }

    /// The date and the signature above it, each on its line or at the end of the last paragraph.
    fn sign_off(&mut self, back: &mut Back) {
        let Some(last) = self.last() else { return };
        if forms::is_date(last) {
            back.signature_date = self.take(Reason::DateLine);
            self.signed = true;
        } else if let Some(at) = forms::date_at_end(last).filter(|at| tail_signs(&last[..*at])) {
            self.cut(at);
            back.signature_date = self.take(Reason::DateAtEnd);
            self.signed = true;
        }
        while let Some(line) = self.lines.last().filter(|_| self.lines.len() > 1) {
            let last = line.core();
            let right = line.indent >= 16;
            let signs = is_signature(last) && (right || names_signer(last));
            let takes = if self.signed {
                signs
            } else {
                signs && (people::is_speaker(last) && !people::is_name(last) || self.plainly_signed())
            };
            if !takes || back.signature.len() >= 4 {
                break;
            }
            let reason = if self.signed { Reason::SignatureAboveDate } else { Reason::SignatureAtEnd };
            back.signature.extend(self.take(reason));
        }
        let unsigned = self.last().filter(|_| self.signed && back.signature.is_empty());
        if let Some(at) = unsigned.and_then(|last| glued_signature(last).or_else(|| self.issuer_at_end(last))) {
            self.cut(at);
            back.signature.extend(self.take(Reason::SignatureGlued));
        }
        back.signature.reverse();
        self.signed |= !back.signature.is_empty();
    }

    /// …做法国务院办公厅: where the issuer named at the head of the title begins at the end of a line.
    fn issuer_at_end(&self, text: &str) -> Option<usize> {
        let starts =
            self.issuer.char_indices().map(|(at, _)| &self.issuer[..at]).filter(|head| head.chars().count() >= 3);
        let head = starts.take(30).filter(|head| text.ends_with(head)).last()?;
        (text.len() > head.len()).then(|| text.len() - head.len())
    }

    /// A name alone on the last line, after a line that ended, or far to the right.
    fn plainly_signed(&self) -> bool {
        let [.., before, line] = self.lines.as_slice() else { return false };
        let right = line.indent >= 16 && before.indent + 12 <= line.indent;
        let named = people::is_name(line.core()) && self.lines.len() > 3;
        is_signature(line.core()) && (right || named)
    }

    /// 附件：… and the numbered names below it.
    fn attachments(&mut self, back: &mut Back) {
        let from = self.lines.len().saturating_sub(12);
        let Some(at) = self
            .lines
            .iter()
            .enumerate()
            .skip(from.max(1))
            .find(|(_, l)| is_attachment_head(l.core()))
            .map(|(at, _)| at)
        else {
            return;
        };
        let names = |l: &Line| numbering::number(l.core()).is_some() || is_attachment_head(l.core());
        let dated = self.lines.last().is_some_and(|l| forms::date_at_end(l.core()).is_some());
        let listed = !dated && self.lines[at + 1..].iter().all(|l| names(l) && length(l.core()) <= 80);
        if listed {
            back.attachments = self.lines.drain(at..).map(|l| text(&l, Reason::AttachmentLabel)).collect();
        }
    }

    fn closing(&mut self, back: &mut Back) {
        while let Some(last) = self.last() {
            if back.closing.len() >= 5 || !is_closing(last) {
                break;
            }
            back.closing.extend(self.take(Reason::ThanksClosing));
        }
        back.closing.reverse();
    }
}

/// An order is signed before the text that it puts in force: a signature and a date on their
/// lines or at the end of the order's own sentence, and below them the head of that text.
fn signed_above(lines: &mut Vec<Line>, back: &mut Back) {
    let heads = |l: &Line| {
        // The name may stand with what follows it on one line.
        let head: String = squeeze(l.core()).chars().take(48).collect();
        let name = ENACTED.iter().filter_map(|word| head.find(word)).min();
        name.is_some_and(|end| !head[..end].contains(['。', '；', '：', '，']))
            || numbering::number(l.core()).is_some_and(|n| matches!(n.scheme, Scheme::Chapter | Scheme::Article))
    };
    let reach = lines.len().saturating_sub(1).min(REACH);
    let Some(at) = (0..reach).find(|&at| forms::date_at_end(lines[at].core()).is_some() && heads(&lines[at + 1]))
    else {
        return;
    };
    let below = lines.split_off(at + 1);
    let mut upwards = Upwards { lines, issuer: "", signed: false };
    upwards.sign_off(back);
    lines.extend(below);
}

/// How far down the end of an order is looked for.
const REACH: usize = 12;

/// Most notes that are cut off the end of a line, one after another.
const PRINT_NOTES: usize = 8;

/// Words that end the name of a regulation.
const ENACTED: &[&str] = &["条例", "办法", "规定", "细则", "决定", "规则", "章程", "规程"];

fn is_attachment_head(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("附件").or_else(|| text.strip_prefix('附')) else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    rest.starts_with(['：', ':', '.', '．']) && length(text) <= 120
}

/// 作者：××
fn is_author(text: &str) -> bool {
    text.strip_prefix("作者：").is_some_and(|name| (2..=16).contains(&length(name)) && !name.contains('。'))
}

/// 主题词：…, 联系人：…, 附注：…
fn is_contact(text: &str) -> bool {
    const LABELS: &[&str] = &["主题词", "联系人", "联系电话", "联系方式", "附注", "责任编辑"];
    let squeezed = squeeze(text);
    length(text) <= 80
        && LABELS.iter().any(|l| squeezed.strip_prefix(l).is_some_and(|rest| rest.starts_with(['：', ':'])))
}

/// ××办公室　2024年5月1日印发
fn is_imprint(text: &str) -> bool {
    let squeezed = squeeze(text);
    squeezed.ends_with("印发") && length(text) <= 50 && squeezed.contains('年') && squeezed.contains('日')
}

/// The name of a person or an organ: short, without marks.
fn is_signature(text: &str) -> bool {
    (2..=30).contains(&length(text))
        && !text.contains(['。', '！', '？', '；', '：', '，', '…', '“', '《', ',', '|'])
        && numbering::number(text).is_none()
        && !text.starts_with("——")
}

/// A person or an organ by its last word.
fn names_signer(text: &str) -> bool {
    const ORGANS: &[&str] = &[
        "院", "部", "局", "委", "会", "府", "厅", "办", "司", "处", "公司", "室", "组", "团", "社", "校", "厂", "中心",
        "银行", "所", "站", "馆", "集团", "大学", "学院", "署", "队", "党", "科", "厅", "委员", "XX", "××",
    ];
    people::is_name(text) || people::is_speaker(text) || ORGANS.iter().any(|organ| text.ends_with(organ))
}

/// Whether what stands before a date at the end of a line can be a signature or nothing.
fn tail_signs(before: &str) -> bool {
    let parted = before.chars().rev().take_while(|c| c.is_whitespace()).count() >= 2;
    let before = before.trim_end();
    parted || before.is_empty() || before.ends_with('。') || is_signature(before) || glued_signature(before).is_some()
}

/// …。　　国务院办公厅 → where the signature begins.
fn glued_signature(text: &str) -> Option<usize> {
    let stop = text.rfind(['。', '！', '》', '）'])?;
    let from = stop + text[stop..].chars().next()?.len_utf8();
    let tail = &text[from..];
    let start = from + (tail.len() - tail.trim_start().len());
    let name = text[start..].trim();
    (!name.is_empty() && is_signature(name)).then_some(start)
}

/// Thanks and good wishes: 谢谢大家！ …万岁！
fn is_closing(text: &str) -> bool {
    let count = length(text);
    let thanks = ["谢谢", "感谢大家", "多谢"].iter().any(|t| text.starts_with(t));
    let ended = text.ends_with(['！', '。', '!']) || count <= 6;
    let cheer = text.ends_with("万岁！");
    let formula = matches!(
        text.trim_end_matches(['。', '！']),
        "特此通知"
            | "特此通报"
            | "特此报告"
            | "特此批复"
            | "特此函复"
            | "此致"
            | "敬礼"
            | "特此公告"
            | "此复"
            | "再见"
            | "特此函告"
            | "特此说明"
    );
    // 我的讲话完了，谢谢大家！
    let said = ["我的", "以上", "今天", "最后", "再次", "讲话", "报告", "汇报", "发言"]
        .iter()
        .any(|head| text.starts_with(head));
    let last = text.trim_end_matches(['！', '。', '!']).rsplit(['，', '。', '！', ',']).next().unwrap_or("");
    let thanked = said && count <= 24 && ["谢谢", "感谢"].iter().any(|t| last.starts_with(t));
    (thanks && count <= 16 && ended) || (thanked && ended) || (cheer && count <= 24) || formula
}
