//! What a draft left open: X月, XX, ×××, ＿＿, 〔　〕, （此处……）, 某.
//!
//! A run of two or more, or one before a word that is counted or named (X月, X位), is taken
//! at once. A single X elsewhere (X深厚的文化底蕴) is believed only where the text has such
//! runs, for there are X光, the X轴 and the unknown X of a formula. ×1 and 7×24 are figures.
//!
//! Finished texts blank names out on purpose. A judgement does so with every party (王××,
//! 李某某): nothing of such a text is a blank to fill in. Elsewhere XX公司, 首席XX官 or 比如XX的
//! says “some”: in a long text these are believed only beside a blank that must be filled in,
//! a date, a number, a place, somebody who is called upon.

use super::reading::{Piece, digit, han, is_han};
use super::{Code, Found};
use crate::model::BlockKind;
use crate::parse::opens_with_surname;

/// How far a place is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Belief {
    /// It must be filled in.
    Firm,
    /// It may be a name blanked out on purpose.
    Name,
    /// Only in a draft.
    Soft,
}

/// A place that may be one.
#[derive(Debug)]
struct Blank {
    belief: Belief,
    /// Of letters (XX, ××), not a line or a bracket.
    letters: bool,
    start: u32,
    end: u32,
    text: String,
}

/// What stands in the text.
#[derive(Debug, Default)]
pub(super) struct Placeholders {
    blanks: Vec<Blank>,
    /// Characters of the text.
    length: usize,
    /// 王××, 李某某: persons whose names were blanked out.
    persons: usize,
    /// 原告, 被告人: parties of a case.
    parties: usize,
}

/// So many firm ones make a draft.
const DRAFT: usize = 2;

/// From so many characters on a text is long: a draft of it has more than one name to fill in.
const LONG: usize = 600;

/// So many blanked persons and parties make a judgement.
const JUDGEMENT: usize = 2;

/// Who has a case.
const PARTIES: &[&str] =
    &["原告", "被告", "上诉人", "申请人", "当事人", "公诉", "被害人", "第三人", "犯罪嫌疑人", "罪犯", "赔偿请求人"];

/// What calls upon somebody whose name is still open.
const CALLS: &[&str] = &["请", "欢迎", "感谢", "由", "有请", "邀请"];

/// What puts any name for an example.
const EXAMPLES: &[&str] = &["比如", "例如", "譬如", "诸如", "像", "叫", "所谓", "什么", "某个", "某"];

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
        self.length += piece.chars.len();
        self.parties += usize::from((0..piece.chars.len()).any(|at| PARTIES.iter().any(|who| piece.starts(at, who))));
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
        let firm = self.blanks.iter().filter(|b| b.belief == Belief::Firm).count();
        let all = self.blanks.iter().filter(|b| b.belief != Belief::Soft).count();
        let is_judgement = self.persons >= JUDGEMENT && self.parties >= JUDGEMENT;
        for blank in self.blanks {
            let told = match blank.belief {
                _ if is_judgement && blank.letters => false,
                Belief::Firm => true,
                Belief::Name => firm > 0 || self.length < LONG,
                Belief::Soft => firm > 0 && all >= DRAFT,
            };
            if told {
                out.at(Code::Placeholder, blank.start, blank.end, vec![blank.text]);
            }
        }
    }

    fn add(&mut self, piece: &Piece, start: usize, end: usize, belief: Belief) {
        let (first, last) = (piece.chars[start], piece.chars[end - 1]);
        self.blanks.push(Blank {
            belief,
            letters: !matches!(first.c, '_' | '＿' | '〔' | '【' | '（' | '('),
            start: first.at,
            end: last.at + super::reading::offset(last.c.len_utf8()),
            text: piece.text(start..end),
        });
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
        self.persons += usize::from(is_person(piece, start, end));
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
                self.add(piece, start, end, belief_in_name(piece, start, end));
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
                self.add(piece, start, end, Belief::Firm);
            }
            return end;
        }
        let dated = (piece.starts(end, "月") || piece.starts(end, "日"))
            && before.is_none_or(|c| !is_han(c) || "年月于在到至自从".contains(c));
        if dated || (counted && beside_han) {
            self.add(piece, start, end, Belief::Firm);
        } else if beside_han || matches!(before, Some('“' | '‘' | '《')) {
            self.add(piece, start, end, Belief::Soft);
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
            self.add(piece, start, end, Belief::Firm);
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
            self.add(piece, start, end + 1, Belief::Firm);
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
            self.add(piece, start, start + len + 1, Belief::Firm);
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
        self.persons += usize::from(is_person(piece, start, end));
        if end - start >= 2 && !follows_surname(piece, start) && NAMED.iter().any(|word| piece.starts(end, word)) {
            self.add(piece, start, end, if is_place { Belief::Firm } else { Belief::Soft });
        } else if is_date && matches!(piece.get(end), Some('年' | '月' | '日')) {
            self.add(piece, start, end, Belief::Firm);
        }
        end
    }
}

/// A surname before a run of one or two: 王××, 李某, 张XX.
fn is_person(piece: &Piece, start: usize, end: usize) -> bool {
    end - start <= 2 && follows_surname(piece, start)
}

fn follows_surname(piece: &Piece, start: usize) -> bool {
    piece.before(start).is_some_and(|c| opens_with_surname(&c.to_string()))
}

/// How far XX is believed: what a draft leaves open is a date, a number, a place, or somebody by his office;
/// 比如XX, 首席XX官, XX公司 may be any.
fn belief_in_name(piece: &Piece, start: usize, end: usize) -> Belief {
    const EVENTS: &[&str] = &["大会", "会议", "会上", "活动", "仪式", "街道", "社区", "学校", "医院"];
    let filled_in = COUNTED.iter().chain(EVENTS).any(|word| *word != "公司" && piece.starts(end, word));
    let is_example = EXAMPLES.iter().any(|word| piece.ends(start, word));
    let called = CALLS.iter().any(|word| piece.ends(start, word));
    let is_year = piece.before(start).and_then(digit).is_some();
    if !is_example && (filled_in || called || is_year || end - start >= 3) { Belief::Firm } else { Belief::Name }
}
