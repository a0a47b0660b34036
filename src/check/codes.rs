//! Every code of a finding with its sentences and examples: the one table from which the
//! messages, `docs/check.md` and its tests are made.

use serde::{Serialize, Serializer};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; may well be meant.
    Note,
    /// Hardly ever right.
    #[default]
    Warning,
    /// Must not be printed.
    Error,
}

impl Severity {
    /// Every severity, the least first.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// Its name on the command line and in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Its Chinese name.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Note => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

/// `{0}` in a sentence is the finding's first detail, `{1}` its second.
macro_rules! codes {
    ($($variant:ident, $code:literal, $severity:ident, $title_zh:literal, $title_en:literal,
       $zh:literal, $en:literal, $wrong:literal, $right:literal;)+) => {
        /// What is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title_en] $variant,)+
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code, as printed and in the JSON.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What the code is about, in Chinese and English.
            pub fn title(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($title_zh, $title_en),)+ }
            }

            /// The sentences of a finding, in Chinese and English, before their details are put in.
            pub fn sentences(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($zh, $en),)+ }
            }

            /// A text that has the fault, and one that resembles it and has not.
            pub fn examples(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($wrong, $right),)+ }
            }
        }
    };
}

codes! {
    Placeholder, "placeholder", Error,
        "没有填写的占位", "A placeholder that was not filled in",
        "占位“{0}”还没有填写", "the placeholder “{0}” was not filled in",
        "大家好！X月底，XXX同志到XX县调研。", "这台X光机用了某些新技术，主持人用iPhone X拍照。";
    NumberGap, "number-gap", Warning,
        "序号跳号", "Numbering that jumps",
        "序号跳号：“{0}”之后是“{1}”", "numbering jumps from “{0}” to “{1}”",
        "一、抓生产\n要抓紧春耕，不误农时。\n三、抓安全\n要排查隐患，不留死角。",
        "一、抓生产\n要抓紧春耕，不误农时。\n二、抓安全\n要排查隐患，不留死角。";
    NumberRepeat, "number-repeat", Warning,
        "序号重复", "A number used twice",
        "序号“{1}”重复，前面已有“{0}”", "the number “{1}” comes again after “{0}”",
        "一、抓生产\n要抓紧春耕，不误农时。\n二、抓安全\n要排查隐患，不留死角。\n二、抓民生\n要办好实事，不打折扣。",
        "一、抓生产\n要抓紧春耕，不误农时。\n二、抓安全\n要排查隐患，不留死角。\n三、抓民生\n要办好实事，不打折扣。";
    NumberMixed, "number-mixed", Warning,
        "同级序号格式混用", "Two styles of number in one sequence",
        "同级序号混用：“{0}”之后是“{1}”", "two styles of number in one sequence: “{0}”, then “{1}”",
        "一、抓生产\n要抓紧春耕，不误农时。\n二、抓安全\n要排查隐患，不留死角。\n3、抓民生\n要办好实事，不打折扣。",
        "一、抓生产\n（一）抓春耕。要不误农时。\n（二）抓秋收。要颗粒归仓。\n二、抓安全\n要排查隐患，不留死角。";
    OrdinalGap, "ordinal-gap", Warning,
        "“一是、二是”或“第一、第二”跳号", "一是、二是 or 第一、第二 that jump",
        "“{0}”之后是“{1}”", "“{0}” is followed by “{1}”",
        "要做到三点：一是抓学习，二是抓落实，四是抓督查。", "要做到三点：一是抓学习，二是抓落实，三是抓督查。";
    OrdinalRepeat, "ordinal-repeat", Warning,
        "“一是、二是”或“第一、第二”重复", "一是、二是 or 第一、第二 that repeat",
        "“{1}”重复，前面已有“{0}”", "“{1}” comes again after “{0}”",
        "要做到三点：一是抓学习，二是抓落实，二是抓督查。", "今天讲两条：一是抓学习，二是抓落实。再提两点要求：一是要快，二是要实。";
    DateImpossible, "date-impossible", Error,
        "不存在的日期", "A date that cannot be",
        "没有“{0}”这一天", "there is no such day as {0}",
        "定于2025年2月30日召开大会。", "定于2024年2月29日召开大会。";
    WeekdayMismatch, "weekday-mismatch", Error,
        "日期与星期不符", "A weekday that does not match its date",
        "{0}是{1}", "{0} is a {1}",
        "定于2025年10月1日（星期二）召开大会。", "定于2025年10月1日（星期三）召开大会。";
    AnniversaryMismatch, "anniversary-mismatch", Error,
        "周年数与年份不符", "An anniversary that does not fall in the year named",
        "从{0}年算起，{1}不合", "counted from {0}, {1} does not fit",
        "2025年是建国70周年，我们要再接再厉。", "2019年是建国70周年，我们要再接再厉。";
    PlanYear, "plan-year", Error,
        "五年规划与年份不符", "A year outside the five-year plan named beside it",
        "“{0}”是{1}年", "“{0}” is {1}",
        "2025年是实施“十三五”规划的关键一年。", "2020年是“十三五”规划收官之年，也是谋划“十四五”发展的关键之年。";
    DateStyles, "date-styles", Note,
        "日期写法不统一", "Two ways of writing dates",
        "日期写法不统一：多数是“{0}”，这里是“{1}”", "dates are mostly written as {0}, here as {1}",
        "2025年3月5日，工程开工。2025年6月1日，主体封顶，2025.9.30交付使用。", "2025年3月5日，工程开工。2025年6月1日，主体封顶，9月30日交付使用。";
    HalfWidth, "half-width", Warning,
        "汉字之间用了半角标点", "A half-width mark between Han characters",
        "汉字之间的“{0}”应为全角", "“{0}” between Han characters should be full-width",
        "要抓生产,也要抓安全。", "增长3.5%，覆盖GDP, PPP等指标。";
    Unpaired, "unpaired", Warning,
        "引号或括号不成对", "A quotation mark or bracket without its partner",
        "“{0}”没有配对", "“{0}” has no partner",
        "要弘扬“工匠精神，争创一流。", "要弘扬“工匠精神”，争创一流。";
    NestedQuotes, "nested-quotes", Note,
        "同种引号套用", "Quotation marks inside the same kind",
        "引号内又用“{0}”，应换用另一种引号", "“{0}” inside the same kind of quotation mark; use the other kind",
        "他说：“要把“实”字写在前面，不做虚功。”", "他说：“要把‘实’字写在前面，不做虚功。”";
    DoubledMark, "doubled-mark", Warning,
        "标点连用", "Two marks where one stands",
        "标点“{0}”连用", "the marks “{0}” stand together",
        "要抓生产，，也要抓安全。。", "要抓生产，也要抓安全。太好了！！";
    Ellipsis, "ellipsis", Warning,
        "省略号不是“……”", "An ellipsis other than ……",
        "省略号“{0}”应为“……”", "the ellipsis “{0}” should be “……”",
        "村里有了路灯、广场...大家都说好。", "村里有了路灯、广场……大家都说好。";
    Dash, "dash", Warning,
        "破折号不是“——”", "A dash other than ——",
        "破折号“{0}”应为“——”", "the dash “{0}” should be “——”",
        "这是一件大事--关系每一个家庭。", "这是一件大事——关系每一个家庭。编号为A--7。";
    HanSpace, "han-space", Note,
        "汉字之间有空格", "A space between Han characters",
        "“{0}”中间有空格", "there is a space in “{0}”",
        "我们要坚持以人民为中心 的发展思想，办好实事。", "各位领导 各位来宾";
    TitleLong, "title-long", Note,
        "标题过长", "A title that takes more than three lines",
        "标题约占 {0} 行，超过三行", "the title takes about {0} lines, more than three",
        "关于深入学习贯彻全市农村工作会议精神进一步做好春耕生产防汛抗旱森林防火安全生产信访维稳民生保障教育卫生文化体育工作促进全镇经济社会平稳健康发展的若干意见\n各村民委员会：\n现提出如下意见。",
        "关于进一步做好春耕生产工作的意见\n各村民委员会：\n现提出如下意见。";
    HeadingBare, "heading-bare", Warning,
        "序号后没有文字", "A number without a heading",
        "“{0}”后面没有文字", "nothing follows “{0}”",
        "一、抓生产\n要抓紧春耕，不误农时。\n二、\n要排查隐患，不留死角。", "一、抓生产\n要抓紧春耕，不误农时。\n二、抓安全\n要排查隐患，不留死角。";
    SectionEmpty, "section-empty", Warning,
        "标题下没有内容", "A heading with nothing under it",
        "“{0}”下面没有内容", "there is nothing under “{0}”",
        "一、抓生产\n要抓紧春耕，不误农时，保证粮食丰收。\n二、抓安全\n三、抓民生\n要办好实事，不打折扣，让群众满意。",
        "一、抓生产\n要抓紧春耕，不误农时，保证粮食丰收。\n二、抓安全\n（一）抓排查。要不留死角。\n（二）抓整改。要立行立改。";
    SalutationColon, "salutation-colon", Note,
        "称呼后没有冒号", "A salutation without its colon",
        "称呼“{0}”后面应有冒号", "the salutation “{0}” should end in a colon",
        "在全县春耕动员会上的讲话\n同志们，\n今天我们召开全县春耕动员大会，安排今年的工作。",
        "在全县春耕动员会上的讲话\n同志们：\n今天我们召开全县春耕动员大会，安排今年的工作。";
    OutsideTable, "outside-table", Note,
        "《通用规范汉字表》以外的字", "A character outside the General Standard Chinese Characters",
        "“{0}”（{1}）不在《通用规范汉字表》", "“{0}” ({1}) is not in the General Standard Chinese Characters",
        "要把羣众的事办好，让大家满意，为全县发展多作贡献，把工作落到实处。", "要把群众的事办好，让大家满意，为全县发展多作贡献，把工作落到实处。";
    PrivateUse, "private-use", Error,
        "私用区字符", "A private-use character",
        "{1} 是私用区字符，换一台机器就可能显示为别的字", "{1} is a private-use character; another machine may show something else",
        "请\u{E863}同志发言。", "请赵同志发言。";
    Compatibility, "compatibility", Warning,
        "兼容字符或部首字符", "A compatibility or radical character",
        "“{0}”（{1}）是兼容字符，应写作“{2}”", "“{0}” ({1}) is a compatibility character; write “{2}”",
        "这是全县⼈民的大事。", "这是全县人民的大事。";
}

impl Code {
    /// The code of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.code() == name)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
