//! Character classes for horizontal Chinese text (CLREQ, appendix A; GB/T 15834-2011, 5).
//!
//! One table answers every question that line breaking and justification ask of
//! a character: may it start or end a line, which side of its cell is blank, by
//! which step may that blank be shrunk. Nothing else in the layout looks at
//! code points.

use unicode_script::{Script, UnicodeScript};

use crate::font::is_western;
use crate::style::Prohibition;

/// The class of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// Han, kana, full-width letters and symbols: one cell, a break on either side.
    Ideograph,
    /// Small kana, iteration and length marks: a cell that starts no line.
    Nonstarter,
    /// 。 ．
    Stop,
    /// ， 、 ； ：
    Comma,
    /// ！ ？
    Exclamation,
    /// “ ‘ （ 《 and the like.
    Opening,
    /// ” ’ ） 》 and the like.
    Closing,
    /// — as half of a two-em dash, ⸺.
    Dash,
    /// … and ⋯.
    Ellipsis,
    /// 连接号: ～ – and a single — .
    Connector,
    /// 间隔号: · ・.
    Interpunct,
    /// ／.
    Solidus,
    /// ￥ ＄ № before a number.
    Prefix,
    /// ％ ‰ ℃ after a number.
    Suffix,
    /// The ideographic space: a blank cell.
    IdeographicSpace,
    /// Latin and other alphabetic letters.
    Letter,
    /// Digits 0–9.
    Digit,
    /// ( [ { and the like.
    WesternOpening,
    /// ) ] } , . ; : ! ? % and the like.
    WesternClosing,
    /// - / and the like: a break may follow inside a long word.
    WesternHyphen,
    /// Other Western signs: @ # & * + = _ ~ " '.
    WesternSign,
    /// $ £ € before a number.
    WesternPrefix,
    /// A space that may be a line end.
    Space,
    /// A space that may not.
    NoBreakSpace,
    /// U+200B: a break without a width.
    ZeroWidthSpace,
    /// Invisible or combining: belongs to what stands before it.
    Attached,
}

/// The class of a character. A dash is a [`Class::Connector`] until
/// [`super::clusters`] has found that it is half of ——.
pub fn class(c: char) -> Class {
    match c {
        '\u{4E00}'..='\u{9FFF}' => Class::Ideograph,
        '。' | '．' | '｡' => Class::Stop,
        '，' | '、' | '；' | '：' | '､' | '﹐' | '﹑' | '﹔' | '﹕' => Class::Comma,
        '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' | '﹖' | '﹗' => Class::Exclamation,
        '“' | '‘' | '（' | '《' | '〈' | '【' | '〖' | '〔' | '［' | '｛' | '「' | '『' | '〘' | '〚' | '〝' | '｢'
        | '｟' => Class::Opening,
        '”' | '’' | '）' | '》' | '〉' | '】' | '〗' | '〕' | '］' | '｝' | '」' | '』' | '〙' | '〛' | '〞' | '〟'
        | '｣' | '｠' => Class::Closing,
        '⸺' | '⸻' => Class::Dash,
        '…' | '⋯' | '‥' => Class::Ellipsis,
        '—' | '―' | '–' | '～' | '〜' | '‐' | '‑' | '－' | '゠' => Class::Connector,
        '·' | '・' | '‧' | '･' => Class::Interpunct,
        '／' => Class::Solidus,
        '￥' | '＄' | '￡' | '￠' | '№' | '±' => Class::Prefix,
        '％' | '‰' | '‱' | '℃' | '℉' | '°' | '′' | '″' | '‴' | '㎡' | '㎏' | '㎎' | '㎜' | '㎝' | '㎞' | '㏄'
        | '㏑' | '㎥' => Class::Suffix,
        '々' | '〻' | 'ー' | 'ヽ' | 'ヾ' | 'ゝ' | 'ゞ' | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ'
        | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ'
        | 'ヶ' => Class::Nonstarter,
        '\u{3000}' => Class::IdeographicSpace,
        '\u{200B}' => Class::ZeroWidthSpace,
        '\u{00A0}' | '\u{202F}' | '\u{2007}' => Class::NoBreakSpace,
        '0'..='9' => Class::Digit,
        'A'..='Z' | 'a'..='z' => Class::Letter,
        '(' | '[' | '{' => Class::WesternOpening,
        ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' | '%' => Class::WesternClosing,
        '-' | '/' => Class::WesternHyphen,
        '$' | '£' | '€' | '¥' => Class::WesternPrefix,
        _ if c.is_whitespace() => Class::Space,
        _ if crate::font::is_attached(c) => Class::Attached,
        _ if is_western(c) => match c.script() {
            Script::Common => Class::WesternSign,
            _ => Class::Letter,
        },
        _ => Class::Ideograph,
    }
}

/// The step of line adjustment in which a blank is shrunk (CLREQ, procedures for
/// inter-character spacing reduction; s1, the mark at the line end, always applies).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ShrinkStep {
    /// s2: Western word spaces, to ¼ em.
    WordSpace,
    /// s4: before opening and after closing marks, to ½ em.
    Bracket,
    /// s5: after ， 、 ； ：, to ½ em.
    Comma,
    /// s6: between Han and Western, to ⅛ em.
    HanWestern,
    /// s7: after 。 ！ ？, to ½ em.
    Stop,
    /// Between Han, by at most [`TIGHTEST`] of an em. Not a step of CLREQ: the last resort where a
    /// number or word that cannot be parted would otherwise tear the line before it open.
    Tracking,
}

/// How much tighter than its natural pitch Han may be set, in thousandths of an em.
pub(crate) const TIGHTEST: i32 = 15;

impl ShrinkStep {
    /// The steps in their order. s3 (interpuncts) has nothing to give: they are set in ½ em from the start.
    pub const ORDER: [Self; 6] =
        [Self::WordSpace, Self::Bracket, Self::Comma, Self::HanWestern, Self::Stop, Self::Tracking];
}

impl Class {
    /// Marks of which half the cell is blank on the right.
    pub fn blank_right(self) -> bool {
        matches!(self, Self::Stop | Self::Comma | Self::Exclamation | Self::Closing)
    }

    /// Marks of which half the cell is blank on the left.
    pub fn blank_left(self) -> bool {
        self == Self::Opening
    }

    /// The step that may shrink the blank on the right.
    pub fn shrink_right(self) -> Option<ShrinkStep> {
        match self {
            Self::Closing => Some(ShrinkStep::Bracket),
            Self::Comma => Some(ShrinkStep::Comma),
            Self::Stop | Self::Exclamation => Some(ShrinkStep::Stop),
            _ => None,
        }
    }

    /// Not at a line start (避头; CLREQ, prohibition rules for line start and line end).
    pub fn no_line_start(self, level: Prohibition) -> bool {
        match self {
            Self::Stop
            | Self::Comma
            | Self::Exclamation
            | Self::Closing
            | Self::Connector
            | Self::Interpunct
            | Self::Nonstarter
            | Self::Suffix
            | Self::WesternClosing
            | Self::WesternHyphen => level >= Prohibition::Basic,
            Self::Solidus => level >= Prohibition::Gb,
            Self::Dash | Self::Ellipsis => level >= Prohibition::Strict,
            _ => false,
        }
    }

    /// Not at a line end (避尾).
    pub fn no_line_end(self, level: Prohibition) -> bool {
        match self {
            Self::Opening | Self::Prefix | Self::WesternOpening | Self::WesternPrefix => level >= Prohibition::Basic,
            Self::Solidus => level >= Prohibition::Gb,
            _ => false,
        }
    }

    /// Set in the Latin face, between word spaces.
    pub fn is_western(self) -> bool {
        matches!(
            self,
            Self::Letter
                | Self::Digit
                | Self::WesternOpening
                | Self::WesternClosing
                | Self::WesternHyphen
                | Self::WesternSign
                | Self::WesternPrefix
        )
    }

    /// Beside which Han text is set a little apart.
    pub fn is_alphanumeric(self) -> bool {
        matches!(self, Self::Letter | Self::Digit)
    }

    /// Beside which nothing is stretched (CLREQ: connectors and solidi stay close).
    pub fn keeps_close(self) -> bool {
        matches!(self, Self::Connector | Self::Solidus)
    }

    /// Whether it counts as a character of the text in the rule against 孤字.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Ideograph | Self::Nonstarter | Self::Letter | Self::Digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CLREQ appendix A: the marks of horizontal Simplified Chinese by class.
    #[test]
    fn every_mark_of_the_appendix_has_its_class() {
        for (marks, expected) in [
            ("。．", Class::Stop),
            ("，、；：", Class::Comma),
            ("！？", Class::Exclamation),
            ("“‘（《〈【〖〔［｛「『", Class::Opening),
            ("”’）》〉】〗〕］｝」』", Class::Closing),
            ("…⋯", Class::Ellipsis),
            ("—–～", Class::Connector),
            ("·・", Class::Interpunct),
            ("／", Class::Solidus),
            ("％‰℃", Class::Suffix),
            ("￥№", Class::Prefix),
            ("国〇㐀Ａ①㈠○●※", Class::Ideograph),
        ] {
            for c in marks.chars() {
                assert_eq!(class(c), expected, "{c}");
            }
        }
    }

    #[test]
    fn what_has_a_blank_side_can_give_it_up() {
        for c in "。，、；：！？”’）》".chars() {
            assert!(
                class(c).blank_right()
                    && class(c).shrink_right().is_some()
                    && class(c).no_line_start(Prohibition::Basic),
                "{c}"
            );
        }
        for c in "“‘（《".chars() {
            assert!(class(c).blank_left() && class(c).no_line_end(Prohibition::Basic), "{c}");
        }
    }

    #[test]
    fn the_levels_differ_as_clreq_has_them() {
        let starts = |c, level| !class(c).no_line_start(level);
        assert!(starts('。', Prohibition::None) && !starts('。', Prohibition::Basic));
        assert!(starts('／', Prohibition::Basic) && !starts('／', Prohibition::Gb));
        assert!(starts('…', Prohibition::Gb) && !starts('…', Prohibition::Strict));
        assert!(!class('／').no_line_end(Prohibition::Basic) && class('／').no_line_end(Prohibition::Gb));
    }

    #[test]
    fn western_text_is_western() {
        assert_eq!(class('A'), Class::Letter);
        assert_eq!(class('é'), Class::Letter);
        assert_eq!(class('7'), Class::Digit);
        assert_eq!(class(','), Class::WesternClosing);
        assert_eq!(class('\u{301}'), Class::Attached);
    }
}
