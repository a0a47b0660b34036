//! What a draft left open: X月, XX, ×××, ＿＿, 〔　〕, （此处……）, 某.
//!
//! A run of two or more, or one before a word that is counted or named (X月, X位), is taken
//! at once. A single X elsewhere (X深厚的文化底蕴) is believed only where the text has such
//! runs, for there are X光, the X轴 and the unknown X of a formula. ×1 and 7×24 are figures.

use super::reading::{Piece, digit, han, is_han};
use super::{Code, Found};
use crate::model::BlockKind;
use crate::parse::opens_with_surname;

/// Runs that stand in the text, and those that wait for others.
#[derive(Debug, Default)]
pub(super) struct Placeholders {
    firm: Vec<(u32, u32, String)>,
    soft: Vec<(u32, u32, String)>,
}

/// So many firm ones make a draft.
const DRAFT: usize = 2;

/// What a single X before it stands for a number or a name of.
const COUNTED: &[&str] = &[
    "月", "日", "年", "号", "位", "名", "人", "次", "届", "项", "市", "县", "区", "省", "州", "镇", "乡", "村", "局",
    "厅", "处", "公司", "同志", "书记", "主任", "局长", "市长", "县长", "省长", "校长", "总", "万", "亿", "千", "百",
    "元", "平方", "公里", "亩", "吨", "家", "所", "户", "个",
];

/// Words that begin with the letter.
const WORDS: &[&str] = &[
    "光",
    "射线",
    "线",
    "轴",
    "染色体",
    "型",
    "形",
    "档案",
    "战警",
    "基因",
    "因子",
    "理论",
    "波段",
    "坐标",
    "一代",
    "元素",
    "教练",
    "级",
    "值",
    "方向",
    "连锁",
    "荧光",
    "衍射",
];

impl Placeholders {
    pub(super) fn read(&mut self, piece: &Piece) {
        let mut at = 0;
        while at < piece.chars.len() {
            let c = piece.chars[at].c;
            at = match c {
                'X' | 'Ｘ' | 'x' | 'ｘ' | '×' | '✕' | '╳' => self.letters(piece, at),
                '_' | '＿' => self.line(piece, at),
                '〔' | '【' => self.brackets(piece, at),
                '（' | '(' => self.remark(piece, at),
                '某' => self.somebody(piece, at),
                _ => at + 1,
            };
        }
    }

    pub(super) fn end(self, out: &mut Found) {
        let is_draft = self.firm.len() >= DRAFT;
        let soft = self.soft.into_iter().filter(|_| is_draft);
        for (start, end, text) in self.firm.into_iter().chain(soft) {
            out.at(Code::Placeholder, start, end, vec![text]);
        }
    }

    fn add(&mut self, piece: &Piece, start: usize, end: usize, firm: bool) {
        let last = piece.chars[end - 1];
        let place =
            (piece.chars[start].at, last.at + super::reading::offset(last.c.len_utf8()), piece.text(start..end));
        if firm { self.firm.push(place) } else { self.soft.push(place) }
    }

    /// X, XX, ×××; the index after the run.
    fn letters(&mut self, piece: &Piece, start: usize) -> usize {
        let first = piece.chars[start].c;
        let mut end = start;
        while piece.get(end) == Some(first) {
            end += 1;
        }
        let run = end - start;
        let (before, after) = (piece.before(start), piece.get(end));
        let is_times = matches!(first, '×' | '✕' | '╳');
        let latin = |c: Option<char>| {
            c.is_some_and(|c| c.is_ascii_alphanumeric() || "+-/_.&@#=<>*\\".contains(c) || digit(c).is_some())
        };
        // 20XX年, 19××年
        let is_year = run == 2 && after == Some('年') && piece.before(start).and_then(digit).is_some();
        let far = (0..start).rev().map(|i| piece.chars[i].c).find(|c| *c != ' ');
        let in_word = latin(before) || latin(after) || (run < 2 && far.is_some_and(|c| c.is_ascii_alphanumeric()));
        let next_letters = piece.get(end).is_some_and(|c| "XxＸｘ×".contains(c));
        if (in_word && !is_year) || next_letters {
            return end;
        }
        let beside_han = han(before) || han(after) || start == 0 || after.is_none();
        if run >= 2 {
            // In lower case only between Han: xx市.
            let is_lower = matches!(first, 'x' | 'ｘ');
            if beside_han && (!is_lower || (han(after) && before.is_none_or(|c| !c.is_ascii()))) {
                self.add(piece, start, end, true);
            }
            return end;
        }
        if matches!(first, 'x' | 'ｘ') || WORDS.iter().any(|word| piece.starts(end, word)) {
            return end;
        }
        let counted = COUNTED.iter().any(|word| piece.starts(end, word));
        if is_times {
            let parted = before.is_none_or(|c| !is_han(c) || "年月在第".contains(c));
            if counted && parted && before.is_none_or(|c| !matches!(c, '）' | ')' | '%')) {
                self.add(piece, start, end, true);
            }
            return end;
        }
        let dated = (piece.starts(end, "月") || piece.starts(end, "日"))
            && before.is_none_or(|c| !is_han(c) || "年月于在到至自从".contains(c));
        if dated || (counted && beside_han) {
            self.add(piece, start, end, dated || counted);
        } else if beside_han || matches!(before, Some('“' | '‘' | '《')) {
            self.add(piece, start, end, false);
        }
        end
    }

    /// ＿＿＿
    fn line(&mut self, piece: &Piece, start: usize) -> usize {
        let mut end = start;
        while matches!(piece.get(end), Some('_' | '＿')) {
            end += 1;
        }
        let near = |c: Option<char>| c.is_none_or(|c| is_han(c) || "：，。、（）“”《》〔〕:".contains(c));
        let before = (0..start).rev().map(|i| piece.chars[i].c).find(|c| !c.is_whitespace());
        let after = piece.chars[end..].iter().map(|c| c.c).find(|c| !c.is_whitespace());
        if end - start >= 2 && near(before) && near(after) && (han(before) || han(after) || before == Some('：')) {
            self.add(piece, start, end, true);
        }
        end
    }

    /// 〔　〕 and 【　】 with nothing in them.
    fn brackets(&mut self, piece: &Piece, start: usize) -> usize {
        let close = if piece.chars[start].c == '〔' { '〕' } else { '】' };
        let mut end = start + 1;
        while piece.get(end).is_some_and(char::is_whitespace) {
            end += 1;
        }
        // 〔　〕内为上年数 speaks of the brackets.
        if piece.get(end) == Some(close) && !matches!(piece.get(end + 1), Some('内' | '中' | '里')) {
            self.add(piece, start, end + 1, true);
        }
        start + 1
    }

    /// （此处插入数据）, （待补充）
    fn remark(&mut self, piece: &Piece, start: usize) -> usize {
        const OPENS: &[&str] = &["此处", "待补", "待定", "待填", "待核", "待确认", "请填", "填写"];
        const MEANT: &[&str] =
            &["略", "掌声", "鼓掌", "笑声", "印章", "盖章", "公章", "签名", "签字", "原文", "指", "删", "即"];
        if !OPENS.iter().any(|word| piece.starts(start + 1, word)) {
            return start + 1;
        }
        let Some(len) = piece.chars[start..].iter().take(40).position(|c| matches!(c.c, '）' | ')')) else {
            return start + 1;
        };
        let inner = piece.text(start + 1..start + len);
        if !MEANT.iter().any(|word| inner.contains(word)) {
            self.add(piece, start, start + len + 1, true);
        }
        start + len
    }

    /// 某某局, 某某同志 where a name belongs; 某年某月某日 in a date. 李某某 is a person.
    fn somebody(&mut self, piece: &Piece, start: usize) -> usize {
        const NAMED: &[&str] = &["市", "县", "区", "局", "镇", "乡", "村", "同志", "公司", "单位", "学校"];
        let mut end = start;
        while piece.get(end) == Some('某') {
            end += 1;
        }
        let is_place = matches!(
            piece.kind,
            BlockKind::Title | BlockKind::Subtitle | BlockKind::Speaker | BlockKind::Signature | BlockKind::Salutation
        );
        let is_date = matches!(piece.kind, BlockKind::Date | BlockKind::SignatureDate);
        let of_name = piece.before(start).is_some_and(|c| opens_with_surname(&c.to_string()));
        if end - start >= 2 && !of_name && NAMED.iter().any(|word| piece.starts(end, word)) {
            self.add(piece, start, end, is_place);
        } else if is_date && matches!(piece.get(end), Some('年' | '月' | '日')) {
            self.add(piece, start, end, true);
        }
        end
    }
}
