//! Where a text is at home: it decides how marks are set (CLREQ, 3.1; Traditional Chinese in 6.1.1).

use encoding_rs::{BIG5, GBK};
use serde::Deserialize;

/// The region of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// Mainland: marks in the lower left of their cell, which they may give up half of.
    Cn,
    /// Taiwan: marks in the middle of their cell, which they keep.
    Tw,
    /// Hong Kong: as Taiwan.
    Hk,
}

/// Han characters looked at before deciding: half a page is plenty.
const SAMPLE: usize = 300;

impl Region {
    /// The region that a text's characters tell: Traditional where characters of Big5 that GB 2312
    /// lacks outnumber those of GB 2312 that Big5 lacks.
    ///
    /// Characters do not tell Taiwan from Hong Kong; Taiwan is taken.
    pub fn of_text<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let han = texts.into_iter().flat_map(str::chars).filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c));
        let (mut simplified, mut traditional) = (0u32, 0u32);
        for c in han.take(SAMPLE) {
            match (in_gb2312(c), in_big5(c)) {
                (true, false) => simplified += 1,
                (false, true) => traditional += 1,
                _ => {}
            }
        }
        if traditional > simplified { Self::Tw } else { Self::Cn }
    }

    /// Language tag (BCP 47).
    pub fn language(self) -> &'static str {
        match self {
            Self::Cn => "zh-CN",
            Self::Tw => "zh-TW",
            Self::Hk => "zh-HK",
        }
    }
}

fn in_gb2312(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = GBK.encode(c.encode_utf8(&mut buffer));
    // The rows of GB 2312 within GBK.
    !unmappable && matches!(*bytes, [0xB0..=0xF7, 0xA1..=0xFE])
}

fn in_big5(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = BIG5.encode(c.encode_utf8(&mut buffer));
    // Without the Hong Kong supplement, which holds simplified forms too.
    !unmappable && matches!(*bytes, [0xA4..=0xF9, _])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_tell_simplified_from_traditional() {
        assert_eq!(Region::of_text(["各位劳动模范、同志们：大家下午好！"]), Region::Cn);
        assert_eq!(Region::of_text(["各位勞動模範、女士們先生們：大家午安！"]), Region::Tw);
        assert_eq!(Region::of_text(["一二三"]), Region::Cn);
    }
}
