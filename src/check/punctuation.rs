//! Marks: half-width between Han, doubled, ellipses and dashes of other characters, spaces.
//! GB/T 15834-2011 has the marks and their forms.

use super::reading::{Piece, han, is_han};
use super::{Code, Found};
use crate::model::BlockKind;
use crate::parse::opens_with_surname;

pub(super) fn read(piece: &Piece, out: &mut Found) {
    if matches!(piece.kind, BlockKind::TableRow) {
        return;
    }
    let chars = &piece.chars;
    let mut at = 0;
    while at < chars.len() {
        at = match chars[at].c {
            '.' | '．' | '·' | '…' => dots(piece, at, out),
            '-' | '－' | '―' | '─' | '—' | '–' => dashes(piece, at, out),
            ',' | ':' | ';' | '!' | '?' | '(' | ')' => half_width(piece, at, out),
            '，' | '。' | '、' | '；' | '：' => doubled(piece, at, out),
            ' ' => spaces(piece, at, out),
            _ => at + 1,
        };
    }
}

/// The characters that repeat from a place on.
fn run(piece: &Piece, start: usize) -> usize {
    let first = piece.get(start);
    let mut end = start;
    while end < piece.chars.len() && piece.get(end) == first {
        end += 1;
    }
    end
}

fn half_width(piece: &Piece, at: usize, out: &mut Found) -> usize {
    let c = piece.chars[at].c;
    let (before, after) = (piece.before(at), piece.get(at + 1));
    let fault = match c {
        // A bracket with a label or a Latin word in it is customary.
        '(' => han(before) && han(after) && closes_after_han(piece, at),
        // Its partner is told of; one of full width is not.
        ')' => han(before) && han(after) && opens_full_width(piece, at),
        _ => han(before) && han(after),
    };
    // 一. and 一: at the head of a line are labels.
    let label = at <= 2 && piece.number_before(at).is_some_and(|n| n.start == 0);
    // #+CAT: and the like are remarks of a program.
    if fault && !label && piece.get(0) != Some('#') {
        out.add(Code::HalfWidth, piece, at..at + 1, vec![c.to_string()]);
    }
    at + 1
}

/// Whether a bracket closes after Han, soon and on the same line.
fn closes_after_han(piece: &Piece, at: usize) -> bool {
    let close = piece.chars[at + 1..].iter().take(40).position(|c| matches!(c.c, ')' | '）'));
    close.is_some_and(|len| han(piece.get(at + len)))
}

/// Whether the bracket that closes here was opened by a full-width one, soon before.
fn opens_full_width(piece: &Piece, at: usize) -> bool {
    let before = piece.chars[..at].iter().rev().take(40);
    before.map(|c| c.c).find(|c| matches!(c, '(' | '（' | ')' | '）')) == Some('（')
}

fn doubled(piece: &Piece, start: usize, out: &mut Found) -> usize {
    let mark = piece.chars[start].c;
    let end = run(piece, start);
    if mark == '。' && end - start >= 3 {
        return ellipsis(piece, start, end, out);
    }
    let next = piece.get(end);
    let mixed = end - start == 1
        && next.is_some_and(|c| matches!((mark, c), ('，' | '、' | '；' | '：' | '。', '，' | '。' | '、' | '；')));
    if end - start == 2 || mixed {
        let end = if mixed { end + 1 } else { end };
        // ，，， and longer rows draw something.
        let lone = piece.get(end).is_none_or(|c| !"，。、；：".contains(c));
        if lone && han(piece.before(start)) {
            out.add(Code::DoubledMark, piece, start..end, vec![piece.text(start..end)]);
        }
        return end;
    }
    end
}

/// ... 。。。 ··· and a single …; a row of dots before a page number is a leader.
fn dots(piece: &Piece, start: usize, out: &mut Found) -> usize {
    let end = run(piece, start);
    let len = end - start;
    let (before, after) = (piece.before(start), piece.get(end));
    match piece.chars[start].c {
        '.' if len == 1 => {
            let label = piece.number_before(start).is_some_and(|n| n.start == 0);
            if han(before) && han(after) && !label {
                out.add(Code::HalfWidth, piece, start..end, vec![".".to_owned()]);
            }
            end
        }
        '…' if len == 1 => {
            let mark = |c: Option<char>| c.is_none_or(|c| is_han(c) || "”’》）。，、！？；：“".contains(c));
            if han(before) && mark(after) { ellipsis(piece, start, end, out) } else { end }
        }
        '.' | '．' | '·' if matches!(len, 3 | 6) => ellipsis(piece, start, end, out),
        _ => end,
    }
}

fn ellipsis(piece: &Piece, start: usize, end: usize, out: &mut Found) -> usize {
    let (before, after) = (piece.before(start), piece.get(end));
    let opens = before.is_some_and(|c| is_han(c) || "，、”》".contains(c));
    let follows = after.is_none_or(|c| is_han(c) || "”’》）。，、！？；：“".contains(c));
    if opens && follows {
        out.add(Code::Ellipsis, piece, start..end, vec![piece.text(start..end)]);
    }
    end
}

/// -- ―― ── －－ between Han; a single one at the head of a subtitle.
fn dashes(piece: &Piece, start: usize, out: &mut Found) -> usize {
    let end = run(piece, start);
    let (before, after) = (piece.before(start), piece.get(end));
    let first = piece.chars[start].c;
    let fault = match (first, end - start) {
        (_, 1) => start == 0 && han(after) && piece.kind == BlockKind::Subtitle,
        ('—' | '–', _) => false,
        (_, 2) => {
            let opens = before.is_some_and(|c| is_han(c) || "”》，。！？：".contains(c));
            let leads = start == 0 && matches!(piece.kind, BlockKind::Subtitle | BlockKind::Speaker);
            (opens || leads) && after.is_some_and(|c| is_han(c) || matches!(c, '“' | '《'))
        }
        _ => false,
    };
    if fault {
        out.add(Code::Dash, piece, start..end, vec![piece.text(start..end)]);
    }
    end
}

/// 张三丰 男，……, 主持人 今天……, 第一章 总则: what stands before the space at the head of a paragraph is a name.
fn names_somebody(piece: &Piece, length: usize) -> bool {
    const ROLES: &[&str] = &["主持人", "发言人", "编者按", "答记者", "负责人", "委员长", "秘书长", "董事长", "总经理"];
    let lead = piece.text(0..length);
    piece.starts(0, "第") || (length == 3 && (opens_with_surname(&lead) || ROLES.contains(&lead.as_str())))
}

/// A space inside a sentence; spaces that part names, labels or columns are meant.
fn spaces(piece: &Piece, start: usize, out: &mut Found) -> usize {
    let end = run(piece, start);
    let prose = piece.is_prose() && end - start == 1;
    if !prose || !han(piece.before(start)) || !han(piece.get(end)) {
        return end;
    }
    // The clause around it: so many Han in a row on both sides, and no other space.
    let clause = |c: char| !"，。；：！？、“”《》（）".contains(c);
    let left = piece.chars[..start].iter().rev().take_while(|c| clause(c.c));
    let right = piece.chars[end..].iter().take_while(|c| clause(c.c));
    let (mut lengths, mut spaces) = ([0, 0], 0);
    for (n, c) in left.map(|c| (0, c)).chain(right.map(|c| (1, c))).take(200) {
        lengths[n] += usize::from(!c.c.is_whitespace());
        spaces += usize::from(c.c.is_whitespace());
    }
    // 《食品安全国家标准 食品添加剂使用标准》, 营销部 张三：, 2021年4月7日 某某会议通过
    let titled = piece.chars[..start].iter().rev().map(|c| c.c).find(|c| matches!(c, '《' | '》')) == Some('《');
    let speaks = piece.get(end + lengths[1]) == Some('：');
    let dated = matches!(piece.before(start), Some('日' | '年' | '月'));
    if titled || speaks || dated {
        return end;
    }
    let sentence = |c: &super::reading::Char| "，。；".contains(c.c);
    let inside = piece.chars[..start].iter().any(sentence) || (lengths[0] >= 3 && !names_somebody(piece, lengths[0]));
    let goes_on = piece.chars[end..].iter().any(sentence);
    if spaces == 0 && inside && goes_on && lengths[0] + lengths[1] >= 6 && lengths[1] >= 2 && lengths[0] >= 2 {
        out.add(Code::HanSpace, piece, start - 1..end + 1, vec![piece.text(start - 1..end + 1)]);
    }
    end
}
