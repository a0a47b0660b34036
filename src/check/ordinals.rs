//! 一是……二是……三是 and 第一，……第二，…… inside the text.

use super::reading::{Piece, Script, han_number, is_han};
use super::{Code, Found};

#[derive(Debug, Clone, PartialEq, Eq)]
struct Ordinal {
    /// 是 or 第.
    kind: char,
    value: u32,
    text: String,
    /// Whether a clause begins with it. 然而第二， goes on with a sequence, but is no proof of one.
    leads: bool,
    /// The piece in which it stands, and whether at its head.
    piece: usize,
    heads: bool,
    /// Place in the text where it ends.
    end: u32,
}

/// The sequences that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Ordinals {
    open: Vec<Ordinal>,
    pieces: usize,
}

impl Ordinals {
    pub(super) fn read(&mut self, piece: &Piece, text: &str, out: &mut Found) {
        self.pieces += 1;
        if !piece.is_prose() {
            self.open.clear();
            return;
        }
        if piece.run_in.is_some() {
            self.open.clear();
        }
        for at in 0..piece.chars.len() {
            let found = match piece.chars[at].c {
                '是' => lead(piece, at),
                '第' => ordinal(piece, at),
                _ => None,
            };
            if let Some((start, end, mut next)) = found {
                (next.piece, next.heads) = (self.pieces, start == 0);
                self.next(piece, text, start..end, next, out);
            }
        }
    }

    fn next(&mut self, piece: &Piece, text: &str, range: std::ops::Range<usize>, next: Ordinal, out: &mut Found) {
        if next.value == 1 {
            self.open.push(next);
            if self.open.len() > 8 {
                self.open.remove(0);
            }
            return;
        }
        let of_kind = |o: &Ordinal| o.kind == next.kind;
        if let Some(level) = self.open.iter().rposition(|o| of_kind(o) && o.value + 1 == next.value) {
            self.open.truncate(level + 1);
            self.open[level] = next;
            return;
        }
        if !next.leads {
            return;
        }
        let Some(level) = self.open.iter().rposition(of_kind) else { return };
        let last = self.open[level].clone();
        let code = match next.value {
            v if v == last.value => Some(Code::OrdinalRepeat),
            // A longer leap is another sequence.
            v if v > last.value && v <= last.value + 3 => Some(Code::OrdinalGap),
            // One that began unseen.
            _ => None,
        };
        // Of one list: in one paragraph, or each at the head of its own.
        let together = last.piece == next.piece || (last.heads && next.heads);
        let start = piece.chars[range.start].at;
        let between = text.get(last.end as usize..start as usize).unwrap_or_default();
        let missing = (last.value + 1..next.value).any(|n| between.contains(&spelled(next.kind, n)));
        if let Some(code) = code.filter(|_| together && !missing) {
            out.add(code, piece, range, vec![last.text, next.text.clone()]);
        }
        self.open.truncate(level + 1);
        self.open[level] = next;
    }
}

/// 三 of 是 is 三是, of 第 it is 第三.
fn spelled(kind: char, n: u32) -> String {
    let n = han_number(n);
    if kind == '是' { format!("{n}是") } else { format!("第{n}") }
}

/// Whether a clause begins at a place.
fn clause(piece: &Piece, at: usize) -> bool {
    piece.before(at).is_none_or(|c| "。；：，！？、）”".contains(c) || c.is_whitespace())
}

/// 二是, its 是 at the place.
fn lead(piece: &Piece, at: usize) -> Option<(usize, usize, Ordinal)> {
    let n =
        piece.number_before(at).filter(|n| n.script == Script::Han && n.end == at && (1..=20).contains(&n.value))?;
    let plain = piece.text(n.start..n.end).chars().all(|c| "一二三四五六七八九十".contains(c));
    // 一是一，二是二 is arithmetic; 二是十分重要的 is none.
    let numeral = piece.get(at + 1).is_some_and(|c| "一二三四五六七八九十".contains(c));
    let figure = numeral && !piece.get(at + 2).is_some_and(is_han);
    let end = piece.chars[at].at + super::reading::offset('是'.len_utf8());
    let text = piece.text(n.start..at + 1);
    let leads = clause(piece, n.start);
    (plain && !figure)
        .then(|| (n.start, at + 1, Ordinal { kind: '是', value: n.value, text, leads, piece: 0, heads: false, end }))
}

/// 第二，, its 第 at the place.
fn ordinal(piece: &Piece, at: usize) -> Option<(usize, usize, Ordinal)> {
    let n = piece
        .number_at(at + 1)
        .filter(|n| n.start == at + 1 && n.script == Script::Han && (1..=20).contains(&n.value))?;
    let mark = piece.get(n.end).is_some_and(|c| matches!(c, '，' | '、' | '：'));
    let named = piece.get(n.end + 1).is_some_and(|c| is_han(c) || c == '“' || c == '《');
    let next_is_ordinal = piece.get(n.end + 1) == Some('第');
    let end = piece.chars[n.end - 1].at + super::reading::offset(piece.chars[n.end - 1].c.len_utf8());
    let leads = clause(piece, at) && piece.before(at) != Some('、');
    let text = piece.text(at..n.end);
    (mark && named && !next_is_ordinal).then_some((
        at,
        n.end,
        Ordinal { kind: '第', value: n.value, text, leads, piece: 0, heads: false, end },
    ))
}
