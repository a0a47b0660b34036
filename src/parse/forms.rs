//! What a short line says by its form: a date, a document number.

use super::chars::{is_han, is_invisible, squeeze};

/// A date standing alone, in brackets or not: 2024年5月1日, （一九四八年二月）, 1936年夏, 2020-06-01.
pub(super) fn is_date(text: &str) -> bool {
    let bracket = |c: char| matches!(c, '（' | '）' | '(' | ')' | '〔' | '〕' | '[' | ']');
    let numeral = |c: char| c.is_ascii_digit() || "〇○Ｏ零一二三四五六七八九十廿卅元０１２３４５６７８９".contains(c);
    let first = text.chars().find(|c| !c.is_whitespace() && !is_invisible(*c) && !bracket(*c));
    if text.len() > 1000 || !first.is_some_and(|c| numeral(c) || c == '民') {
        return false;
    }
    let squeezed = squeeze(text);
    let inner = squeezed.trim_matches(bracket);
    let starts = inner.chars().take_while(|c| numeral(*c) || *c == '民' || *c == '国').count();
    if starts < 2 || squeezed.len() > 120 {
        return false;
    }
    if inner.contains('年') {
        let word = |c: char| "年月日号號至到和、，—-－–～~春夏秋冬初末底上中下旬午夜晚晨日除夕O．.XＸ×民国".contains(c);
        return inner.chars().all(|c| numeral(c) || word(c));
    }
    let mut parts = inner.split(['-', '.', '/', '．', '－']);
    let year = parts.next().is_some_and(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()));
    let rest: Vec<&str> = parts.collect();
    year && (1..=2).contains(&rest.len())
        && rest.iter().all(|p| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
}

/// Bytes of a full date at the end of a text: …2017年12月22日.
pub(super) fn date_at_end(text: &str) -> Option<usize> {
    if !text.ends_with(['日', '号']) {
        return None;
    }
    let numeral =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || "〇○零一二三四五六七八九十年月日XＸ×".contains(c);
    let start = text.char_indices().rev().take_while(|(_, c)| numeral(*c)).last().map(|(at, _)| at)?;
    let date = text[start..].trim_start();
    is_date(date).then_some(text.len() - date.len()).filter(|_| date.contains('月'))
}

/// 国发〔2017〕56号, 第682号, 法释[2020]3号 standing alone.
pub(super) fn is_doc_number(text: &str) -> bool {
    let squeezed = squeeze(text);
    let Some(body) = squeezed.strip_suffix(['号', '號']) else { return false };
    let digits = body.len()
        - body.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇XＸ×".contains(c)).len();
    if digits == 0 || body.chars().count() > 30 {
        return false;
    }
    let head = body[..body.len() - digits].trim_end_matches('第');
    if head.is_empty() {
        return body.starts_with('第');
    }
    let Some(head) = head.strip_suffix(['〕', ']', '］', '）', ')', '】']) else { return false };
    let year = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, 'X' | 'Ｘ' | '×'));
    let years = head[year.len()..].chars().count();
    let Some(agency) = year.strip_suffix(['〔', '[', '［', '（', '(', '【']) else { return false };
    years == 4
        && agency.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '-')
        && (1..=10).contains(&agency.chars().count())
}

/// A document number inside the head of a line: title, number and recipients run together.
///
/// Where it begins and where it ends. The agency's short name has no mark before it, so
/// it begins after white space, or after the word that ends a title (通知, 意见 and so on).
pub(super) fn doc_number_inside(text: &str) -> Option<(usize, usize)> {
    const KINDS: &[&str] = &[
        "通知", "意见", "决定", "办法", "通报", "批复", "公告", "通告", "复函", "的函", "规定", "方案", "规划", "报告",
        "请示", "条例", "命令", "议案", "纪要", "决议", "解释", "细则", "答复",
    ];
    let (open, _) = text.char_indices().take(120).find(|(_, c)| matches!(c, '〔' | '［' | '['))?;
    let (close, mark) = text[open..].char_indices().take(16).find(|(_, c)| matches!(c, '号' | '號'))?;
    let end = open + close + mark.len_utf8();
    let before = text[..open].trim_end();
    let name: usize = before.chars().rev().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let parted = before.len() - name;
    let kind = KINDS
        .iter()
        .filter_map(|kind| before.rfind(kind).map(|at| at + kind.len()))
        .filter(|at| *at < before.len())
        .max();
    let start = if parted > 0 && name > 0 { kind.map_or(parted, |kind| kind.max(parted)) } else { kind.unwrap_or(0) };
    // A number that a sentence cites is not the document's own.
    let own = !text[..start].contains(['，', '。', '；', '：']) && !text[..start].ends_with(['（', '(']);
    (own && is_doc_number(&text[start..end])).then_some((start, end))
}

/// 第 561 号 at the head of a line, or after 令: where it begins and ends. White space follows it.
pub(super) fn order_number(text: &str) -> Option<(usize, usize)> {
    let start = if text.starts_with('第') {
        0
    } else {
        let (at, _) = text
            .char_indices()
            .take(30)
            .find(|(at, c)| *c == '令' && text[at + '令'.len_utf8()..].trim_start().starts_with('第'))?;
        at + '令'.len_utf8()
    };
    let (stop, _) = text[start..].char_indices().take(16).find(|(_, c)| *c == '号')?;
    let end = start + stop + '号'.len_utf8();
    let parted = text[end..].is_empty() || text[end..].starts_with(char::is_whitespace);
    (parted && is_doc_number(&text[start..end])).then_some((start, end))
}
