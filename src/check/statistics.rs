//! How much text there is, and how long it takes to speak it.

use serde::Serialize;

use super::characters::Table;
use super::reading::{Piece, Reading, is_han};
use crate::model::{BlockKind, Document};

/// How much text a document has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statistics {
    /// Han characters.
    pub han: usize,
    /// All other characters, white space aside.
    pub others: usize,
    /// Sentences of the running text.
    pub sentences: usize,
    /// Paragraphs.
    pub paragraphs: usize,
    /// The longest sentence.
    pub longest: Option<Sentence>,
    /// Characters a minute that the times were reckoned with.
    pub rate: u32,
    /// Seconds to speak it at that rate.
    pub seconds: u32,
    /// Seconds for a quick speaker and for a slow one: at 120 and 80 per cent of the rate.
    pub range: (u32, u32),
    /// What stands before the first heading of level 1, and each part under one.
    pub sections: Vec<Section>,
    /// The implementation level of GB 18030-2022 that its Han characters need, 1 to 3.
    pub gb18030_level: u8,
    /// Those that need more than level 1.
    pub beyond_level_1: Vec<char>,
}

/// A sentence and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// 1-based line of the source where it begins.
    pub line: u32,
    /// Its characters, white space aside.
    pub characters: usize,
    /// Its first words.
    pub text: String,
}

/// A part of the text under a heading of level 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The heading; empty before the first one.
    pub heading: String,
    /// Characters spoken: Han, figures and Latin words.
    pub spoken: usize,
    /// Seconds to speak it at the rate.
    pub seconds: u32,
}

/// Characters of a sentence that are shown.
const SHOWN: usize = 24;

/// Counts a document, with speaking times at a rate of characters a minute.
///
/// Spoken are salutation, text and closing words: a Han character and a figure count one, a Latin
/// word counts one.
pub fn statistics(document: &Document, rate: u32) -> Statistics {
    let rate = rate.max(1);
    let reading = Reading::of(document);
    let table = Table::new();
    let mut out = Statistics {
        han: 0,
        others: 0,
        sentences: 0,
        paragraphs: 0,
        longest: None,
        rate,
        seconds: 0,
        range: (0, 0),
        sections: vec![Section { heading: String::new(), spoken: 0, seconds: 0 }],
        gb18030_level: 1,
        beyond_level_1: Vec::new(),
    };
    let mut longest = (0, 0, String::new());
    for piece in reading.pieces() {
        for here in &piece.chars {
            if is_han(here.c) {
                out.han += 1;
            } else if !here.c.is_whitespace() {
                out.others += 1;
            }
            if !matches!(here.c, '\0'..='\u{2E7F}' | '\u{3000}'..='\u{33FF}' | '\u{3400}'..='\u{4DB5}' | '\u{4E00}'..='\u{9FEF}')
                && let Some(level) = table.level(here.c).filter(|l| *l > 1)
            {
                out.gb18030_level = out.gb18030_level.max(level);
                out.beyond_level_1.push(here.c);
            }
        }
        out.paragraphs += usize::from(matches!(piece.kind, BlockKind::Paragraph | BlockKind::Quote));
        if matches!(piece.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Closing) {
            sentences(&piece, &mut out.sentences, &mut longest);
        }
        if piece.kind == BlockKind::Heading(1) || piece.run_in == Some(1) {
            let end = piece
                .chars
                .iter()
                .position(|c| c.c == '。')
                .filter(|_| piece.run_in.is_some())
                .unwrap_or(piece.chars.len());
            out.sections.push(Section { heading: piece.text(0..end), spoken: 0, seconds: 0 });
        }
        if is_spoken(piece.kind)
            && let Some(section) = out.sections.last_mut()
        {
            section.spoken += spoken(&piece);
        }
    }
    out.beyond_level_1.sort_unstable();
    out.beyond_level_1.dedup();
    let seconds =
        |spoken: usize, rate: u64| u32::try_from((spoken as u64 * 60).div_ceil(rate.max(1))).unwrap_or(u32::MAX);
    for section in &mut out.sections {
        section.seconds = seconds(section.spoken, rate.into());
    }
    let spoken: usize = out.sections.iter().map(|s| s.spoken).sum();
    out.seconds = seconds(spoken, rate.into());
    out.range = (seconds(spoken, u64::from(rate) * 6 / 5), seconds(spoken, u64::from(rate) * 4 / 5));
    out.sections.retain(|s| s.spoken > 0);
    if longest.0 > 0 {
        let line = reading.text[..longest.1].bytes().filter(|b| *b == b'\n').count() + 1;
        out.longest = Some(Sentence { line: super::reading::offset(line), characters: longest.0, text: longest.2 });
    }
    out
}

/// Front matter is printed and not spoken, and so are signature, notes and attachments' names.
fn is_spoken(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Salutation
            | BlockKind::InnerSalutation
            | BlockKind::Heading(_)
            | BlockKind::Paragraph
            | BlockKind::InnerTitle
            | BlockKind::Verse
            | BlockKind::Quote
            | BlockKind::Closing
    )
}

fn spoken(piece: &Piece) -> usize {
    let mut in_word = false;
    let mut count = 0;
    for here in &piece.chars {
        let letter = here.c.is_ascii_alphabetic();
        if is_han(here.c) || super::reading::digit(here.c).is_some() || (letter && !in_word) {
            count += 1;
        }
        in_word = letter;
    }
    count
}

/// Counts the sentences of a piece; the longest of all stands in the last argument: characters,
/// place, first words.
fn sentences(piece: &Piece, count: &mut usize, longest: &mut (usize, usize, String)) {
    let (mut start, mut length) = (0, 0);
    for (at, here) in piece.chars.iter().enumerate() {
        length += usize::from(!here.c.is_whitespace());
        let ends = matches!(here.c, '。' | '！' | '？')
            && !matches!(piece.get(at + 1), Some('。' | '！' | '？' | '”' | '’' | '）'));
        let closes = matches!(here.c, '”' | '’') && matches!(piece.before(at), Some('。' | '！' | '？'));
        if ends || closes || at + 1 == piece.chars.len() {
            if length > 0 {
                *count += 1;
            }
            if length > longest.0 {
                let mut text = piece.text(start..(start + SHOWN).min(at + 1));
                if at + 1 - start > SHOWN {
                    text.push('…');
                }
                *longest = (length, piece.chars[start].at as usize, text);
            }
            (start, length) = (at + 1, 0);
        }
    }
}
