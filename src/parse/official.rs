//! What stands above the title of an official document (GB/T 9704 7.2): 份号, 密级, 紧急程度,
//! 发文机关标志, 签发人. Each is taken for it only above the title and beside another of its kind,
//! for alone 000123 is a number and 《简讯》文件 a title.

use crate::model::Front;

use super::chars::{length, squeeze};
use super::forms;
use super::front::Field;
use super::lines::Line;

/// Lines below within which another piece of the head must stand.
const REACH: usize = 8;

/// What a line above the title is.
pub(super) fn field(lines: &[Line], at: usize, front: &Front) -> Option<Field> {
    let text = lines[at].core();
    let squeezed = squeeze(text);
    if is_signatory(&squeezed) && front.signatories.is_empty() && front.doc_number.is_some() {
        return Some(Field::Signatory);
    }
    if !front.title.is_empty() {
        return None;
    }
    let below = &lines[at + 1..];
    let near = || below.iter().take(REACH).map(Line::core);
    let headed = || near().any(|t| forms::is_doc_number(t) || is_mark(&squeeze(t)));
    if front.copy_number.is_none() && squeezed.len() == 6 && squeezed.bytes().all(|b| b.is_ascii_digit()) && headed() {
        return Some(Field::CopyNumber);
    }
    if front.classification.is_none() && is_classification(&squeezed) && headed() {
        return Some(Field::Classification);
    }
    if front.urgency.is_none() && ["特急", "加急"].contains(&&*squeezed) && headed() {
        return Some(Field::Urgency);
    }
    // Names of organs up to the one that ends in 文件, and the number below it.
    let mark = lines[at..].iter().take(REACH).position(|l| is_mark(&squeeze(l.core())))?;
    let organs = lines[at..=at + mark].iter().all(|l| is_organ(&squeeze(l.core())));
    let numbered =
        lines[at + mark + 1..].iter().take(3).any(|l| forms::is_doc_number(l.core()) || opens_number(l.core()));
    (organs && numbered && front.doc_number.is_none()).then_some(Field::Issuer)
}

fn opens_number(text: &str) -> bool {
    forms::doc_number_inside(text).is_some_and(|(start, _)| start == 0)
}

/// 机密★1年
fn is_classification(text: &str) -> bool {
    let rest = ["绝密", "机密", "秘密"].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| rest.is_empty() || (rest.starts_with(['★', '☆']) && length(rest) <= 8))
}

/// …文件: the last line of a 发文机关标志.
fn is_mark(text: &str) -> bool {
    text == "文件" || (text.ends_with("文件") && is_organ(text) && (5..=40).contains(&length(text)))
}

/// A name without marks.
fn is_organ(text: &str) -> bool {
    (2..=40).contains(&length(text))
        && !text.contains(|c: char| c.is_ascii_punctuation() || "，。；：！？、（）《》“”〔〕—…".contains(c))
}

/// 签发人：张三
fn is_signatory(text: &str) -> bool {
    ["签发人：", "签发人:", "簽發人：", "簽發人:"].iter().any(|label| text.starts_with(label)) && length(text) <= 40
}
