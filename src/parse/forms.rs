//! What a short line says by its form: a date, a name, an address, a document number.

use super::chars::{is_han, length, squeeze};

/// Words of address; a salutation has one.
const ADDRESS: &[&str] = &[
    "同志",
    "代表",
    "委员",
    "委員",
    "朋友",
    "各位",
    "诸位",
    "諸位",
    "大家",
    "先生",
    "女士",
    "老师",
    "老師",
    "同学",
    "同學",
    "嘉宾",
    "来宾",
    "領導",
    "领导",
    "尊敬的",
    "亲爱的",
    "敬爱的",
    "们",
    "們",
    "战友",
    "乡亲",
    "父老",
    "同胞",
    "同仁",
    "主席",
    "阁下",
];

/// Words of a list of recipients (主送机关).
const RECIPIENT: &[&str] = &[
    "各省",
    "各市",
    "各县",
    "各区",
    "各乡",
    "各镇",
    "各州",
    "各部",
    "各直属",
    "各有关",
    "各单位",
    "全体",
    "各地",
    "各局",
    "各处",
    "各科室",
    "各委",
    "各司",
    "各高校",
    "各学校",
    "各院",
    "各企业",
    "各公司",
    "各分",
    "各支部",
    "各党",
    "各级",
    "人民政府",
    "人民法院",
    "人民检察院",
    "委员会",
    "办公厅",
    "办公室",
    "有限公司",
    "厅：",
    "局：",
    "院：",
    "部：",
    "委：",
    "办：",
    "会：",
    "公司：",
    "单位：",
    "机构：",
    "部门：",
    "机关：",
    "学校：",
    "大学：",
];

/// Offices; a speaker's line has one before the name.
const OFFICE: &[&str] = &[
    "厂长",
    "社长",
    "台长",
    "司长",
    "署长",
    "庭长",
    "参谋长",
    "书记",
    "總理",
    "总理",
    "主席",
    "市长",
    "省长",
    "县长",
    "区长",
    "州长",
    "镇长",
    "乡长",
    "村长",
    "主任",
    "部长",
    "局长",
    "院长",
    "校长",
    "董事长",
    "总经理",
    "经理",
    "总裁",
    "会长",
    "委员长",
    "司令员",
    "司令",
    "政委",
    "厅长",
    "处长",
    "科长",
    "秘书长",
    "教授",
    "院士",
    "理事长",
    "所长",
    "站长",
    "馆长",
    "总编",
    "总编辑",
    "主编",
    "行长",
    "检察长",
    "发言人",
    "同志",
    "总统",
    "大使",
    "参赞",
    "组长",
    "队长",
    "团长",
    "师长",
    "军长",
    "常委",
    "委员",
    "代表",
    "总工程师",
    "园长",
    "股长",
    "首相",
    "工会主席",
];

/// The hundred or so commonest surnames (some nine tenths of all people) and the common double ones.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付\
方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯\
纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬\
边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支\
習习張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蕭";

const DOUBLE_SURNAMES: &[&str] = &[
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "令狐",
    "端木",
    "夏侯",
    "阿",
    "买买提",
];

/// A date standing alone, in brackets or not: 2024年5月1日, （一九四八年二月）, 1936年夏, 2020-06-01.
pub(super) fn is_date(text: &str) -> bool {
    let squeezed = squeeze(text);
    if squeezed.len() > 120 {
        return false;
    }
    let inner = squeezed.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')' | '〔' | '〕' | '[' | ']'));
    let numeral = |c: char| c.is_ascii_digit() || "〇○Ｏ零一二三四五六七八九十廿卅元０１２３４５６７８９".contains(c);
    let starts = inner.chars().take_while(|c| numeral(*c) || *c == '民' || *c == '国').count();
    if starts < 2 {
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

/// Whether a line is nothing but a form of address, its mark included.
pub(super) fn is_salutation(text: &str) -> bool {
    let Some(mark) = text.chars().next_back() else { return false };
    let inner = text[..text.len() - mark.len_utf8()].trim();
    if inner.is_empty() || inner.contains(['。', '；', '？', '：']) {
        return false;
    }
    let addressed = ADDRESS.iter().any(|word| inner.contains(word));
    match mark {
        '：' | ':' => (addressed && length(inner) <= 60 && plain_address(inner)) || is_recipients(text),
        '！' | '!' | '，' | ',' => (addressed && length(inner) <= 40 && only_address(inner)) || is_greeting(inner),
        _ => false,
    }
}

/// 大家好！ 同志们好！ alone on a line.
fn is_greeting(inner: &str) -> bool {
    const GREETINGS: &[&str] = &["上午好", "下午好", "晚上好", "早上好", "新年好", "过年好", "你们好", "您好", "好"];
    let Some(who) = GREETINGS.iter().find_map(|greeting| inner.strip_suffix(greeting)) else { return false };
    length(inner) <= 16 && !who.is_empty() && only_address(who.trim_end_matches(['，', ',']))
}

/// Addressed people joined by 、 and ，: no verbs that an announcement has.
fn plain_address(inner: &str) -> bool {
    const TELLING: &[&str] = &[
        "来自", "是", "有", "说", "指出", "强调", "如下", "认为", "要求", "提出", "包括", "问", "答", "决定", "将",
        "就", "讲话", "一下", "告诉", "表示", "必须", "应当", "下列", "以下", "祝", "谢",
    ];
    !TELLING.iter().any(|word| inner.contains(word))
}

/// Every part ends in a word of address.
fn only_address(inner: &str) -> bool {
    const ENDS: &[&str] = &[
        "同志们",
        "同志們",
        "同志",
        "代表",
        "委员",
        "委員",
        "朋友们",
        "朋友",
        "先生",
        "先生们",
        "女士们",
        "女士",
        "老师",
        "老师们",
        "同学们",
        "同学",
        "嘉宾",
        "来宾",
        "领导",
        "战友们",
        "乡亲们",
        "同胞们",
        "同仁",
        "各位",
        "大家",
        "朋友們",
        "员工",
        "家长",
        "校友",
        "主席",
    ];
    // 各位劳动英雄, 尊敬的校友: whatever the word at the end.
    let names = |part: &str| {
        length(part) <= 12 && ["各位", "诸位", "尊敬的", "亲爱的", "敬爱的"].iter().any(|word| part.starts_with(word))
    };
    plain_address(inner)
        && inner
            .split(['，', '、', ',', '！', '!', ' ', '\u{3000}'])
            .all(|part| part.is_empty() || names(part) || ENDS.iter().any(|end| part.ends_with(end)))
}

/// 各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
pub(super) fn is_recipients(text: &str) -> bool {
    let Some(inner) = text.strip_suffix(['：', ':']) else { return false };
    let named = RECIPIENT.iter().any(|word| text.contains(word));
    named
        && (3..=150).contains(&length(inner))
        && !inner.contains(['。', '；', '！', '？', '“', '《'])
        && plain_address(&inner.replace("有限公司", "").replace("有关", ""))
}

/// A speaker's line: a name, an office and a name, or 讲话人：name.
pub(super) fn is_speaker(text: &str) -> bool {
    let text = text.trim();
    if length(text) > 40 || text.contains(['。', '！', '？', '；', '，', '“', '《', '—', '(', '（']) {
        return false;
    }
    for label in
        ["作者：", "讲话人：", "演讲人：", "主讲人：", "发言人：", "报告人：", "主讲：", "演讲者：", "主持人："]
    {
        if let Some(name) = text.strip_prefix(label) {
            return (2..=20).contains(&length(name));
        }
    }
    if text.contains('：') {
        return false;
    }
    if is_name(text) {
        return true;
    }
    // The name is the last word, or (习　近　平) the letters spaced out at the end.
    let words: Vec<&str> = text.split_whitespace().collect();
    let held = |office: &str| OFFICE.iter().any(|word| office.contains(word));
    if let [office @ .., name] = words.as_slice()
        && !office.is_empty()
        && is_name(name)
        && held(&office.concat())
    {
        return true;
    }
    if let [office, one, two] = words.as_slice()
        && held(office)
        && length(one) == 1
        && length(two) <= 2
        && is_name(&format!("{one}{two}"))
    {
        return true;
    }
    OFFICE.iter().any(|word| text.rfind(word).is_some_and(|at| is_name(&text[at + word.len()..])))
}

/// A personal name of two to four Han characters, spaced out or not, by its surname; or a name with a middle dot.
pub(super) fn is_name(text: &str) -> bool {
    let squeezed = squeeze(text);
    if squeezed.contains('·') {
        return squeezed.chars().count() <= 16 && squeezed.chars().all(|c| is_han(c) || c == '·');
    }
    let count = squeezed.chars().count();
    if !squeezed.chars().all(|c| is_han(c) || c == '×' || c == 'X' || c == '某') {
        return false;
    }
    let double = DOUBLE_SURNAMES.iter().any(|s| squeezed.starts_with(s));
    // Words that begin with a surname.
    const WORDS: &[&str] = &[
        "范围", "简介", "项目", "方法", "方案", "高度", "时间", "时代", "安全", "安排", "成果", "成立", "关键", "关于",
        "金融", "常识", "温度", "余论", "于是", "古代", "谢谢", "谢辞", "包括", "文章", "文献", "任务", "任命", "应用",
        "应急", "严格", "石油", "商业", "景观", "强化", "强调", "权利", "党建", "党课", "支部", "支持", "路线", "司法",
        "盛会", "柏林", "金额", "章程", "计划", "施工", "和平", "平安", "华夏", "明天", "万岁", "高峰", "易错", "程序",
        "史料", "段落", "易经", "时事", "全文", "全体", "钱包", "向前",
    ];
    if WORDS.contains(&squeezed.as_str()) {
        return false;
    }
    let single = squeezed.chars().next().is_some_and(|c| SURNAMES.contains(c) || c == '×' || c == 'X');
    (single && (2..=3).contains(&count)) || (double && (3..=4).contains(&count))
}
