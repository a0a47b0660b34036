//! EUC-TW, which no encoding library at hand reads.
//!
//! EUC-TW writes CNS 11643: plane 1 in two bytes, any plane in four (8E, A0 + plane,
//! row, cell). Planes 1 and 2 hold the same characters as Big5 in nearly the same
//! order, so a table of ranges leads from one to the other and `encoding_rs` does the
//! rest. Planes 3 and up are outside Big5 and reported as malformed.

use super::Malformed;

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

/// Decodes EUC-TW; the malformed bytes, if any, end it.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Malformed> {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut big5 = Vec::new();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        let (plane, cell, len) = match (lead, bytes.get(at + 1..)) {
            (0..0x80, _) => {
                flush(&mut big5, &mut text);
                text.push(char::from(lead));
                at += 1;
                continue;
            }
            (0xA1..=0xFE, Some([low, ..])) => (1, cell_of(lead, *low), 2),
            (0x8E, Some([plane @ 0xA1..=0xB0, high, low, ..])) => (plane - 0xA0, cell_of(*high, *low), 4),
            _ => (0, None, 1),
        };
        let found = cell.and_then(|cell| match plane {
            1 if cell < FIRST_HAN => sign(cell).map(Found::Sign),
            1 => han(PLANE_1, cell).map(Found::Han),
            2 => han(PLANE_2, cell).map(Found::Han),
            _ => None,
        });
        match found {
            Some(Found::Han(pair)) => big5.extend_from_slice(&pair),
            Some(Found::Sign(c)) => {
                flush(&mut big5, &mut text);
                text.push(c);
            }
            None => {
                let end = (at + len).min(bytes.len());
                return Err(Malformed { offset: at, bytes: bytes[at..end].to_vec() });
            }
        }
        at += len;
    }
    flush(&mut big5, &mut text);
    Ok(text)
}

enum Found {
    Sign(char),
    Han([u8; 2]),
}

fn cell_of(high: u8, low: u8) -> Option<u16> {
    let row = u16::from(high.checked_sub(0xA1)?);
    let column = u16::from(low.checked_sub(0xA1)?);
    (row < CELLS && column < CELLS).then_some(row * CELLS + column)
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

fn flush(big5: &mut Vec<u8>, text: &mut String) {
    if !big5.is_empty() {
        text.push_str(&encoding_rs::BIG5.decode_without_bom_handling(big5).0);
        big5.clear();
    }
}
