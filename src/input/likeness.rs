//! How much a decoded text looks like running Chinese (or Japanese) text.
//!
//! Every character costs bits: few when texts are full of it, many when they hardly
//! have it. The reading of some bytes that costs least is the likeliest one. The
//! commonest characters alone make up about two thirds of any text, and a text read
//! in the wrong encoding has next to none of them, so a handful of characters decides.

use std::sync::OnceLock;

/// The commonest characters of Chinese in both scripts, the more frequent first, and of Japanese.
const COMMON: &str = "的一是不了在人有我他这個个中大来來上国國和到地们們为為子中你说說生年着着就那要出也得里後后以会會自家可下而过過\
天去能对對小多然于於心学學么麼之都好看起发發当當没沒成只如事把還还用第样樣道想作种種开開美总總从從无無情己面最女但现現前些所同\
日手又行意動动方期它头頭经經长長儿兒回位分爱愛老因很给給名法间間知世什两兩次使身者被高已亲親其进進此话話常与與活正感见見明问問\
力理尔點点文几幾定本公特做外孩相西果走将將月十实實向声聲车車全信重三机機工物气氣每并別别真打太新比才便夫再书書部水像眼等体體却\
加电電主界门門利海受听聽表德少克代员員许許先口由死安写寫性马馬光白或住难難望教命花结結乐樂色更拉东東神记記处處让讓母父应應直字\
场場平报報友关關放至张張认認接告入笑内內英军軍候民岁歲往何度山觉覺路带帶万萬男边邊风風解叫任金快原吃妈媽变變通师師立象数數四\
失满滿战戰远遠格士音轻輕目条條呢病始达達深完今提求清王化空业業思切怎非找片罗羅钱錢南石社谢謝各位劳勞模志联聯谈談干幹市政府党黨\
建设設革改资資产產展组組织織级級领領导導议議委省县縣村农農村街区區劳動員工作計计划劃规規制製度办辦决決策企管理科技术術团團结際际\
九五六七八二百千元时時日本語漢字言葉気読見検索続学図書館円東京都県市区町村開発対応実現関係会社的";

/// Share of running text that the characters of [`COMMON`] make up, and the others.
const BITS_COMMON: f32 = 10.2; // two thirds over some 800 characters
const BITS_TAUGHT: f32 = 15.0; // a fifth over the 8,000 or so of the first levels
const BITS_LISTED: f32 = 17.5; // the second levels
const BITS_RARE: f32 = 20.0;
const BITS_RARER: f32 = 24.0;
const BITS_MARK: f32 = 8.5;
const BITS_OTHER_MARK: f32 = 14.0;
const BITS_ASCII: f32 = 6.5;
const BITS_LETTER: f32 = 17.0; // accented, Greek, Cyrillic
const BITS_KANA: f32 = 8.0;
const BITS_FOREIGN_KANA: f32 = 15.0;
const BITS_PRIVATE: f32 = 26.0;
/// The same character once more, as in a rule of dashes: it says nothing of the encoding.
const BITS_AGAIN: f32 = 4.0;
/// A control character or a noncharacter.
const BITS_CONTROL: f32 = 30.0;
/// A break in the encoding: enough to decide between readings of a few words, too little
/// to make gibberish of a whole text better than one broken byte.
const BITS_BROKEN: f32 = 60.0;

/// What a sequence of characters costs as text.
pub(super) fn bits(text: &str, kana: Kana) -> f32 {
    let mut before = None;
    let each = text.chars().map(|c| if before.replace(c) == Some(c) { BITS_AGAIN } else { cost(c, kana) });
    each.sum()
}

/// Whether a text is none that the costs know: too few of its Han characters are common.
/// Half of those of any Chinese text are, one in five of gibberish.
pub(super) fn is_strange(text: &str) -> bool {
    let han = text.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
    let (all, common) =
        han.fold((0, 0), |(all, common), c| (all + 1, common + usize::from(han_cost(c) <= BITS_COMMON)));
    all >= 8 && common * 10 < all * 3
}

/// Whether kana are expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kana {
    Expected,
    Foreign,
}

fn cost(c: char, kana: Kana) -> f32 {
    match c {
        '\n' | '\r' | '\t' | ' '..='~' => BITS_ASCII,
        '\0'..='\u{9F}' => BITS_CONTROL,
        '\u{FFFD}' => BITS_BROKEN,
        '，' | '。' | '、' | '：' | '；' | '“' | '”' | '（' | '）' | '《' | '》' | '！' | '？' | '—' | '…' | '「'
        | '」' | '\u{3000}' | '\u{FEFF}' => BITS_MARK,
        '\u{3041}'..='\u{30FF}' => match kana {
            Kana::Expected => BITS_KANA,
            Kana::Foreign => BITS_FOREIGN_KANA,
        },
        '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3020}' | '\u{FF01}'..='\u{FF5E}' | '·' | '×' | '℃' => {
            BITS_OTHER_MARK
        }
        '\u{2150}'..='\u{217F}' | '\u{2460}'..='\u{249B}' | '\u{2500}'..='\u{25FF}' => BITS_LETTER,
        '\u{A0}'..='\u{24F}' | '\u{391}'..='\u{3C9}' | '\u{410}'..='\u{451}' => BITS_LETTER,
        '\u{4E00}'..='\u{9FFF}' => han_cost(c),
        '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}' => BITS_RARER,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => BITS_PRIVATE,
        '\u{FFF0}'..='\u{FFFF}' | '\u{FDD0}'..='\u{FDEF}' => BITS_CONTROL,
        '\u{1F300}'..='\u{1FAFF}' => BITS_RARE,
        _ => BITS_RARER,
    }
}

fn han_cost(c: char) -> f32 {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    let table = TABLE.get_or_init(han_table);
    let cell = (u32::from(c) as usize).checked_sub(FIRST_HAN).and_then(|at| table.get(at));
    cell.copied().unwrap_or(BITS_RARER)
}

const FIRST_HAN: usize = 0x4E00;

/// The cost of each character of the first Han block. Those of the first levels of
/// GB 2312 and Big5 are the ones taught in schools.
fn han_table() -> Vec<f32> {
    let mut table = vec![BITS_RARE; 0xA000 - FIRST_HAN];
    let mut set = |text: &str, bits: f32| {
        for c in text.chars() {
            if let Some(cell) = (u32::from(c) as usize).checked_sub(FIRST_HAN).and_then(|at| table.get_mut(at)) {
                *cell = bits;
            }
        }
    };
    let pairs = |leads: std::ops::RangeInclusive<u8>, trails: &[std::ops::RangeInclusive<u8>]| {
        leads
            .flat_map(|lead| trails.iter().cloned().flatten().flat_map(move |trail| [lead, trail]))
            .collect::<Vec<u8>>()
    };
    // Rows 56 to 87 of GB 2312, then 16 to 55; rows C9 to F9 of Big5, then A4 to C6.
    let (gbk, big5) = (encoding_rs::GBK, encoding_rs::BIG5);
    let (of_gbk, of_big5) = ([0xA1..=0xFE], [0x40..=0x7E, 0xA1..=0xFE]);
    set(&gbk.decode_without_bom_handling(&pairs(0xD8..=0xF7, &of_gbk)).0, BITS_LISTED);
    set(&big5.decode_without_bom_handling(&pairs(0xC9..=0xF9, &of_big5)).0, BITS_LISTED);
    set(&gbk.decode_without_bom_handling(&pairs(0xB0..=0xD7, &of_gbk)).0, BITS_TAUGHT);
    set(&big5.decode_without_bom_handling(&pairs(0xA4..=0xC6, &of_big5)).0, BITS_TAUGHT);
    set(COMMON, BITS_COMMON);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_reading_of_four_characters_costs_least() {
        let gbk = encoding_rs::GBK.encode("劳动模范").0.into_owned();
        let right = encoding_rs::GBK.decode_without_bom_handling(&gbk).0;
        for wrong in [encoding_rs::BIG5, encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP] {
            let wrong = wrong.decode_without_bom_handling(&gbk).0;
            assert!(bits(&right, Kana::Foreign) + 8.0 < bits(&wrong, Kana::Foreign), "{wrong}");
        }
    }
}
