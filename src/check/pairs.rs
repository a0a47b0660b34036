//! Quotation marks and brackets: each with its partner, none inside its own kind.
//!
//! A quotation of several paragraphs opens each of them and closes the last (GB/T 15834 4.8),
//! so a mark that is open at the end of a paragraph waits for a later one.

use super::reading::{Piece, is_han, offset};
use super::{Code, Found};

/// Opening and closing marks, by kind.
const KINDS: [(&[char], &[char]); 9] = [
    (&['“'], &['”']),
    (&['‘'], &['’']),
    (&['「'], &['」']),
    (&['『'], &['』']),
    (&['《'], &['》']),
    (&['（', '('], &['）', ')']),
    (&['【'], &['】']),
    (&['〔'], &['〕']),
    (&['〈'], &['〉']),
];

/// How many pieces an open mark waits for its partner.
const PATIENCE: usize = 40;

#[derive(Debug, Clone, Copy)]
struct Mark {
    kind: usize,
    opens: bool,
    /// 1） closes nothing, if nothing is open.
    label: bool,
    c: char,
    at: u32,
    piece: usize,
}

#[derive(Debug, Default)]
pub(super) struct Pairs {
    piece: usize,
    /// Marks without a partner in their own piece, in source order.
    waiting: Vec<Mark>,
}

impl Pairs {
    pub(super) fn read(&mut self, piece: &Piece, out: &mut Found) {
        self.piece += 1;
        let mut open: Vec<(usize, Mark)> = Vec::new();
        let mut nested: Vec<(usize, usize)> = Vec::new();
        let mut lonely: Vec<Mark> = Vec::new();
        for (at, c) in piece.chars.iter().enumerate() {
            let Some((kind, opens)) = kind(c.c) else { continue };
            let mark = Mark { kind, opens, label: false, c: c.c, at: c.at, piece: self.piece };
            // The next paragraph of a quotation opens again; some texts run paragraphs together.
            let goes_on = opens && kind < 4;
            let balanced = kind >= 2 && is_balanced(piece, kind);
            if goes_on && at == 0 && !balanced && self.waiting.iter().any(|m| m.kind == kind) {
                continue;
            }
            let new_sentence = matches!(piece.before(at), Some('。' | '；' | '　' | '！' | '？'));
            // 规定处罚：“（一）……；“（二）……
            let item = piece.before(at) == Some('：') && matches!(piece.get(at + 1), Some('（' | '('));
            if goes_on && (new_sentence || item) && open.iter().any(|(_, m)| m.kind == kind) {
                continue;
            }
            if opens {
                // The two kinds alternate (GB/T 15834 4.8.3.4): “……‘……“……”……’……”.
                if kind < 2 && open.iter().rfind(|(_, m)| m.kind < 2).is_some_and(|(_, m)| m.kind == kind) {
                    nested.push((at, kind));
                }
                open.push((at, mark));
            } else if let Some(partner) = open.iter().rposition(|(_, m)| m.kind == kind) {
                // don’t
                if c.c != '’' || !is_apostrophe(piece, at, |a, b| a && b) {
                    open.remove(partner);
                }
            } else if c.c != '’' || !is_apostrophe(piece, at, |a, b| a || b) {
                let label = kind == 5 && is_label(piece, at);
                lonely.push(Mark { label, ..mark });
            }
        }
        let balanced = |kind| !open.iter().any(|(_, m)| m.kind == kind) && !lonely.iter().any(|m| m.kind == kind);
        for (at, kind) in nested {
            if balanced(kind) && self.waiting.iter().all(|m| m.kind != kind) {
                out.add(Code::NestedQuotes, piece, at..at + 1, vec![piece.text(at..at + 1)]);
            }
        }
        lonely.extend(open.into_iter().map(|(_, mark)| mark));
        lonely.sort_by_key(|mark| mark.at);
        self.settle(&lonely, out);
    }

    /// Marks that found no partner in their piece look for one among those that wait.
    fn settle(&mut self, lonely: &[Mark], out: &mut Found) {
        let piece = self.piece;
        let late = |mark: &Mark| mark.piece + PATIENCE < piece;
        for mark in self.waiting.extract_if(.., |mark| late(mark)) {
            tell(&mark, out);
        }
        for mark in lonely {
            let same = |m: &Mark| m.kind == mark.kind && m.piece < piece;
            if mark.opens {
                self.waiting.push(*mark);
            } else if let Some(partner) = self.waiting.iter().rposition(same) {
                self.waiting.remove(partner);
            } else if !mark.label {
                tell(mark, out);
            }
        }
    }

    pub(super) fn end(self, out: &mut Found) {
        for mark in &self.waiting {
            tell(mark, out);
        }
    }
}

/// Whether a piece has as many opening as closing marks of a kind.
fn is_balanced(piece: &Piece, of_kind: usize) -> bool {
    let marks = piece.chars.iter().filter_map(|c| kind(c.c)).filter(|(kind, _)| *kind == of_kind);
    let (opening, closing): (Vec<_>, Vec<_>) = marks.partition(|(_, opens)| *opens);
    opening.len() == closing.len()
}

fn tell(mark: &Mark, out: &mut Found) {
    out.at(Code::Unpaired, mark.at, mark.at + offset(mark.c.len_utf8()), vec![mark.c.to_string()]);
}

fn kind(c: char) -> Option<(usize, bool)> {
    if is_han(c) {
        return None;
    }
    KINDS.iter().enumerate().find_map(|(kind, (open, close))| {
        if open.contains(&c) { Some((kind, true)) } else { close.contains(&c).then_some((kind, false)) }
    })
}

/// Whether the letters around it, judged together, make it an apostrophe.
fn is_apostrophe(piece: &Piece, at: usize, judge: impl Fn(bool, bool) -> bool) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    judge(latin(piece.before(at)), latin(piece.get(at + 1)))
}

/// 1） a) 一）: the bracket of a label, at the head of a line or inside it.
fn is_label(piece: &Piece, at: usize) -> bool {
    let Some(before) = piece.before(at) else { return true };
    before.is_ascii()
        || super::reading::digit(before).is_some()
        || super::reading::han_digit(before).is_some()
        || "十①②③④⑤⑥⑦⑧⑨".contains(before)
}
