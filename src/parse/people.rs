//! Names of people: a speaker's line, a name alone.

use super::chars::{is_han, length, squeeze, without_selectors};

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
边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支习萧";

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

/// Words that a speaker's line may open with, the name after a colon.
const LABELS: &[&str] = &[
    "作者",
    "讲话人",
    "演讲人",
    "主讲人",
    "发言人",
    "报告人",
    "主讲",
    "演讲者",
    "主持人",
    "演讲",
    "致辞人",
    "宣讲人",
    "撰稿",
    "文",
];

/// Words of respect after a name.
const RESPECT: &[&str] = &["同志", "先生", "女士", "教授", "院士", "博士", "老师", "主席", "总理", "书记"];

/// A speaker's line: a name, several names, an office and a name in either order, a name with
/// a word of respect or in brackets, or 讲话人：name.
pub(super) fn is_speaker(text: &str) -> bool {
    let text = without_selectors(text);
    let text = text.trim();
    if let Some(inner) = text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')'])) {
        return is_name(inner) || office_and_name(inner);
    }
    if length(text) > 40 || text.contains(['。', '！', '？', '；', '，', '“', '《', '—', '(', '（']) {
        return false;
    }
    if let Some((label, name)) = text.split_once(['：', ':', '/', '／']) {
        return LABELS.contains(&&*squeeze(label)) && (2..=20).contains(&length(name));
    }
    let respected = RESPECT.iter().find_map(|word| text.strip_suffix(word)).is_some_and(is_full_name);
    is_name(text) || respected || are_names(text) || office_and_name(text)
}

/// Several names, parted by white space or 、.
fn are_names(text: &str) -> bool {
    let mut names = text.split(|c: char| c.is_whitespace() || c == '、').filter(|n| !n.is_empty()).peekable();
    names.peek().is_some() && names.all(is_full_name)
}

/// A name that is no single letter of a spaced-out one.
fn is_full_name(text: &str) -> bool {
    let text = text.trim();
    !text.contains(char::is_whitespace) && is_name(text)
}

/// Whether a text ends in an office: 主席, 县长.
pub(super) fn ends_in_office(text: &str) -> bool {
    OFFICE.iter().any(|word| text.ends_with(word))
}

fn holds_office(text: &str) -> bool {
    OFFICE.iter().any(|word| text.contains(word))
}

/// 县长　陈大山, 县长陈大山, 陈大山　县长; the name may be spaced out (习　近　平).
fn office_and_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [office @ .., name] if !office.is_empty() && is_name(name) && holds_office(&office.concat()) => return true,
        [office, one, two] if holds_office(office) && length(one) == 1 && length(two) <= 2 => {
            return is_name(&format!("{one}{two}"));
        }
        [name, office @ ..] if is_full_name(name) && office.last().is_some_and(|o| ends_in_office(o)) => {
            return true;
        }
        _ => {}
    }
    OFFICE.iter().any(|word| text.rfind(word).is_some_and(|at| is_name(&text[at + word.len()..])))
}

/// Words that begin with a surname and are no name.
const WORDS: &[&str] = &[
    "范围",
    "简介",
    "项目",
    "方法",
    "方案",
    "高度",
    "时间",
    "时代",
    "安全",
    "安排",
    "成果",
    "成立",
    "关键",
    "关于",
    "金融",
    "常识",
    "温度",
    "余论",
    "于是",
    "古代",
    "谢谢",
    "谢辞",
    "包括",
    "文章",
    "文献",
    "任务",
    "任命",
    "应用",
    "应急",
    "严格",
    "石油",
    "商业",
    "景观",
    "强化",
    "强调",
    "权利",
    "党建",
    "党课",
    "支部",
    "支持",
    "路线",
    "司法",
    "盛会",
    "柏林",
    "金额",
    "章程",
    "计划",
    "施工",
    "和平",
    "平安",
    "华夏",
    "明天",
    "万岁",
    "高峰",
    "易错",
    "程序",
    "史料",
    "段落",
    "易经",
    "时事",
    "全文",
    "全体",
    "钱包",
    "向前",
    "农村",
    "农业",
    "农民",
    "农场",
    "华人",
    "华侨",
    "华北",
    "文化",
    "文学",
    "文明",
    "文件",
    "文艺",
    "金属",
    "方向",
    "方针",
    "高中",
    "高校",
    "高等",
    "高原",
    "江山",
    "江河",
    "江南",
    "石头",
    "石化",
    "安徽",
    "常委",
    "常务",
    "成绩",
    "成长",
    "程度",
    "单位",
    "党员",
    "党委",
    "党史",
    "党章",
    "东方",
    "东西",
    "范例",
    "费用",
    "封面",
    "符号",
    "甘肃",
    "管理",
    "海外",
    "韩国",
    "和谐",
    "贺电",
    "贺信",
    "贺词",
    "花园",
    "黄河",
    "黄金",
    "纪念",
    "纪要",
    "纪律",
    "季度",
    "简报",
    "简历",
    "江苏",
    "焦点",
    "解放",
    "解释",
    "解答",
    "景色",
    "康复",
    "乐园",
    "雷达",
    "冷静",
    "连队",
    "连续",
    "廉政",
    "林业",
    "林场",
    "龙头",
    "路上",
    "马路",
    "明确",
    "牛羊",
    "平等",
    "齐心",
    "强国",
    "强军",
    "权力",
    "权益",
    "全国",
    "全面",
    "全会",
    "全党",
    "全军",
    "任期",
    "沙漠",
    "商品",
    "商务",
    "时候",
    "时刻",
    "时评",
    "史记",
    "司机",
    "司令",
    "苏州",
    "苏联",
    "谈话",
    "谈判",
    "唐诗",
    "田野",
    "田间",
    "童年",
    "万一",
    "万物",
    "王国",
    "卫生",
    "卫星",
    "武装",
    "武汉",
    "武术",
    "夏天",
    "夏季",
    "辛苦",
    "许多",
    "许可",
    "严重",
    "严肃",
    "严禁",
    "颜色",
    "阳光",
    "叶子",
    "应对",
    "应当",
    "应该",
    "尤其",
    "原因",
    "原则",
    "原文",
    "云南",
    "曾经",
    "章节",
    "支书",
    "支援",
    "钟声",
    "周年",
    "周刊",
    "周末",
    "祝福",
    "祝愿",
    "祝贺",
    "祝词",
    "祝酒词",
    "庄严",
    "卓越",
    "左右",
    "车间",
    "车站",
    "白天",
    "黑板",
    "水利",
    "时间表",
    "方法论",
    "任务书",
    "项目部",
    "管理层",
    "常用语",
    "文化站",
    "安全生产",
    "农业部",
    "施行",
    "施工队",
    "全体会",
    "成绩单",
    "高科技",
    "古诗词",
    "古诗",
    "席位",
    "路口",
    "井冈山",
];

/// A personal name of two to four Han characters, spaced out or not, by its surname; or a name with a middle dot.
pub(super) fn is_name(text: &str) -> bool {
    let text = without_selectors(text);
    let squeezed = squeeze(&text);
    if squeezed.contains('·') {
        return is_foreign_name(&squeezed);
    }
    let count = squeezed.chars().count();
    if !squeezed.chars().all(|c| is_han(c) || c == '×' || c == 'X' || c == '某') || WORDS.contains(&&*squeezed) {
        return false;
    }
    let double = DOUBLE_SURNAMES.iter().any(|s| squeezed.starts_with(s));
    (opens_with_surname(&squeezed) && (2..=3).contains(&count)) || (double && (3..=4).contains(&count))
}

/// Whether a text opens with a surname of one character (× and X stand for one).
pub(crate) fn opens_with_surname(text: &str) -> bool {
    text.chars().next().is_some_and(|c| SURNAMES.contains(c) || c == '×' || c == 'X')
}

/// 安德烈·彼得罗夫: two to four short parts without words of a sentence.
fn is_foreign_name(text: &str) -> bool {
    let part =
        |p: &str| (1..=6).contains(&p.chars().count()) && p.chars().all(|c| is_han(c) && !"的是了和与在有".contains(c));
    (2..=4).contains(&text.split('·').count()) && text.split('·').all(part)
}
