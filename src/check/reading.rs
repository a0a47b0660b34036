//! The document as the rules read it: pieces in source order, their characters with their places.

use crate::model::{BlockKind, Document, Span, TakenFor};
pub(super) use crate::parse::digit_value as digit;

/// A character and its byte offset in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Char {
    pub(super) at: u32,
    pub(super) c: char,
}

/// A piece of the document: line ends inside it are undone, what is not printed is left out.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    /// Level of a run-in heading at its start.
    pub(super) run_in: Option<u8>,
    pub(super) chars: Vec<Char>,
}

impl Piece {
    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|c| c.c)
    }

    /// The character before; none at the start.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    /// The text of a range of characters.
    pub(super) fn text(&self, range: std::ops::Range<usize>) -> String {
        self.chars[range.start..range.end.min(self.chars.len())].iter().map(|c| c.c).collect()
    }

    /// Whether these characters stand at a place.
    pub(super) fn starts(&self, at: usize, word: &str) -> bool {
        let mut here = self.chars.get(at..).unwrap_or_default().iter().map(|c| c.c);
        word.chars().all(|c| here.next() == Some(c))
    }

    /// Whether these characters end just before a place.
    pub(super) fn ends(&self, at: usize, word: &str) -> bool {
        at.checked_sub(word.chars().count()).is_some_and(|start| self.starts(start, word))
    }

    /// Whether it is running text: sentences, not a title, a list or a verse.
    pub(super) fn is_prose(&self) -> bool {
        matches!(self.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Preamble)
    }
}

/// The text that positions refer to and its pieces.
pub(super) struct Reading<'a> {
    pub(super) text: std::borrow::Cow<'a, str>,
    spans: Vec<(BlockKind, Option<u8>, Span)>,
    /// Stretches inside pieces that are not printed.
    aside: Vec<(u32, u32)>,
}

impl<'a> Reading<'a> {
    /// Reads a document by its source; one made by hand by the text that it prints.
    pub(super) fn of(document: &'a Document) -> Self {
        if document.source.text.is_empty() {
            return Self::by_hand(document);
        }
        let mut spans = Vec::new();
        let mut aside = Vec::new();
        for piece in document.explain() {
            match piece.kind {
                TakenFor::Block(kind) => spans.push((kind, piece.run_in, piece.span)),
                TakenFor::SetAside(_) => aside.push((piece.span.start, piece.span.end)),
            }
        }
        Self { text: std::borrow::Cow::Borrowed(&document.source.text), spans, aside }
    }

    fn by_hand(document: &Document) -> Self {
        let mut text = String::new();
        let mut spans = Vec::new();
        for block in document.flow() {
            for line in &block.lines {
                let start = offset(text.len());
                text.extend(line.runs.iter().map(|r| r.text));
                let line = u32::try_from(spans.len() + 1).unwrap_or(u32::MAX);
                spans.push((block.kind, None, Span { line, start, end: offset(text.len()) }));
                text.push('\n');
            }
        }
        Self { text: std::borrow::Cow::Owned(text), spans, aside: Vec::new() }
    }

    /// The pieces, one after the other.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece> {
        let mut aside = self.aside.iter().copied().peekable();
        self.spans.iter().map(move |&(kind, run_in, span)| {
            let raw = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
            let mut chars = Vec::with_capacity(raw.len() / 3 + 4);
            let mut in_line_end = false;
            for (i, c) in raw.char_indices() {
                let at = span.start + offset(i);
                while aside.next_if(|(_, end)| *end <= at).is_some() {}
                if aside.peek().is_some_and(|(start, _)| *start <= at) {
                    continue;
                }
                if c == '\n' {
                    // The blanks around a line end that was undone are no spaces of the text.
                    while chars.last().is_some_and(|c: &Char| c.c.is_whitespace()) {
                        chars.pop();
                    }
                    in_line_end = true;
                    continue;
                }
                if in_line_end {
                    if c.is_whitespace() {
                        continue;
                    }
                    in_line_end = false;
                    let joins_words = c.is_ascii() && chars.last().is_some_and(|c: &Char| c.c.is_ascii());
                    if joins_words {
                        chars.push(Char { at, c: ' ' });
                    }
                }
                chars.push(Char { at, c });
            }
            Piece { kind, run_in, chars }
        })
    }
}

pub(super) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// A Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '〇' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

pub(super) fn han(c: Option<char>) -> bool {
    c.is_some_and(is_han)
}

/// A Han numeral of one figure.
pub(super) fn han_digit(c: char) -> Option<u32> {
    let at = "〇一二三四五六七八九".chars().position(|h| h == c);
    at.or(matches!(c, '零' | '○' | '◯' | 'Ｏ').then_some(0)).and_then(|n| u32::try_from(n).ok())
}

/// 三, 十二, 一百零五: a number below a thousand in Han numerals.
pub(super) fn han_number(n: u32) -> String {
    let digit = |d: u32| "零一二三四五六七八九".chars().nth(d as usize).unwrap_or_default();
    let (hundreds, tens, ones) = (n / 100 % 10, n / 10 % 10, n % 10);
    let mut out = String::new();
    if hundreds > 0 {
        out.extend([digit(hundreds), '百']);
    }
    match (hundreds, tens) {
        (0, 0) => {}
        (_, 0) if ones > 0 => out.push('零'),
        (_, 0) => {}
        (0, 1) => out.push('十'),
        (_, _) => out.extend([digit(tens), '十']),
    }
    if ones > 0 {
        out.push(digit(ones));
    }
    out
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Arabic,
    Han,
}

/// A number of at most four figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) script: Script,
    /// Index of its first character.
    pub(super) start: usize,
    /// Index just after its last one.
    pub(super) end: usize,
}

impl Piece {
    /// The number that ends just before a place, blanks between not counted.
    pub(super) fn number_before(&self, at: usize) -> Option<Number> {
        let mut end = at;
        while end > 0 && self.before(end) == Some(' ') {
            end -= 1;
        }
        let mut start = end;
        let script = if self.before(end).and_then(digit).is_some() { Script::Arabic } else { Script::Han };
        let fits = |c: char| match script {
            Script::Arabic => digit(c).is_some(),
            Script::Han => han_digit(c).is_some() || matches!(c, '十' | '百' | '廿' | '卅'),
        };
        while start > 0 && self.before(start).is_some_and(fits) {
            start -= 1;
        }
        self.value(start, end, script)
    }

    /// The number that begins at a place, blanks before it not counted.
    pub(super) fn number_at(&self, at: usize) -> Option<Number> {
        let mut start = at;
        while self.get(start) == Some(' ') {
            start += 1;
        }
        let script = if self.get(start).and_then(digit).is_some() { Script::Arabic } else { Script::Han };
        let fits = |c: char| match script {
            Script::Arabic => digit(c).is_some(),
            Script::Han => han_digit(c).is_some() || matches!(c, '十' | '百' | '廿' | '卅'),
        };
        let mut end = start;
        while self.get(end).is_some_and(fits) {
            end += 1;
        }
        self.value(start, end, script)
    }

    fn value(&self, start: usize, end: usize, script: Script) -> Option<Number> {
        if end == start || end - start > 5 {
            return None;
        }
        let chars = || self.chars[start..end].iter().map(|c| c.c);
        let value = match script {
            Script::Arabic if end - start <= 4 => chars().try_fold(0, |n, c| Some(n * 10 + digit(c)?))?,
            Script::Arabic => return None,
            Script::Han => han_value(chars())?,
        };
        Some(Number { value, script, start, end })
    }
}

/// 二〇二五 → 2025, 三十 → 30, 一百零五 → 105.
fn han_value(mut chars: impl Iterator<Item = char> + Clone) -> Option<u32> {
    if chars.clone().all(|c| han_digit(c).is_some()) {
        return chars.try_fold(0u32, |n, c| n.checked_mul(10)?.checked_add(han_digit(c)?));
    }
    let (mut total, mut last) = (0, None);
    for c in chars {
        match c {
            '百' => total += last.take()? * 100,
            '十' => total += last.take().unwrap_or(1) * 10,
            '廿' => total += 20,
            '卅' => total += 30,
            c => {
                let d = han_digit(c)?;
                if last.is_some_and(|l| l > 0) {
                    return None;
                }
                last = Some(d);
            }
        }
    }
    Some(total + last.unwrap_or(0))
}
