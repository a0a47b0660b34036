//! 一是……二是……三是 and 第一，……第二，…… inside the text.

use super::reading::{Piece, Script, is_han};
use super::{Code, Found};

#[derive(Debug, Clone, PartialEq, Eq)]
struct Ordinal {
    /// 是 or 第.
    kind: char,
    value: u32,
    text: String,
}

/// The sequences that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Ordinals {
    open: Vec<Ordinal>,
}

impl Ordinals {
    pub(super) fn read(&mut self, piece: &Piece, out: &mut Found) {
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
            if let Some((start, end, next)) = found {
                self.next(piece, start..end, next, out);
            }
        }
    }

    fn next(&mut self, piece: &Piece, range: std::ops::Range<usize>, next: Ordinal, out: &mut Found) {
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
        let Some(level) = self.open.iter().rposition(of_kind) else { return };
        let last = self.open[level].clone();
        let code = match next.value {
            v if v == last.value => Code::OrdinalRepeat,
            // A longer leap is another sequence.
            v if v > last.value && v <= last.value + 3 => Code::OrdinalGap,
            _ => return,
        };
        out.add(code, piece, range, vec![last.text, next.text.clone()]);
        self.open.truncate(level + 1);
        self.open[level] = next;
    }
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
    // 二是二 is arithmetic.
    let figure =
        piece.get(at + 1).is_some_and(|c| "一二三四五六七八九十".contains(c) && piece.before(n.start) != Some('，'));
    (plain && clause(piece, n.start) && !figure)
        .then(|| (n.start, at + 1, Ordinal { kind: '是', value: n.value, text: piece.text(n.start..at + 1) }))
}

/// 第二，, its 第 at the place.
fn ordinal(piece: &Piece, at: usize) -> Option<(usize, usize, Ordinal)> {
    let n = piece
        .number_at(at + 1)
        .filter(|n| n.start == at + 1 && n.script == Script::Han && (1..=20).contains(&n.value))?;
    let mark = piece.get(n.end).is_some_and(|c| matches!(c, '，' | '、' | '：'));
    let named = piece.get(n.end + 1).is_some_and(|c| is_han(c) || c == '“' || c == '《');
    let next_is_ordinal = piece.get(n.end + 1) == Some('第');
    (mark && named && !next_is_ordinal && clause(piece, at) && piece.before(at) != Some('、'))
        .then(|| (at, n.end, Ordinal { kind: '第', value: n.value, text: piece.text(at..n.end) }))
}
