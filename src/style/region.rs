//! Where a text is at home: it decides how marks are set (CLREQ, 3.1; Traditional Chinese in 6.1.1).

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

/// What names Hong Kong's government, and nobody else's.
const HONG_KONG: [&str; 3] = ["香港特別行政區", "香港特區", "行政長官"];

/// What names Taiwan's.
const TAIWAN: [&str; 4] = ["中華民國", "臺灣", "台灣", "行政院"];

impl Region {
    /// The region that a text's characters tell: Traditional where characters of Big5 that GB 2312
    /// lacks outnumber those of GB 2312 that Big5 lacks.
    ///
    /// Characters do not tell Taiwan from Hong Kong: a text is of Hong Kong where it names that government more
    /// often than Taiwan's.
    pub fn of_text<'a>(texts: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Self {
        let texts = texts.into_iter();
        let han = texts.clone().flat_map(str::chars).filter(|c| (HanSet::FIRST..=HanSet::LAST).contains(c));
        let (mut simplified, mut traditional) = (0u32, 0u32);
        for c in han.take(SAMPLE) {
            match (GB2312.has(c), BIG_5.has(c)) {
                (true, false) => simplified += 1,
                (false, true) => traditional += 1,
                _ => {}
            }
        }
        if traditional <= simplified {
            return Self::Cn;
        }
        let named = |names: &[&str]| -> usize {
            texts.clone().map(|text| names.iter().map(|name| text.matches(name).count()).sum::<usize>()).sum()
        };
        if named(&HONG_KONG) > named(&TAIWAN) { Self::Hk } else { Self::Tw }
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

/// GB 2312.
static GB2312: HanSet = HanSet(include_bytes!("gb2312.bits"));

/// Big5 without the Hong Kong supplement, which holds simplified forms too.
static BIG_5: HanSet = HanSet(include_bytes!("big5.bits"));

/// The Han characters of an encoding: a bit for each, the lowest of a byte first. To decode the whole of an encoding
/// for them would take a process longer than to read the text.
struct HanSet(&'static [u8; HanSet::BYTES]);

impl HanSet {
    const FIRST: char = '\u{4E00}';
    const LAST: char = '\u{9FFF}';
    const BYTES: usize = (Self::LAST as usize - Self::FIRST as usize + 1) / 8;

    fn has(&self, c: char) -> bool {
        let place = (c as usize).wrapping_sub(Self::FIRST as usize);
        self.0.get(place / 8).is_some_and(|byte| byte >> (place % 8) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, Encoding, GBK};

    use super::*;

    #[test]
    fn characters_tell_simplified_from_traditional() {
        assert_eq!(Region::of_text(["各位劳动模范、同志们：大家下午好！"]), Region::Cn);
        assert_eq!(Region::of_text(["各位勞動模範、女士們先生們：大家午安！"]), Region::Tw);
        assert_eq!(Region::of_text(["一二三"]), Region::Cn);
    }

    #[test]
    fn names_tell_hong_kong_from_taiwan() {
        assert_eq!(Region::of_text(["各位來賓：", "香港特區政府會繼續聽取意見。"]), Region::Hk);
        // The place alone is named elsewhere too.
        assert_eq!(Region::of_text(["各位來賓：歡迎香港的朋友。"]), Region::Tw);
        assert_eq!(Region::of_text(["臺灣的各位來賓：香港特區的朋友也來了。"]), Region::Tw);
        assert_eq!(Region::of_text(["行政长官到会，各位来宾鼓掌。"]), Region::Cn);
    }

    #[test]
    fn a_character_is_in_an_encoding_when_it_can_be_encoded() {
        let encoded = |encoding: &'static Encoding, c: char| {
            let text = String::from(c);
            let (bytes, _, unmappable) = encoding.encode(&text);
            (!unmappable).then(|| bytes.into_owned())
        };
        for c in HanSet::FIRST..=HanSet::LAST {
            // The rows of GB 2312 within GBK, those of Big5 that the Hong Kong supplement leaves.
            let in_gb2312 = matches!(encoded(GBK, c).as_deref(), Some([0xB0..=0xF7, 0xA1..=0xFE]));
            assert_eq!(GB2312.has(c), in_gb2312, "{c}");
            assert_eq!(BIG_5.has(c), matches!(encoded(BIG5, c).as_deref(), Some([0xA4..=0xF9, _])), "{c}");
        }
        assert!(GB2312.has('动') && !BIG_5.has('动') && BIG_5.has('動') && !GB2312.has('動'));
        assert!(![' ', '㐀', '\u{A000}', '𠀀'].iter().any(|c| GB2312.has(*c) || BIG_5.has(*c)));
    }
}
