//! The rules of an official document: GB/T 9704-2012, clauses 7 and 10.

use std::fmt;

use serde::{Deserialize, Deserializer};

use super::{Length, Mm};

/// How the head and the foot of an official document are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Official {
    /// Which format.
    pub format: OfficialFormat,
    /// Upper edge of the 发文机关标志 below that of the type area.
    pub mark_top: Length,
    /// The same of an order (10.2).
    pub order_top: Length,
    /// The same of a letter, below the paper's edge (10.1).
    pub letter_top: Length,
    /// Ink of the mark and the rules of the head.
    pub red: Colour,
    /// From the lower edge of the 发文字号 (of the mark, in a letter) to the red rule.
    pub rule_below: Length,
    /// Thickness of the red rule; of the thick one of a pair.
    pub red_rule: Length,
    /// Thickness of the first and the last rule of the 版记.
    pub outer_rule: Length,
    /// Thickness of the rules between them.
    pub inner_rule: Length,
    /// How a document is signed.
    pub seal: Seal,
    /// On which page the 版记 stands.
    pub last_page: LastPage,
}

/// The formats of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OfficialFormat {
    /// Not an official document: pieces stand where the text has them.
    None,
    /// With head, red rule and foot (clause 7).
    Document,
    /// 信函格式 (10.1).
    Letter,
    /// 命令（令）格式 (10.2).
    Order,
    /// 纪要格式 (10.3).
    Minutes,
}

/// How a document is signed (7.3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Seal {
    /// A seal over signature and date (7.3.5.1).
    Sealed,
    /// No seal (7.3.5.2).
    Unsealed,
    /// A stamp of the signatory's signature (7.3.5.3).
    Stamp,
}

/// On which page the 版记 stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LastPage {
    /// On the back of the last leaf: the number of pages is even.
    Even,
    /// On the last page of the text, where there is room.
    Any,
}

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Colour {
    /// Red, green and blue.
    pub rgb: [u8; 3],
}

impl Colour {
    /// Black.
    pub const BLACK: Self = Self { rgb: [0; 3] };

    /// A colour as `#FF0000`.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, r, g, b] = value.to_be_bytes();
        Some(Self { rgb: [r, g, b] })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.rgb;
        write!(f, "{r:02X}{g:02X}{b:02X}")
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text).ok_or_else(|| serde::de::Error::custom("a colour as #FF0000 is wanted"))
    }
}

/// The section of a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileOfficial {
    format: OfficialFormat,
    mark_top_mm: Mm,
    order_top_mm: Mm,
    letter_top_mm: Mm,
    red: Colour,
    rule_below_mm: Mm,
    red_rule_mm: Mm,
    outer_rule_mm: Mm,
    inner_rule_mm: Mm,
    seal: Seal,
    last_page: LastPage,
}

impl From<FileOfficial> for Official {
    fn from(f: FileOfficial) -> Self {
        Self {
            format: f.format,
            mark_top: f.mark_top_mm.into(),
            order_top: f.order_top_mm.into(),
            letter_top: f.letter_top_mm.into(),
            red: f.red,
            rule_below: f.rule_below_mm.into(),
            red_rule: f.red_rule_mm.into(),
            outer_rule: f.outer_rule_mm.into(),
            inner_rule: f.inner_rule_mm.into(),
            seal: f.seal,
            last_page: f.last_page,
        }
    }
}
