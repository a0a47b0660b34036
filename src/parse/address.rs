//! Forms of address: salutations, recipients.

use super::chars::length;
use super::people;

/// Words of address; a salutation has one.
const ADDRESS: &[&str] = &[
    "同志",
    "代表",
    "委员",
    "朋友",
    "各位",
    "诸位",
    "大家",
    "先生",
    "女士",
    "老师",
    "同学",
    "嘉宾",
    "来宾",
    "领导",
    "尊敬的",
    "亲爱的",
    "敬爱的",
    "们",
    "战友",
    "乡亲",
    "父老",
    "同胞",
    "同仁",
    "主席",
    "阁下",
];

/// Last words of those addressed.
const ENDS: &[&str] = &[
    "同志们",
    "同志",
    "代表",
    "委员",
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
    "员工",
    "家长",
    "校友",
    "主席",
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
    "各村",
    "各街道",
    "各社区",
    "各车间",
    "各部门",
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

/// Whether a line is nothing but a form of address, its mark included.
pub(super) fn is_salutation(text: &str) -> bool {
    let Some(mark) = text.chars().next_back() else { return false };
    let inner = text[..text.len() - mark.len_utf8()].trim();
    if inner.is_empty() || inner.contains(['。', '；', '？', '：']) {
        return false;
    }
    let addressed = ADDRESS.iter().any(|word| inner.contains(word));
    match mark {
        '：' | ':' => {
            (addressed && length(inner) <= 60 && plain_address(inner) && ends_in_address(inner)) || is_recipients(text)
        }
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

/// Whether the last of those addressed is named by a word for people, an office or a word of respect.
fn ends_in_address(inner: &str) -> bool {
    const KIN: &[&str] = &[
        "爸爸", "妈妈", "父亲", "母亲", "爷爷", "奶奶", "哥哥", "姐姐", "叔叔", "阿姨", "老师", "阁下", "父老", "官兵",
        "全体",
    ];
    let last =
        inner.trim_end().rsplit(['、', '，', ',', ' ', '\u{3000}', '！', '!']).find(|p| !p.is_empty()).unwrap_or("");
    let plural = last.ends_with("们") && !["我们", "你们", "他们", "人们"].contains(&last);
    let named = ["各位", "诸位", "尊敬的", "亲爱的", "敬爱的", "全体"].iter().any(|word| last.starts_with(word));
    plural || named || ENDS.iter().chain(KIN).any(|end| last.ends_with(end)) || people::ends_in_office(last)
}

/// Whether a line addresses several people, as a salutation inside a speech does; 陈主席： is
/// who speaks next in a conversation.
pub(super) fn is_call(text: &str) -> bool {
    let named = people::opens_with_surname(text) && length(text) <= 6;
    let spoken = matches!(text.chars().next(), Some('问' | '答'));
    !named && !spoken && is_salutation(text)
}

/// Addressed people joined by 、 and ，: no verbs that an announcement has.
fn plain_address(inner: &str) -> bool {
    const TELLING: &[&str] = &[
        "来自", "是", "有", "说", "指出", "强调", "如下", "认为", "要求", "提出", "包括", "问", "答", "决定", "将",
        "就", "宣称", "声明", "主张", "宣布", "建议", "呼吁", "希望", "号召", "知道", "看到", "讨论", "回答", "讲话",
        "一下", "告诉", "表示", "必须", "应当", "下列", "以下", "下表", "附表", "见下", "情况", "名单", "分工", "祝",
        "谢",
    ];
    !TELLING.iter().any(|word| inner.contains(word))
}

/// Every part ends in a word of address.
fn only_address(inner: &str) -> bool {
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
        && (2..=150).contains(&length(inner))
        && !inner.contains(['。', '；', '！', '？', '“', '《'])
        && plain_address(&inner.replace("有限公司", "").replace("有关", ""))
}
