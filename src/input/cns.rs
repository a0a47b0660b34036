//! EUC-TW, which no encoding library at hand reads.
//!
//! EUC-TW writes CNS 11643: plane 1 in two bytes, any plane in four (8E, A0 + plane,
//! row, cell). Planes 1 and 2 hold the same characters as Big5 in nearly the same
//! order, so a table of ranges leads from one to the other and `encoding_rs` does the
//! rest. Planes 3 and up are outside Big5 and reported as malformed.

use super::charset::Malformed;

/// Cells of a row.
const CELLS: u16 = 94;

/// First Han character of plane 1 (row 36): before it stand marks and letters.
const FIRST_HAN: u16 = 35 * CELLS;

/// A run of consecutive cells whose characters are consecutive in Big5 too:
/// first cell, number of cells, ordinal of the first in Big5 (157 a row from A1).
type Range = (u16, u16, u16);

/// Han characters of plane 1.
#[rustfmt::skip]
const PLANE_1: &[Range] = &[
    (3290, 1412, 471), (4702, 424, 1884), (5126, 1, 1883), (5127, 1876, 2308), (7003, 1, 4571),
    (7004, 387, 4184), (7391, 525, 4572), (7916, 1, 5286), (7917, 105, 5097), (8023, 83, 5203),
    (8106, 84, 5287), (8190, 1, 5517), (8191, 54, 5371), (8245, 1, 5426), (8246, 1, 5425), (8247, 90, 5427),
    (8337, 354, 5518),
];

/// Han characters of plane 2.
#[rustfmt::skip]
const PLANE_2: &[Range] = &[
    (0, 10, 6280), (10, 33, 6291), (43, 1, 6372), (44, 48, 6324), (92, 46, 6373), (138, 1, 6586),
    (139, 167, 6419), (306, 1840, 6587), (2146, 1, 9074), (2147, 108, 8428), (2255, 537, 8537),
    (2792, 1, 8427), (2793, 100, 9075), (2893, 1, 8536), (2894, 399, 9175), (3293, 1637, 9575),
    (4930, 1, 11761), (4931, 146, 11212), (5077, 1, 11899), (5078, 287, 11358), (5365, 1, 12508),
    (5366, 116, 11645), (5482, 137, 11762), (5619, 104, 11900), (5723, 1, 12425), (5724, 222, 12004),
    (5946, 198, 12227), (6144, 82, 12426), (6226, 86, 12509), (6312, 1, 12226), (6313, 8, 12595),
    (6321, 153, 12604), (6474, 56, 12758), (6530, 1, 13114), (6531, 113, 12814), (6644, 1, 12603),
    (6645, 142, 12927), (6787, 1, 12757), (6788, 45, 13069), (6833, 71, 13115), (6904, 1, 13380),
    (6905, 194, 13186), (7099, 490, 13381), (7589, 1, 13914), (7590, 43, 13871), (7633, 1, 13915),
    (7634, 11, 13917), (7645, 1, 13916), (7646, 4, 13928),
];

/// Marks, letters and digits of plane 1: first cell, the characters from there on.
const SIGNS: &[(u16, &str)] = &[
    (0, "\u{3000}，、。．・；：？！︰…‥﹐﹑﹒·﹔﹕﹖﹗︱—︲–"),
    (
        29,
        "（）︵︶｛｝︷︸〔〕︹︺【】︻︼《》︽︾〈〉︿﹀「」﹁﹂『』﹃﹄﹙﹚﹛﹜﹝﹞‘’“”〝〞′‵＃＆\
         ＊※§〃○●△▲◎☆★◇◆□■▽▼㊣℅‾",
    ),
    (98, "＿"),
    (
        100,
        "﹉﹊﹍﹎﹋﹌﹟﹠﹡＋－×÷±√＜＞＝≦≧≠∞≒≡﹢﹣﹤﹦﹥∼∩∪⊥∠∟⊿㏒㏑∫∮∵∴♀♂♁☉↑↓\
         →←↖↗↙↘‖｜／＼∕﹨＄￥〒￠￡％＠℃℉﹩﹪﹫㏕㎜㎝㎞㏎㎡㎎㎏㏄°兙兛兞兝兡兣嗧瓩糎▁▂▃▄▅\
         ▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯═╞╪╡◢◣◥◤╱╲╳",
    ),
    (282, "０１２３４５６７８９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ〡〢〣〤〥〦〧〨〩"),
    (312, "卄"),
    (
        314,
        "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖ\
         ｗｘｙｚΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυ\
         φχψωㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩ˙ˉˊˇˋ",
    ),
    (470, "①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"),
];

/// Decodes EUC-TW; U+FFFD stands for what is malformed or outside planes 1 and 2.
pub(super) fn decode(bytes: &[u8]) -> (String, Vec<Malformed>) {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut malformed = Vec::new();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        let (found, len) = match (lead, &bytes[at + 1..]) {
            (0..0x80, _) => (Some(char::from(lead)), 1),
            (0xA1..=0xFE, [low @ 0xA1..=0xFE, ..]) => (character(1, lead, *low), 2),
            (0x8E, [plane @ 0xA1..=0xB0, high @ 0xA1..=0xFE, low @ 0xA1..=0xFE, ..]) => {
                (character(plane - 0xA0, *high, *low), 4)
            }
            _ => (None, 1),
        };
        text.push(found.unwrap_or_else(|| {
            malformed.push(Malformed { at: text.len(), offset: at, bytes: bytes[at..at + len].to_vec() });
            '\u{FFFD}'
        }));
        at += len;
    }
    (text, malformed)
}

/// The character of a cell of a plane.
fn character(plane: u8, high: u8, low: u8) -> Option<char> {
    let cell = u16::from(high - 0xA1) * CELLS + u16::from(low - 0xA1);
    let pair = match plane {
        1 if cell < FIRST_HAN => return sign(cell),
        1 => han(PLANE_1, cell)?,
        2 => han(PLANE_2, cell)?,
        _ => return None,
    };
    encoding_rs::BIG5.decode_without_bom_handling(&pair).0.chars().next()
}

fn sign(cell: u16) -> Option<char> {
    let (first, signs) = SIGNS.iter().rev().find(|(first, _)| *first <= cell)?;
    signs.chars().nth(usize::from(cell - first))
}

fn han(plane: &[Range], cell: u16) -> Option<[u8; 2]> {
    let at = plane.partition_point(|(first, ..)| *first <= cell).checked_sub(1)?;
    let (first, len, ordinal) = plane[at];
    let ordinal = (cell - first < len).then_some(ordinal + cell - first)?;
    let (row, column) = (ordinal / 157, ordinal % 157);
    let low = if column < 63 { 0x40 + column } else { 0xA1 + column - 63 };
    Some([0xA1 + u8::try_from(row).ok()?, u8::try_from(low).ok()?])
}
